"""All that depends on Pagefind: its files' undocumented form (`format`), its `program`, the `stems` that it knows.

No other module knows of these, nor any script but `static/search/postings/pagefind.js`.
"""
