"""Markdown to HTML that may stand on a page: text in; HTML, plain words and problems out.

`convert` is the way in: it takes `fast` where that is certain of the result, else `full` (Python-Markdown on what
`blocks` and `inline` made of the text, and the sanitizer). Nothing here knows of pages or files.
"""
