"""Full-text search that finds every occurrence, from any host and from a disk.

`document`, `tokens` → `postings`, `stems` → `pack` → `index`; the other half is in `static/search/`, mapped by
`main.js`.
"""

from site_builder.search.document import NO_END, Document, IndexReport
from site_builder.search.index import Entry, build_index

__all__ = ["NO_END", "Document", "Entry", "IndexReport", "build_index"]
