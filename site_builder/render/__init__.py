"""Render: a `Page` becomes the bytes of a file, by its template.

`renderer` reads what the page shows beside its view (a body, the lines of a source page), `environment` is the
template engine, `metadata` what is said for machines. Nothing here decides which pages there are, nor writes files.
"""
