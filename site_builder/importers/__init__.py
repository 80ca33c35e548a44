"""Importers: what others hold becomes drafts of articles in an archive, to be reviewed by a person.

In go files and what a person says about them; out come drafts, files and records of what was made (`base`). Each
importer is a module with `detect` and `read`; `registry` has the table of them, and no other module here knows one.
Importers may use all that stands before them in the pipeline, and nothing of the command line.

`batch` reads many files side by side, `table` says what is known of each, `write` and `redo` put them into the archive
(with `existing`, `records`, `refusals`), `report` tells what was done. For importers: `decode` (bytes to text) and
`file_kinds`, `file_names` and `calendars` (dates), `compose` (the text of a draft's file), `furniture`, `messages`.
"""
