"""Starts programs in turn on Windows and prints, for each, the milliseconds until it says "painted".

python rounds.py ROUNDS PROGRAM ...
"""

import statistics
import subprocess
import sys
import time


def once(program: str) -> float:
    """One start."""
    began = time.perf_counter()
    with subprocess.Popen([program], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        passed = time.perf_counter() - began
    assert line.strip() == b"painted", line
    return passed * 1000


programs = sys.argv[2:]
for warming in programs:
    once(warming)
found = [[once(program) for program in programs] for _ in range(int(sys.argv[1]))]
for place in range(len(programs)):
    print(round(statistics.median(one[place] for one in found)))
