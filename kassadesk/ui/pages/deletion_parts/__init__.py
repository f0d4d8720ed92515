"""Parts of the deletion page: what to choose, the own copy, what would happen, the typed check."""
