"""The editor's marks in a text: `{gap: reason}` for lost words, `{supplied: words}` for words that were added."""

import re
from html import escape

MARK = re.compile(r"\{(gap|supplied):([^{}]*+)\}")


def to_html(mark: re.Match[str]) -> str:
    """A mark as it is shown."""
    return f'<span class="{mark[1]}">[{escape(mark[2].strip(), quote=False)}]</span>'


def marked(text: str) -> str:
    """Plain text as HTML, in which only these marks are converted."""
    parts, done = [], 0
    for mark in MARK.finditer(text):
        parts += [escape(text[done : mark.start()], quote=False), to_html(mark)]
        done = mark.end()
    return "".join((*parts, escape(text[done:], quote=False)))
