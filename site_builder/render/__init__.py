"""Render: a `Page` goes in, and the bytes of its file come out.

`renderer` is the entry point. `article` and `source_page` read what a page shows beside its view, by way of `body`,
`links` and `bars`; `environment` is the template engine; `metadata` makes JSON-LD, meta elements and the citation;
`spool` keeps the words of bodies for the search. Nothing here decides which pages there are, nor writes files of the
site.
"""
