"""Measures and prints both: the start beside a bare window, the pauses over two sample shops."""

from __future__ import annotations

from tests.bench import pauses, start

if __name__ == "__main__":
    start.main()
    for shop in ("kaveri", "meenakshi"):
        pauses.main(shop)
