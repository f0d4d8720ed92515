"""The parts of Opt-ins: matrix, details of one choice, the question after a conflict."""
