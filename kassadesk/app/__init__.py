"""TODO: one line and the road of the data, written by this package's engineer."""
