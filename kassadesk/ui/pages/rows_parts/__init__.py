"""The parts of the large tables: filters and the choice of columns."""
