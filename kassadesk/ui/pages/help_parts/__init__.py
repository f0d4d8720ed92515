"""Parts of the Help page: the keyboard map, facts about the program, works of others."""
