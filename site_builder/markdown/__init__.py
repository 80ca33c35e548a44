"""Markdown: the text of a body goes in; safe HTML, the words of the paper and the problems of the markup come out.

`convert` is the entry point. It tries `fast`, which takes what is common and is certain of the result, and else calls
`full`: Python-Markdown with our parsers of blocks (`blocks`) and of what is inside them (`inline`), then the sanitizer.
`notes` puts the marks of the editor's notes into the HTML. Nothing here knows of pages or files.
"""
