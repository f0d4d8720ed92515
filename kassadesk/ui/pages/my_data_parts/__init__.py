"""The parts of My data: kinds, field table, field details, and the words about a field."""
