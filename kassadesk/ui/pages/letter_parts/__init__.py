"""Parts of the letter page."""
