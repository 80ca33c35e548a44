"""Markup of other generators in a text: shortcodes, Liquid tags, attributes of elements.

None of it is run here. Each kind is reported as a problem; words between two tags stay, and so do captions.
"""

import re
from html import escape

from site_builder.markdown.raw_html import MarkupProblems

# Hugo, Jekyll and Hexo. The lengths are bounded, so that a text full of unclosed ones takes linear time.
_BRACED = re.compile(
    r"\{\{(?:(?P<hugo>[<%])\s*+(?P<name>/?+\s*+[\w./-]++)(?P<hugo_rest>[^{}]{0,5000}+)(?<=[%>])|(?P<value>[^{}<%]{1,500}+))\}\}"
    r"|\{%-?\s*+(?P<tag>\w++)(?P<rest>[^{}]{0,5000}+)(?<=%)\}"
)
# WordPress; anything else in square brackets is text.
_BRACKETED = re.compile(
    r"\[(?P<name>/?+(?:caption|gallery|embed|youtube|vimeo|video|audio|playlist|googlemaps|contact-form(?:-7)?|wp_caption"
    r"|vc_\w++|et_pb_\w++|su_\w++|more))(?P<rest>(?:\s[^\[\]]{0,5000}+)?)\]"
)
_CAPTION = re.compile(r"""\b(?:caption|title|alt|text|quote)=(?:"([^"]*)"|'([^']*)')""")
# kramdown's and Pandoc's attributes: `{#id}`, `{: .class}`, `{:target="_blank"}`, `{:toc}`
_ATTRIBUTE = r"""[#.][\w:-]++|[\w:-]++=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]++)"""
ATTRIBUTES = re.compile(rf"\{{:?\s*+(?:(?:{_ATTRIBUTE})\s*+)++\}}|\{{:\s*+(?:toc|no_toc)\s*+\}}")
_ID = re.compile(r"#([\w-]++)")
_MARK = re.compile(r"[{\[]")
_HINT = "nothing of another generator is run here: write what it showed as Markdown"


def read(text: str, at: int, problems: MarkupProblems) -> tuple[str, int] | None:
    """The HTML in place of the shortcode at `at`, and the position after it; None if there is none."""
    match = (_BRACED if text[at] == "{" else _BRACKETED).match(text, at)
    if match is None:
        return None
    groups = match.groupdict()
    name = (groups.get("name") or groups.get("tag") or groups.get("value") or "").strip()
    if not name.startswith("/") and not name.startswith("end"):
        head = match[0].split("\n", 1)[0]
        problems.add(f"the shortcode “{name}” of another generator is left out; the words inside it stay", _HINT, head)
    words = [one or other for one, other in _CAPTION.findall(match[0])]
    return escape(" ".join(words), quote=False), match.end()


def remove(text: str, problems: MarkupProblems) -> str:
    """HTML with its shortcodes replaced by their captions."""
    parts, done = [], 0
    while match := _MARK.search(text, done):
        shortcode = read(text, match.start(), problems)
        parts.append(text[done : match.start()])
        words, done = shortcode or (match[0], match.end())
        parts.append(words)
    return "".join((*parts, text[done:]))


def heading_id(text: str) -> tuple[str, str]:
    """A heading without the attributes at its end, and the id among them ("" if there is none)."""
    stripped = text.rstrip()
    start = stripped.rfind("{") if stripped.endswith("}") else -1
    match = ATTRIBUTES.fullmatch(stripped, start) if start >= 0 else None
    if match is None:
        return text, ""
    own_id = _ID.search(match[0])
    return stripped[:start].rstrip(), own_id[1] if own_id else ""
