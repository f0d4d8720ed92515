"""Parts of the Policy page: versions, what changes, who gets data, how long it is kept, notices."""
