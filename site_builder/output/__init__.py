"""Commit: files become the site, so that a reader never sees half of it.

`writer` writes single files, from any process; `folder` knows what lies there, stages what is new and puts it into
place. Nothing here knows what the files say.
"""
