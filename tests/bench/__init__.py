"""Benchmarks: `python -m tests.bench` measures side by side and prints figures; no test asserts a time."""
