"""Parts of the Export page: what to take, the running export, the list of earlier ones."""
