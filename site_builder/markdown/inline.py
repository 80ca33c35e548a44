"""Marks inside a paragraph: emphasis, links, code, references, raw tags.

Python-Markdown puts a text to twenty patterns in turn, each replacing what it finds: that takes time by the square of
the text, and it loses words that CommonMark shows (`\\<IBM>`). This is CommonMark's own algorithm, which goes through
the text once; beyond it a link to a file may hold spaces, and what belongs to other generators is read.

https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
"""

import re
from collections.abc import Callable
from html import escape, unescape
from html.entities import html5

import msgspec

from site_builder.markdown import shortcodes
from site_builder.markdown.emphasis import Run, Runs, joined
from site_builder.markdown.raw_html import Faults, Piece, RawHtml, TooMuchError, check_address, name_in

_MARK = re.compile(r"[\\`*_~\[\]!<&{\n]")
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TICKS = re.compile("`+")
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>")
_MAIL = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+)>", re.ASCII)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_EDITORIAL = re.compile(r"\{(gap|supplied):([^{}]*+)\}")
_FOOTNOTE = re.compile(r"\[\^([^\[\]]*+)\]")
_ESCAPED = re.compile(rf"\\([{re.escape(_PUNCTUATION)}])")
_IN_PARENTHESES = r"\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\)"
_TITLE = r"""(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\))"""
_TARGET = re.compile(
    rf"\(\s*+(?:<((?:[^<>\n\\]|\\.)*+)>|((?!<)(?:[^\s()\\]|\\.|{_IN_PARENTHESES})*+))(?:\s++{_TITLE})?+\s*+\)",
    re.DOTALL,
)
_TARGET_WITH_SPACES = re.compile(r"\(((?:[^()<>\"\n]*/)?[^()<>\"\n/]*\.\w{2,5})\)")
# As Jekyll and Hugo write the way to their own pages: `({{ site.baseurl }}/x)`.
_TARGET_OF_PROGRAM = re.compile(r"\(((?:\{\{[^{}]{0,500}+\}\}|\{%[^{}]{0,500}+%\}|[^\s(){}])*+)\)")
_LABEL = re.compile(r"\[([^\[\]]{0,999}+)\]")
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r'<img[^>]* alt="([^"]*)"[^>]*>')
_ABBREVIATIONS = 50  # each word of the text is compared with them all
_NESTED = 500  # brackets that wait for their end; more are text


class Document(msgspec.Struct):
    """What the paragraphs of a body have in common."""

    faults: Faults
    raw: RawHtml
    references: dict[str, tuple[str, str]] = {}  # label → (address, title)
    footnotes: dict[str, int] = {}  # label → its number
    cited: dict[str, int] = {}  # label → how often it was referred to
    ids: set[str] = set()
    abbreviations: dict[str, str] = {}
    explained: set[str] = set()  # of them, those that were met
    pattern: re.Pattern[str] | None = None  # of the abbreviations

    def name_abbreviations(self) -> None:
        """Look for the abbreviations from now on. Raises TooMuchError."""
        if len(self.abbreviations) > _ABBREVIATIONS:
            raise TooMuchError("abbreviations")
        names = sorted((escape(name, quote=False) for name in self.abbreviations), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None


def label(text: str) -> str:
    """The label of a reference, as labels are compared."""
    return " ".join(text.split()).casefold()


class _Bracket(msgspec.Struct):
    """A `[` or `![` that waits for its end."""

    image: bool
    place: int  # in what was made
    start: int  # in the text, after the bracket
    run: Run | None  # the last run before it


def inline(text: str, document: Document) -> str:
    """The HTML of a paragraph's text. Raises TooMuchError."""
    return _Inline(text, document).html() if _MARK.search(text) else _words(text, document)


def _words(text: str, document: Document) -> str:
    if document.pattern is None:
        return escape(text, quote=False)

    def explained(match: re.Match[str]) -> str:
        name = unescape(match[0])
        title = document.abbreviations[name]
        document.explained.add(name)
        return f'<abbr title="{escape(title)}">{match[0]}</abbr>' if title else match[0]

    return document.pattern.sub(explained, escape(text, quote=False))


class _Inline:
    """One text on its way to HTML."""

    def __init__(self, text: str, document: Document) -> None:
        self.text, self.document = text, document
        self.made: list[str | Run] = []
        self.runs = Runs()
        self.brackets: list[_Bracket] = []
        self.links = 0  # how many of the brackets can no more become links, as one stands in them
        self.ticks: dict[int, list[int]] | None = None
        self.piece = Piece(document.raw)

    def html(self) -> str:
        done = 0
        while match := _MARK.search(self.text, done):
            if match.start() > done:
                self._say(self.text[done : match.start()])
            done = _READERS[match[0]](self, match.start())
        self._say(self.text[done:])
        self.runs.pair(None)
        return joined(self.made) + self.piece.end()

    def _say(self, words: str) -> None:
        if words:
            self.made.append(_words(words, self.document))

    def _put(self, html: str, end: int) -> int:
        self.made.append(html)
        return end

    def backslash(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following == "\n":
            return self._put("<br>\n", at + 2)
        if following and following in _PUNCTUATION:
            return self._put(escape(following, quote=False), at + 2)
        return self._put("\\", at + 1)

    def newline(self, at: int) -> int:
        before = self.made[-1] if self.made else ""
        if isinstance(before, str) and before.endswith(" "):
            stripped = before.rstrip(" ")
            self.made[-1] = stripped + "<br>" * (len(before) - len(stripped) > 1)
        return self._put("\n", at + 1)

    def code(self, at: int) -> int:
        if self.ticks is None:  # where the runs of each length begin, the last one first
            self.ticks = {}
            for match in reversed(list(_TICKS.finditer(self.text))):
                self.ticks.setdefault(len(match[0]), []).append(match.start())
        run = _TICKS.match(self.text, at)
        assert run  # noqa: S101 - the mark was found here
        places = self.ticks.get(len(run[0]), [])
        while places and places[-1] <= at:
            places.pop()
        if not places:
            return self._put(run[0], run.end())
        code = self.text[run.end() : places[-1]].replace("\n", " ")
        if code[:1] == code[-1:] == " " and code.strip(" "):
            code = code[1:-1]
        return self._put(f"<code>{escape(code, quote=False)}</code>", places[-1] + len(run[0]))

    def run(self, at: int) -> int:
        run, end = self.runs.read(self.text, at)
        self.made.append(run)
        return end

    def image(self, at: int) -> int:
        if not self.text.startswith("![", at):
            return self._put("!", at + 1)
        return self._bracket(at + 2, image=True)

    def opening(self, at: int) -> int:
        note = _FOOTNOTE.match(self.text, at)
        if note and note[1] in self.document.footnotes:
            return self._put(self._reference(note[1]), note.end())
        return self._shortcode(at) or self._bracket(at + 1, image=False)

    def _bracket(self, start: int, *, image: bool) -> int:
        if len(self.brackets) < _NESTED:
            self.brackets.append(_Bracket(image, len(self.made), start, self.runs.last))
        return self._put("![" if image else "[", start)

    def _reference(self, name: str) -> str:
        count = self.document.cited[name] = self.document.cited.get(name, 0) + 1
        name_ = escape(name)
        return (
            f'<sup id="fnref{count if count > 1 else ""}:{name_}"><a class="footnote-ref" href="#fn:{name_}">'
            f"{self.document.footnotes[name]}</a></sup>"
        )

    def closing(self, at: int) -> int:
        if not self.brackets:
            return self._put("]", at + 1)
        bracket = self.brackets.pop()
        dead = len(self.brackets) < self.links and not bracket.image
        self.links = min(self.links, len(self.brackets))
        found = None if dead else self._target(bracket, at)
        if found is None:
            return self._put("]", at + 1)
        address, title, end = found
        self.runs.pair(bracket.run)
        inside = joined(self.made[bracket.place + 1 :])
        del self.made[bracket.place :]
        said = f' title="{escape(title)}"' if title else ""
        if bracket.image:
            alt = _TAG.sub("", _ALT.sub(r"\1", inside)).replace('"', "&quot;")
            return self._put(f'<img alt="{alt}" src="{escape(address)}"{said}>', end)
        self.links = len(self.brackets)
        inside = inside if inside.strip() else escape(name_in(address) or address, quote=False)
        return self._put(f'<a href="{escape(address)}"{said}>{inside}</a>', end)

    def _target(self, bracket: _Bracket, at: int) -> tuple[str, str, int] | None:
        """Address and title of a link that ends at a bracket, and where the text goes on."""
        text = self.text
        if text.startswith("(", at + 1):
            if (match := _TARGET.match(text, at + 1)) and "{{" not in match[0] and "{%" not in match[0]:
                title = match[3] or match[4] or match[5] or ""
                return self._address(match[1] or match[2] or ""), plain(title), match.end()
            if (match := _TARGET_OF_PROGRAM.match(text, at + 1)) and "{" in match[1]:
                return plain(shortcodes.left_out(match[1], self.document.faults)), "", match.end()
            if match := _TARGET_WITH_SPACES.match(text, at + 1):
                return self._address(match[1].strip()), "", match.end()
        if not self.document.references:
            return None
        named = _LABEL.match(text, at + 1)
        own = text[bracket.start : at] if at - bracket.start < 1000 else ""
        found = self.document.references.get(label(named[1] if named and named[1].strip() else own))
        if found is None:
            return None
        return self._address(found[0]), plain(found[1]), named.end() if named else at + 1

    def _address(self, written: str) -> str:
        address = plain(written)
        check_address(address, self.document.faults)
        inside = address[1:]
        return f"#s-{inside}" if address[:1] == "#" and inside in self.document.ids else address

    def angle(self, at: int) -> int:
        if match := _ADDRESS.match(self.text, at):
            check_address(match[1], self.document.faults)
            address, words = escape(match[1]), escape(match[1], quote=False)
            return self._put(f'<a href="{address}">{words}</a>', match.end())
        if match := _MAIL.match(self.text, at):
            return self._put(f'<a href="mailto:{escape(match[1])}">{escape(match[1], quote=False)}</a>', match.end())
        what, end = self.piece.read(self.text, at)
        return self._put(what, end)

    def entity(self, at: int) -> int:
        match = _ENTITY.match(self.text, at)
        if match and (match[1] is None or f"{match[1]};" in html5):
            return self._put(match[0], match.end())
        return self._put("&amp;", at + 1)

    def brace(self, at: int) -> int:
        if match := _EDITORIAL.match(self.text, at):
            words = escape(match[2].strip(), quote=False)
            return self._put(f'<span class="{match[1]}">[{words}]</span>', match.end())
        if found := self._shortcode(at):
            return found
        attributes = shortcodes.ATTRIBUTES.match(self.text, at)
        # After a mark, or for a whole paragraph; what a `{.x}` says elsewhere is words.
        if attributes and attributes[0][1] == ":" and (not at or self.text[at - 1] in "*_`)\n"):
            return attributes.end()
        return self._put("{", at + 1)

    def _shortcode(self, at: int) -> int | None:
        found = shortcodes.read(self.text, at, self.document.faults)
        return self._put(*found) if found else None


def plain(text: str) -> str:
    """An address or a title without its escapes and references."""
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return unescape(text) if "&" in text else text


_READERS: dict[str, Callable[[_Inline, int], int]] = {
    "\\": _Inline.backslash, "`": _Inline.code, "*": _Inline.run, "_": _Inline.run, "~": _Inline.run,
    "[": _Inline.opening, "]": _Inline.closing, "!": _Inline.image, "<": _Inline.angle, "&": _Inline.entity,
    "{": _Inline.brace, "\n": _Inline.newline,
}  # fmt: skip
