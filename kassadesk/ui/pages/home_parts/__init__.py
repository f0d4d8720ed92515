"""The parts of Home: rows of attention, cards of kinds, cards of facts, and their words."""
