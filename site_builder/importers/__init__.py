"""Importers: what others hold becomes articles of an archive, to be reviewed.

Each is a module with `detect(path) -> bool` and `read(path, wishes, names) -> Imported`. The pipeline of page text, in
the order in which a page passes through it: reading (bytes to text), clean, bylines, headings, layout (lines to
pieces), cohesion, evidence (clues at each gap), segment (boundaries), arrange (articles), describe and dating,
compose (the file's text), write. All but the first and the last are pure.
"""

from site_builder.importers import pagetext

IMPORTERS = (pagetext,)
