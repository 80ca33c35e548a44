"""TODO search.pagefind."""
