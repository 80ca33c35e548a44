"""What must not be shown is decided here, and nowhere else.

`privacy` says which articles are private at a moment, `withdrawal` which may be withdrawn, `hidden_lines` which lines
of source pages are theirs, `redaction` covers words, and `register` keeps what was withdrawn with the archive.
"""
