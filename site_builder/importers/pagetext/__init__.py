"""TODO importers.pagetext."""
