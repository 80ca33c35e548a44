"""Pictures in a body: those of the archive are shown; others are replaced by their description and a link.

No page asks another host for anything, so a picture there becomes a link to it. A paragraph of nothing but pictures is
made of figures. The title of each is its caption, and what follows a vertical bar there the credit. A caption is words
of the paper, as all of the body is: searched, and compared by the audit, but for what stands in `{supplied: …}`.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from site_builder.markdown import editorial
from site_builder.markdown.escaping import escape_attribute
from site_builder.markdown.fast import LinkRewriter
from site_builder.markdown.raw_html import MarkupProblems, file_name_of

# Tags as the sanitizer writes them.
_TAG = re.compile(r'<a(?: [\w-]+="[^"]*")*>|</a>|<img(?: [\w-]+="[^"]*")*>')
_ATTRIBUTES = r'(?: [\w-]+="[^"]*")*'
_ONE = rf"(?:<a{_ATTRIBUTES}>\s*)?<img{_ATTRIBUTES}>(?:\s*</a>)?"
_PARAGRAPH = re.compile(rf"<p>\s*({_ONE}(?:(?:\s|<br>)*{_ONE})*)(?:\s|<br>)*</p>")
_PICTURE = re.compile(_ONE)
_TITLE = re.compile(r'(<img(?: (?!title=)[\w-]+="[^"]*")*) title="([^"]*)"')
_CREDIT = re.compile(r"\s*[|｜]\s*")
_FOLD = 2000  # characters of a body's HTML that may stand on the first screen
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_EXTERNAL = re.compile(r"//|[^/?#]*:")


Measure = Callable[[str], tuple[int, int] | None]  # the address of a picture, as it is written → its size


class Pictures:
    """Replaces the pictures of one body; `problems` are those of pictures without an address that can be shown."""

    def __init__(self, rewrite: LinkRewriter | None, words: str, measure: Measure | None = None) -> None:
        self._rewrite, self._template, self._measure = rewrite, words, measure
        self.problems = MarkupProblems()
        self._enclosing_link: str | None = None  # the address of the link that is open
        self._pending: list[str] = []  # links of pictures inside that link, to be written after it

    def replace(self, html: str) -> str:
        """Sanitized HTML, with what is shown in place of each picture."""
        return _PARAGRAPH.sub(_figures, _TAG.sub(self._replace_tag, html))

    def _replace_tag(self, match: re.Match[str]) -> str:
        if match[0].startswith("<img"):
            return self._picture(match[0], match.start())
        if match[0] == "</a>":
            pending, self._pending, self._enclosing_link = "".join(self._pending), [], None
            return f"</a>{pending}"
        self._enclosing_link = dict(_ATTRIBUTE.findall(match[0])).get("href", "")
        return match[0]

    def _picture(self, tag: str, at: int) -> str:
        values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        alt, source = values.get("alt", "").strip(), values.get("src")
        if source is None:
            hint = "put the picture into media/ and link to it there"
            self.problems.add("a picture has no address that can be shown; its description stays", hint, f"![{alt}]")
        address = self._rewrite("img", source) if self._rewrite and source else source
        if address and not _EXTERNAL.match(address):
            values["src"] = address
            self._add_size(values, at)
            return "<img" + "".join(f' {name}="{escape_attribute(value)}"' for name, value in values.items()) + ">"
        words = escape(self._template.replace("{alt}", alt or file_name_of(source or "") or source or ""), quote=False)
        if not address:
            return f'<span class="picture">[{words}]</span>' if words else ""
        link = f'<a href="{escape_attribute(address)}">{words}</a>'
        if self._enclosing_link is None:
            return f'<span class="picture">[{link}]</span>'
        if self._enclosing_link != escape_attribute(address):
            self._pending.append(f' <span class="picture">[{link}]</span>')
        return f'<span class="picture">[{words}]</span>'

    def _add_size(self, values: dict[str, str], at: int) -> None:
        """Its size, if the author gives none; what may stand below the first screen is loaded when it is needed."""
        size = self._measure(values["src"]) if self._measure else None
        if size and not values.keys() & {"width", "height"}:
            values["width"], values["height"] = map(str, size)
        if at > _FOLD:
            values["loading"] = "lazy"


def _figures(paragraph: re.Match[str]) -> str:
    figures = [_figure(picture[0]) for picture in _PICTURE.finditer(paragraph[1])]
    return figures[0] if len(figures) == 1 else f'<div class="pictures">{"".join(figures)}</div>'


def _figure(picture: str) -> str:
    title = _TITLE.search(picture)
    if not title or not title[2].strip():
        return f"<figure>{picture}</figure>"
    words, *credit = _CREDIT.split(unescape(title[2]), maxsplit=1)
    lines = [editorial.marked(words.strip())] if words.strip() else []
    lines += [f"<small>{editorial.marked(credit[0].strip())}</small>"] if credit and credit[0].strip() else []
    caption = f"<figcaption>{'<br>'.join(lines)}</figcaption>" if lines else ""
    untitled = _TITLE.sub(r"\1", picture, count=1)
    return f"<figure>{untitled}{caption}</figure>"
