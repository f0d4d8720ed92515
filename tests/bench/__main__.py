"""Measures and prints all: the start beside a bare window, the pauses over two sample shops, the
writers, a whole export and the opening of a million bills beside openpyxl and the csv module,
browsing them, and what random edits and hostile files come to."""

from __future__ import annotations

from tests.bench import (
    browse,
    export_whole,
    export_writer,
    hostile_files,
    pauses,
    read_back,
    review_open,
    start,
    tampering,
)

if __name__ == "__main__":
    start.main()
    for shop in ("kaveri", "meenakshi"):
        pauses.main(shop)
    export_writer.main()
    export_whole.main()
    read_back.main()
    read_back.control()
    review_open.main()
    browse.main()
    tampering.main()
    hostile_files.main()
