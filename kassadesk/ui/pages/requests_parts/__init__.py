"""Parts of the Requests page: the words of a request, its list, its pane, its clocks and its story."""
