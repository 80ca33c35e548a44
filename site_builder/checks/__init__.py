"""Checks: each is given an archive or a finished site, and returns problems, or an account with problems.

`audit`: no word of a source page is lost; its two laws are `line_claims` and `wording`, which uses `printed_text`,
`alignment` and `spacing`. `site`: the files of a site are those that were built, and say nothing that must not be
shown: `leaks` looks for passages of hidden text (`passages`), `phrases` for what is too short to be one; `old_pages`
tells whether a page of an earlier build may stay. Nothing here changes a file.
"""
