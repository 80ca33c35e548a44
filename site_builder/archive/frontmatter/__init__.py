"""TODO archive.frontmatter."""
