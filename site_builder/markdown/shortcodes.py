"""What other generators put into the text for their programs: shortcodes, Liquid, attributes.

None of it is run here. Each kind is a fault; the words inside such a thing stay, and so do its captions.
"""

import re
from html import escape

from site_builder.markdown.raw_html import Faults

# Hugo, Jekyll and Hexo; bounded, so that what is never closed is gone through once.
_BRACED = re.compile(
    r"\{\{(?:(?P<hugo>[<%])\s*+(?P<name>/?+\s*+[\w./-]++)(?P<hugo_rest>[^{}]{0,5000}+)(?<=[%>])|(?P<value>[^{}<%]{1,500}+))\}\}"
    r"|\{%-?\s*+(?P<tag>\w++)(?P<rest>[^{}]{0,5000}+)(?<=%)\}"
)
# WordPress. What else stands in brackets is words.
_BRACKETED = re.compile(
    r"\[(?P<name>/?+(?:caption|gallery|embed|youtube|vimeo|video|audio|playlist|googlemaps|contact-form(?:-7)?|wp_caption"
    r"|vc_\w++|et_pb_\w++|su_\w++|more))(?P<rest>(?:\s[^\[\]]{0,5000}+)?)\]"
)
_WORDS = re.compile(r"""\b(?:caption|title|alt|text|quote)=(?:"([^"]*)"|'([^']*)')""")
# kramdown's and Pandoc's attributes: `{#id}`, `{: .class}`, `{:target="_blank"}`, `{:toc}`
_ONE = r"""[#.][\w:-]++|[\w:-]++=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]++)"""
ATTRIBUTES = re.compile(rf"\{{:?\s*+(?:(?:{_ONE})\s*+)++\}}|\{{:\s*+(?:toc|no_toc)\s*+\}}")
_ID = re.compile(r"#([\w-]++)")
_MARK = re.compile(r"[{\[]")
_HINT = "nothing of another generator is run here: write what it showed as Markdown"


def read(text: str, at: int, faults: Faults) -> tuple[str, int] | None:
    """What is shown for the shortcode at a place, as HTML, and where the text goes on; None if there is none."""
    match = (_BRACED if text[at] == "{" else _BRACKETED).match(text, at)
    if match is None:
        return None
    groups = match.groupdict()
    name = (groups.get("name") or groups.get("tag") or groups.get("value") or "").strip()
    if not name.startswith("/") and not name.startswith("end"):
        head = match[0].split("\n", 1)[0]
        faults.add(f"the shortcode “{name}” of another generator is left out; the words inside it stay", _HINT, head)
    words = [one or other for one, other in _WORDS.findall(match[0])]
    return escape(" ".join(words), quote=False), match.end()


def left_out(text: str, faults: Faults) -> str:
    """A piece of HTML without the shortcodes in it."""
    made, done = [], 0
    while match := _MARK.search(text, done):
        found = read(text, match.start(), faults)
        made.append(text[done : match.start()])
        words, done = found or (match[0], match.end())
        made.append(words)
    return "".join((*made, text[done:]))


def heading_id(text: str) -> tuple[str, str]:
    """A heading without its attributes, and the id among them."""
    stripped = text.rstrip()
    start = stripped.rfind("{") if stripped.endswith("}") else -1
    match = ATTRIBUTES.fullmatch(stripped, start) if start >= 0 else None
    if match is None:
        return text, ""
    found = _ID.search(match[0])
    return stripped[:start].rstrip(), found[1] if found else ""
