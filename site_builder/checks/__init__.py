"""Check: each reads an archive, or a finished site, and gives an account with problems. Nothing here changes a file.

`audit`: no word of a source page is lost. `leaks`: nothing that must not be shown is in the site. `site`: the files are
those that were built.
"""
