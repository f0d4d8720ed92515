"""The tests. `python3 -m tests` sets everything up and runs all of them; see tests/__main__.py."""
