"""Parts of the Review page: the verdict, the list of sheets, the read-me."""
