"""Pictures in a body: those of the archive are shown; of others, the words and the address stay.

No page asks another host for anything, so a picture there becomes a link to it.
"""

import re
from html import escape, unescape

from site_builder.markdown.fast import LinkRewriter
from site_builder.markdown.raw_html import Faults, name_in

# As the sanitizer writes them.
_PIECE = re.compile(r'<a(?: [\w-]+="[^"]*")*>|</a>|<img(?: [\w-]+="[^"]*")*>')
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_ELSEWHERE = re.compile(r"//|[^/?#]*:")


class Pictures:
    """The pictures of one body; `faults` are those whose addresses are none."""

    def __init__(self, rewrite: LinkRewriter | None, words: str) -> None:
        self._rewrite, self._words = rewrite, words
        self.faults = Faults()
        self._around: str | None = None  # the address of the link that the text is in
        self._later: list[str] = []  # links that must not stand in that one

    def shown(self, html: str) -> str:
        """The sanitized HTML, with pictures or their words."""
        return _PIECE.sub(self._piece, html)

    def _piece(self, match: re.Match[str]) -> str:
        if match[0].startswith("<img"):
            return self._picture(match[0])
        if match[0] == "</a>":
            later, self._later, self._around = "".join(self._later), [], None
            return f"</a>{later}"
        self._around = dict(_ATTRIBUTE.findall(match[0])).get("href", "")
        return match[0]

    def _picture(self, tag: str) -> str:
        values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        alt, source = values.get("alt", "").strip(), values.get("src")
        if source is None:
            hint = "put the picture into media/ and link to it there"
            self.faults.add("a picture has no address that can be shown; its description stays", hint, f"![{alt}]")
        address = self._rewrite("img", source) if self._rewrite and source else source
        if address and not _ELSEWHERE.match(address):
            values["src"] = address
            return "<img" + "".join(f' {name}="{_quoted(value)}"' for name, value in values.items()) + ">"
        words = escape(self._words.replace("{alt}", alt or name_in(source or "") or source or ""), quote=False)
        if not address:
            return f'<span class="picture">[{words}]</span>' if words else ""
        link = f'<a href="{_quoted(address)}">{words}</a>'
        if self._around is None:
            return f'<span class="picture">[{link}]</span>'
        if self._around != _quoted(address):
            self._later.append(f' <span class="picture">[{link}]</span>')
        return f'<span class="picture">[{words}]</span>'


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")
