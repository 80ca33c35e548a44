"""Importers: what others hold becomes articles of an archive, to be reviewed.

Each is a module with `detect(path) -> bool` and `read(file, wishes, names) -> list[Imported]`, a file's pages. The
pipeline of page text, in the order in which a page passes through it: kinds (what is no page) and reading (bytes to
text), cutting (at form feeds), mastheads, clean, bylines, headings, layout (lines to pieces), cohesion, features (those
at each gap), segment (boundaries), arrange (articles), describe, names and dating (with calendars), compose (the file's
text), write, or redo. All but the first two and the last two are pure. `batch` does it for many files, and `table` says
what is known of them.
"""

from site_builder.importers.pagetext import importer as pagetext

IMPORTERS = (pagetext,)
