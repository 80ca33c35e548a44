"""What a line of Markdown may begin, by CommonMark's rules."""

import re

from site_builder.markdown.raw_html import TAG, is_tag

DEPTH = 40  # of lists and quotations in one another; marks of more are words

# A line that cannot begin anything but a paragraph, which most are.
ANYTHING = re.compile(r" {0,3}(?:[#>*+\-_`~<=]|\d{1,9}[.)]|\[|\{%)|    ")
HEADING = re.compile(r" {0,3}(#{1,6})(?:[ ]+(.*)|)$")
CLOSING = re.compile(r"(?:^|[ ])#+ *$")
RULE = re.compile(r" {0,3}(?:(?:\* *){3,}+|(?:- *){3,}+|(?:_ *){3,}+)$")
UNDERLINE = re.compile(r" {0,3}(?:(=)=*+|-++) *$")
# Behind the mark stands a language and what it is told; other words are words.
_INFO = r" *+(?a:[\w+#.:-]*+) *+(?:\{[^`]*\}|(?a:[\w-]++)=[^`]*+)?"
FENCE = re.compile(rf"( {{0,3}})(?:(`{{3,}}+){_INFO}|(~{{3,}}+){_INFO}) *$")
HIGHLIGHT = re.compile(r" {0,3}\{% *+highlight\b.*%\} *$")
HIGHLIGHT_END = re.compile(r" *\{% *+endhighlight *%\} *$")
QUOTATION = re.compile(r" {0,3}> ?")
ITEM = re.compile(r"( {0,3})([*+-]|(\d{1,9})[.)])(?:( +)(?=\S)| *$)")
DEFINITION = re.compile(
    r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999}+)\]: *(<[^<>]*+>|[^\s<]\S*+)(?: +(?:\"(.*)\"|'(.*)'|\((.*)\)))? *$"
)
ADDRESS = re.compile(r"[<./#:@]")  # what has none of these is a word: `[Q]: What?`
ABBREVIATION = re.compile(r" {0,3}\*\[([^\[\]\\]+)\]: ?(.*)$")
NOTE = re.compile(r" {0,3}\[\^([^\[\]]+)\]: *(.*)$")
TERM = re.compile(r" {0,3}:[ ]{1,3}")
DELIMITERS = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$")
WHOLE = re.compile(r" {0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
BLOCK_TAG = re.compile(
    r" {0,3}</?(?:address|article|aside|blockquote|body|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem"
    r"|nav|noframes|object|ol|optgroup|option|p|param|picture|search|section|summary|table|tbody|td|tfoot|th|thead"
    r"|title|tr|track|ul|video|audio)(?:[\s>]|/>|$)",
    re.IGNORECASE,
)
COMMENT_END = re.compile("-->")
TASK = re.compile(r"\[([ xX])\](?= )")


def is_table(head: str, line: str) -> bool:
    """Whether two lines are the head of a table."""
    return "|" in head and "|" in line and DELIMITERS.match(line) is not None


def is_html(line: str, *, whole: bool = False) -> bool:
    """Whether a line begins with a tag that HTML has; `whole`: and holds nothing else."""
    text = line.strip(" ")
    match = TAG.match(text)
    if match is None:
        # A tag of a block may go on in the next line.
        return not whole and ">" not in text
    return is_tag(match) and (not whole or match.end() == len(text))


def begins(line: str, *, running: bool) -> bool:
    """Whether a block begins in a line that follows others; a list in `running` text begins with 1, and not empty."""
    if not ANYTHING.match(line) or line.startswith("    "):
        return False
    if HEADING.match(line) or RULE.match(line) or FENCE.match(line) or QUOTATION.match(line) or NOTE.match(line):
        return True
    if item := ITEM.match(line):
        return not running or (item[4] is not None and item[3] in (None, "1"))
    if line.lstrip(" ").startswith("<"):
        return bool(WHOLE.match(line) or (BLOCK_TAG.match(line) and is_html(line)))
    return False


def fence_after(fence: re.Match[str] | None, line: str) -> re.Match[str] | None:
    """The fence that is open after a line, if one was open before it."""
    match = FENCE.match(line)
    if fence is None:
        return match
    mark = (fence[2] or fence[3])[0]
    closes = match and (match[2] or match[3])[0] == mark and len(match[2] or match[3]) >= len(fence[2] or fence[3])
    return None if closes else fence


def without(line: str, indent: int) -> str:
    """A line without its first spaces, as many as there are and no more than these."""
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def innermost(line: str) -> str:
    """What stands in a line behind the marks of quotations and lists."""
    for _ in range(DEPTH):
        match = QUOTATION.match(line) or (ITEM.match(line) if not RULE.match(line) else None)
        if match is None:
            break
        line = line[match.end() :]
    return line


def ends_at_once(line: str) -> bool:
    """Whether a line is a block of its own, so that no paragraph goes on after it."""
    begun = FENCE.match(line) or HEADING.match(line) or RULE.match(line) or DEFINITION.match(line)
    return begun is not None or (BLOCK_TAG.match(line) is not None and is_html(line))
