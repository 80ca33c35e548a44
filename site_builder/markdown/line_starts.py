"""Which kind of block a line of Markdown may begin, by CommonMark's rules: patterns and questions about one line."""

import re

from site_builder.markdown.raw_html import TAG, is_tag

DEPTH = 40  # how deep lists and quotations may be nested; the marks of deeper ones are text

# A line that cannot begin anything but a paragraph, which most are.
ANYTHING = re.compile(r" {0,3}(?:[#>*+\-_`~<=]|\d{1,9}[.)]|\[|\{%)|    ")
HEADING = re.compile(r" {0,3}(#{1,6})(?:[ ]+(.*)|)$")
CLOSING = re.compile(r"(?:^|[ ])#+ *$")
RULE = re.compile(r" {0,3}(?:(?:\* *){3,}+|(?:- *){3,}+|(?:_ *){3,}+)$")
UNDERLINE = re.compile(r" {0,3}(?:(=)=*+|-++) *$")
# After the mark may follow a language with its options; with any other words the line is no fence.
_INFO = r" *+(?a:[\w+#.:-]*+) *+(?:\{[^`]*\}|(?a:[\w-]++)=[^`]*+)?"
FENCE = re.compile(rf"( {{0,3}})(?:(`{{3,}}+){_INFO}|(~{{3,}}+){_INFO}) *$")
HIGHLIGHT = re.compile(r" {0,3}\{% *+highlight\b.*%\} *$")
HIGHLIGHT_END = re.compile(r" *\{% *+endhighlight *%\} *$")
QUOTATION = re.compile(r" {0,3}> ?")
ITEM = re.compile(r"( {0,3})([*+-]|(\d{1,9})[.)])(?:( +)(?=\S)| *$)")
DEFINITION = re.compile(
    r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999}+)\]: *(<[^<>]*+>|[^\s<]\S*+)(?: +(?:\"(.*)\"|'(.*)'|\((.*)\)))? *$"
)
ADDRESS = re.compile(r"[<./#:@]")  # a definition without any of these is text: `[Q]: What?`
ABBREVIATION = re.compile(r" {0,3}\*\[([^\[\]\\]+)\]: ?(.*)$")
NOTE = re.compile(r" {0,3}\[\^([^\[\]]+)\]: *(.*)$")
TERM = re.compile(r" {0,3}:[ ]{1,3}")
DELIMITERS = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$")
RAW_ELEMENT = re.compile(r" {0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
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
    """Whether two lines are the headings of a table and the line of dashes below them."""
    return "|" in head and "|" in line and DELIMITERS.match(line) is not None


def is_html(line: str, *, whole: bool = False) -> bool:
    """Whether a line begins with a tag of HTML; with `whole`, whether it holds nothing else."""
    text = line.strip(" ")
    match = TAG.match(text)
    if match is None:
        # A tag of a block may go on in the next line.
        return not whole and ">" not in text
    return is_tag(match) and (not whole or match.end() == len(text))


def starts_block(line: str, *, in_paragraph: bool) -> bool:
    """Whether a block begins in a line that follows others.

    A list that interrupts a paragraph (`in_paragraph`) must begin with 1, and its first item must not be empty.
    """
    if not ANYTHING.match(line) or line.startswith("    "):
        return False
    if HEADING.match(line) or RULE.match(line) or FENCE.match(line) or QUOTATION.match(line) or NOTE.match(line):
        return True
    if item := ITEM.match(line):
        return not in_paragraph or (item[4] is not None and item[3] in (None, "1"))
    if line.lstrip(" ").startswith("<"):
        return bool(RAW_ELEMENT.match(line) or (BLOCK_TAG.match(line) and is_html(line)))
    return False


def fence_after(fence: re.Match[str] | None, line: str) -> re.Match[str] | None:
    """The fence that is open after a line, if one was open before it."""
    match = FENCE.match(line)
    if fence is None:
        return match
    mark = (fence[2] or fence[3])[0]
    closes = match and (match[2] or match[3])[0] == mark and len(match[2] or match[3]) >= len(fence[2] or fence[3])
    return None if closes else fence


def dedented(line: str, indent: int) -> str:
    """A line without its first spaces, at most `indent` of them."""
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def innermost(line: str) -> str:
    """What follows the marks of quotations and lists in a line."""
    for _ in range(DEPTH):
        match = QUOTATION.match(line) or (ITEM.match(line) if not RULE.match(line) else None)
        if match is None:
            break
        line = line[match.end() :]
    return line


def is_whole_block(line: str) -> bool:
    """Whether a line is or begins a block that no paragraph can continue."""
    begun = FENCE.match(line) or HEADING.match(line) or RULE.match(line) or DEFINITION.match(line)
    return begun is not None or (BLOCK_TAG.match(line) is not None and is_html(line))
