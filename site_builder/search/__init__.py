"""Index: what the articles say becomes a bundle of files in which a browser finds every occurrence.

`documents` (what is searched) → `tokens` → `postings` → `bundle`, a shard at a time (`index`), each kept in a `cache`.
The other half is `static/search/`.
"""
