"""Breaking the writers of files: kills at each step, faults of the disk, power cuts. Used by the tests
(few) and by `tests.bench.crashes` (many).

`watched` names every side effect of a run; `kills` ends whole exports at each of them and at random;
`faults` makes each of them fail; `power` plays what a disk may hold after the power was cut;
`canaries` looks for personal values in whatever is left.
"""
