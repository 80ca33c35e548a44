"""Read: a folder of articles, source pages and settings becomes an `Archive`, with a list of what is wrong in it.

`read` puts together what `find` (which files are articles), `article` and `source` (what each says), `authorities`,
`addresses` and `restrictions` (what must not be shown) give. `published`, `aliases` and `move` keep addresses that
readers know. Nothing here knows of HTML, of pages or of an output folder.
"""
