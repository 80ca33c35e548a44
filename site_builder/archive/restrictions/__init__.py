"""TODO archive.restrictions."""
