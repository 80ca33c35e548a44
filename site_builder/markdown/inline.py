"""Marks inside a block: emphasis, links, code, references, raw tags.

Python-Markdown applies twenty patterns in turn, each of which replaces what it matches: that takes quadratic time, and
loses words that CommonMark shows (`\\<IBM>`). This is CommonMark's own algorithm, one pass over the text, with two
additions: a link to a file may hold spaces, and the shortcodes of other generators are recognised.

https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy
"""

import re
from collections.abc import Callable
from html import escape, unescape
from html.entities import html5

import msgspec

from site_builder.markdown import editorial, shortcodes
from site_builder.markdown.emphasis import DelimiterRun, DelimiterStack, to_html
from site_builder.markdown.raw_html import (
    MarkupProblems,
    RawFragment,
    RawHtml,
    TooComplexError,
    check_address,
    file_name_of,
)

_SPECIAL = re.compile(r"[\\`*_~\[\]!<&{\n]")
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TICKS = re.compile("`+")
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>")
_MAIL = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+)>", re.ASCII)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_FOOTNOTE = re.compile(r"\[\^([^\[\]]*+)\]")
_ESCAPED = re.compile(rf"\\([{re.escape(_PUNCTUATION)}])")
_IN_PARENTHESES = r"\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\)"
_TITLE = r"""(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\))"""
_TARGET = re.compile(
    rf"\(\s*+(?:<((?:[^<>\n\\]|\\.)*+)>|((?!<)(?:[^\s()\\]|\\.|{_IN_PARENTHESES})*+))(?:\s++{_TITLE})?+\s*+\)",
    re.DOTALL,
)
_TARGET_WITH_SPACES = re.compile(r"\(((?:[^()<>\"\n]*/)?[^()<>\"\n/]*\.\w{2,5})\)")
# As Jekyll and Hugo write links to their own pages: `({{ site.baseurl }}/x)`.
_TARGET_OF_PROGRAM = re.compile(r"\(((?:\{\{[^{}]{0,500}+\}\}|\{%[^{}]{0,500}+%\}|[^\s(){}])*+)\)")
_LABEL = re.compile(r"\[([^\[\]]{0,999}+)\]")
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r'<img[^>]* alt="([^"]*)"[^>]*>')
_MAX_ABBREVIATIONS = 50  # each word of the text is compared with all of them
_MAX_OPEN = 500  # open brackets; further ones are text


class MarkdownContext(msgspec.Struct):
    """What all blocks of a body share: definitions that one of them makes and another uses, and the problems."""

    problems: MarkupProblems
    raw: RawHtml
    references: dict[str, tuple[str, str]] = {}  # label → (address, title)
    footnotes: dict[str, int] = {}  # label → its number
    cited: dict[str, int] = {}  # label → number of references so far
    ids: set[str] = set()
    abbreviations: dict[str, str] = {}
    used_abbreviations: set[str] = set()  # those that stand in the text
    abbreviation_pattern: re.Pattern[str] | None = None  # matches any of the abbreviations

    def name_abbreviations(self) -> None:
        """Compile the pattern of all abbreviations. Raises TooComplexError for too many."""
        if len(self.abbreviations) > _MAX_ABBREVIATIONS:
            raise TooComplexError("abbreviations")
        names = sorted((escape(name, quote=False) for name in self.abbreviations), key=len, reverse=True)
        self.abbreviation_pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None
        )


def label(text: str) -> str:
    """The label of a reference, normalised for comparison."""
    return " ".join(text.split()).casefold()


class _Bracket(msgspec.Struct):
    """A `[` or `![` whose `]` was not met yet."""

    image: bool
    place: int  # its index in the parts
    start: int  # the position in the text after it
    run: DelimiterRun | None  # the last delimiter run before it


def inline(text: str, context: MarkdownContext) -> str:
    """The HTML of a block's text. Raises TooComplexError."""
    return _Inline(text, context).html() if _SPECIAL.search(text) else _text(text, context)


def _text(text: str, context: MarkdownContext) -> str:
    if context.abbreviation_pattern is None:
        return escape(text, quote=False)

    def with_title(match: re.Match[str]) -> str:
        name = unescape(match[0])
        title = context.abbreviations[name]
        context.used_abbreviations.add(name)
        return f'<abbr title="{escape(title)}">{match[0]}</abbr>' if title else match[0]

    return context.abbreviation_pattern.sub(with_title, escape(text, quote=False))


class _Inline:
    """Converts one text.

    Each reader, such as `code`, is given the position of a special character. It adds the HTML of what begins there to
    `parts`, and returns the position after it.
    """

    def __init__(self, text: str, context: MarkdownContext) -> None:
        self.text, self.context = text, context
        self.parts: list[str | DelimiterRun] = []
        self.delimiters = DelimiterStack()
        self.brackets: list[_Bracket] = []
        self.links = 0  # how many of the open brackets hold a link, and so cannot become one themselves
        self.ticks: dict[int, list[int]] | None = None
        self.fragment = RawFragment(context.raw)

    def html(self) -> str:
        done = 0
        while match := _SPECIAL.search(self.text, done):
            if match.start() > done:
                self._add_text(self.text[done : match.start()])
            done = _READERS[match[0]](self, match.start())
        self._add_text(self.text[done:])
        self.delimiters.pair(None)
        return to_html(self.parts) + self.fragment.end()

    def _add_text(self, words: str) -> None:
        if words:
            self.parts.append(_text(words, self.context))

    def _add(self, html: str, end: int) -> int:
        self.parts.append(html)
        return end

    def backslash(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following == "\n":
            return self._add("<br>\n", at + 2)
        if following and following in _PUNCTUATION:
            return self._add(escape(following, quote=False), at + 2)
        return self._add("\\", at + 1)

    def newline(self, at: int) -> int:
        before = self.parts[-1] if self.parts else ""
        if isinstance(before, str) and before.endswith(" "):
            stripped = before.rstrip(" ")
            self.parts[-1] = stripped + "<br>" * (len(before) - len(stripped) > 1)
        return self._add("\n", at + 1)

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
            return self._add(run[0], run.end())
        code = self.text[run.end() : places[-1]].replace("\n", " ")
        if code[:1] == code[-1:] == " " and code.strip(" "):
            code = code[1:-1]
        return self._add(f"<code>{escape(code, quote=False)}</code>", places[-1] + len(run[0]))

    def run(self, at: int) -> int:
        run, end = self.delimiters.read(self.text, at)
        self.parts.append(run)
        return end

    def image(self, at: int) -> int:
        if not self.text.startswith("![", at):
            return self._add("!", at + 1)
        return self._bracket(at + 2, image=True)

    def opening(self, at: int) -> int:
        note = _FOOTNOTE.match(self.text, at)
        if note and note[1] in self.context.footnotes:
            return self._add(self._reference(note[1]), note.end())
        return self._shortcode(at) or self._bracket(at + 1, image=False)

    def _bracket(self, start: int, *, image: bool) -> int:
        if len(self.brackets) < _MAX_OPEN:
            self.brackets.append(_Bracket(image, len(self.parts), start, self.delimiters.last))
        return self._add("![" if image else "[", start)

    def _reference(self, name: str) -> str:
        count = self.context.cited[name] = self.context.cited.get(name, 0) + 1
        id_ = escape(name)
        return (
            f'<sup id="fnref{count if count > 1 else ""}:{id_}"><a class="footnote-ref" href="#fn:{id_}">'
            f"{self.context.footnotes[name]}</a></sup>"
        )

    def closing(self, at: int) -> int:
        if not self.brackets:
            return self._add("]", at + 1)
        bracket = self.brackets.pop()
        disabled = len(self.brackets) < self.links and not bracket.image
        self.links = min(self.links, len(self.brackets))
        found = None if disabled else self._target(bracket, at)
        if found is None:
            return self._add("]", at + 1)
        address, title, end = found
        self.delimiters.pair(bracket.run)
        inside = to_html(self.parts[bracket.place + 1 :])
        del self.parts[bracket.place :]
        title_attribute = f' title="{escape(title)}"' if title else ""
        if bracket.image:
            alt = _TAG.sub("", _ALT.sub(r"\1", inside)).replace('"', "&quot;")
            return self._add(f'<img alt="{alt}" src="{escape(address)}"{title_attribute}>', end)
        self.links = len(self.brackets)
        inside = inside if inside.strip() else escape(file_name_of(address) or address, quote=False)
        return self._add(f'<a href="{escape(address)}"{title_attribute}>{inside}</a>', end)

    def _target(self, bracket: _Bracket, at: int) -> tuple[str, str, int] | None:
        """Address and title of the link whose text ends at `at`, and the position after it; None if it is no link."""
        text = self.text
        if text.startswith("(", at + 1):
            if (match := _TARGET.match(text, at + 1)) and "{{" not in match[0] and "{%" not in match[0]:
                title = match[3] or match[4] or match[5] or ""
                return self._address(match[1] or match[2] or ""), unescaped(title), match.end()
            if (match := _TARGET_OF_PROGRAM.match(text, at + 1)) and "{" in match[1]:
                return unescaped(shortcodes.remove(match[1], self.context.problems)), "", match.end()
            if match := _TARGET_WITH_SPACES.match(text, at + 1):
                return self._address(match[1].strip()), "", match.end()
        if not self.context.references:
            return None
        full_label = _LABEL.match(text, at + 1)
        own_label = text[bracket.start : at] if at - bracket.start < 1000 else ""
        found = self.context.references.get(label(full_label[1] if full_label and full_label[1].strip() else own_label))
        if found is None:
            return None
        return self._address(found[0]), unescaped(found[1]), full_label.end() if full_label else at + 1

    def _address(self, written: str) -> str:
        address = unescaped(written)
        check_address(address, self.context.problems)
        inside = address[1:]
        return f"#s-{inside}" if address[:1] == "#" and inside in self.context.ids else address

    def angle(self, at: int) -> int:
        if match := _ADDRESS.match(self.text, at):
            check_address(match[1], self.context.problems)
            address, words = escape(match[1]), escape(match[1], quote=False)
            return self._add(f'<a href="{address}">{words}</a>', match.end())
        if match := _MAIL.match(self.text, at):
            return self._add(f'<a href="mailto:{escape(match[1])}">{escape(match[1], quote=False)}</a>', match.end())
        what, end = self.fragment.read(self.text, at)
        return self._add(what, end)

    def entity(self, at: int) -> int:
        match = _ENTITY.match(self.text, at)
        if match and (match[1] is None or f"{match[1]};" in html5):
            return self._add(match[0], match.end())
        return self._add("&amp;", at + 1)

    def brace(self, at: int) -> int:
        if match := editorial.MARK.match(self.text, at):
            return self._add(editorial.to_html(match), match.end())
        if found := self._shortcode(at):
            return found
        attributes = shortcodes.ATTRIBUTES.match(self.text, at)
        # After a mark, or for a whole paragraph; what a `{.x}` says elsewhere is words.
        if attributes and attributes[0][1] == ":" and (not at or self.text[at - 1] in "*_`)\n"):
            return attributes.end()
        return self._add("{", at + 1)

    def _shortcode(self, at: int) -> int | None:
        found = shortcodes.read(self.text, at, self.context.problems)
        return self._add(*found) if found else None


def unescaped(text: str) -> str:
    """An address or a title with its backslash escapes and character references resolved."""
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return unescape(text) if "&" in text else text


_READERS: dict[str, Callable[[_Inline, int], int]] = {
    "\\": _Inline.backslash, "`": _Inline.code, "*": _Inline.run, "_": _Inline.run, "~": _Inline.run,
    "[": _Inline.opening, "]": _Inline.closing, "!": _Inline.image, "<": _Inline.angle, "&": _Inline.entity,
    "{": _Inline.brace, "\n": _Inline.newline,
}  # fmt: skip
