"""The importer of page text, in the order in which a page passes through its modules.

`cutting` (at form feeds), `mastheads`, `clean`, `columns`, `bylines` (with `signed`), `headings`, `joining`, `layout`
(lines to paragraphs), `cohesion` and `features` (what each gap shows), `segment` (where articles begin), `arrange`
(articles and furniture), `describe`, `dating`, `doubts`, `drafts`. `importer` calls them; all but it are pure.
"""
