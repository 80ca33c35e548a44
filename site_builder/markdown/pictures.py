"""Pictures in a body: those of the archive are shown; others are replaced by their description and a link.

No page asks another host for anything, so a picture there becomes a link to it.
"""

import re
from html import escape, unescape

from site_builder.markdown.escaping import escape_attribute
from site_builder.markdown.fast import LinkRewriter
from site_builder.markdown.raw_html import MarkupProblems, file_name_of

# Tags as the sanitizer writes them.
_TAG = re.compile(r'<a(?: [\w-]+="[^"]*")*>|</a>|<img(?: [\w-]+="[^"]*")*>')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_EXTERNAL = re.compile(r"//|[^/?#]*:")


class Pictures:
    """Replaces the pictures of one body; `problems` are those of pictures without an address that can be shown."""

    def __init__(self, rewrite: LinkRewriter | None, words: str) -> None:
        self._rewrite, self._template = rewrite, words
        self.problems = MarkupProblems()
        self._enclosing_link: str | None = None  # the address of the link that is open
        self._pending: list[str] = []  # links of pictures inside that link, to be written after it

    def replace(self, html: str) -> str:
        """Sanitized HTML, with what is shown in place of each picture."""
        return _TAG.sub(self._replace_tag, html)

    def _replace_tag(self, match: re.Match[str]) -> str:
        if match[0].startswith("<img"):
            return self._picture(match[0])
        if match[0] == "</a>":
            pending, self._pending, self._enclosing_link = "".join(self._pending), [], None
            return f"</a>{pending}"
        self._enclosing_link = dict(_ATTRIBUTE.findall(match[0])).get("href", "")
        return match[0]

    def _picture(self, tag: str) -> str:
        values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        alt, source = values.get("alt", "").strip(), values.get("src")
        if source is None:
            hint = "put the picture into media/ and link to it there"
            self.problems.add("a picture has no address that can be shown; its description stays", hint, f"![{alt}]")
        address = self._rewrite("img", source) if self._rewrite and source else source
        if address and not _EXTERNAL.match(address):
            values["src"] = address
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
