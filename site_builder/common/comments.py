"""Comments of stylesheets and scripts stay behind when they are published: they are a sixth of what a reader loads.

All else stays as it is written, so that it can be read. Only comments that stand alone on their lines are left out of a
script, where no string or pattern can be taken for one; `/*!` begins a licence, which stays.
"""

import re

# Each begins with a line's end and not with ^, which would be tried at every character: it is done at each build.
_IN_SCRIPT = re.compile(r"\n[ \t]*(?:/\*(?!!)[^*]*(?:\*(?!/)[^*]*)*\*/|//[^\n]*)[ \t]*(?=\n)")
_IN_STYLE = re.compile(r"[ \t]*/\*(?!!)[^*]*(?:\*(?!/)[^*]*)*\*/")
_INDENTED = re.compile(r"\n\s+")


def without_comments(name: str, text: str) -> str:
    """A stylesheet without its comments and indentation, a script without its comments; any other text as it is."""
    if name.endswith(".css"):
        return _INDENTED.sub("\n", _IN_STYLE.sub("", text)).lstrip("\n")
    return _IN_SCRIPT.sub("", f"\n{text}").lstrip("\n") if name.endswith(".js") else text
