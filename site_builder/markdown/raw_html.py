"""Raw HTML in an article's text: what is a tag, which tags are kept, and what is reported of the others.

A tag has a name that HTML knows and the syntax of one; anything else in angle brackets is text: `<sic>`, `<IBM>`,
`a<b and c>d`. What is kept here still goes through the sanitizer, which decides. Of what a page of the archive cannot
show (a form, a film from elsewhere) the words and a link to its address stay, and a problem is reported.
"""

import re
from html import escape, unescape
from urllib.parse import unquote

import msgspec


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Tags that the sanitizer keeps.
TAGS = _names(
    "a abbr b blockquote br caption cite code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd"
    " li mark ol p pre q rp rt ruby s small span strong sub sup table tbody td tfoot th thead tr u ul var wbr"
)
# Blocks that become a plain `div`.
_BLOCKS = _names(
    "address article aside audio center details dialog fieldset footer form header hgroup legend listing main nav"
    " noframes noscript object optgroup option search section select summary textarea title video xmp"
)
# Tags that are replaced by one of the same or a similar meaning.
_REPLACEMENTS = {
    "h1": "h2", "strike": "s", "acronym": "abbr", "tt": "code", "samp": "code", "dir": "ul", "menu": "ul",
    **dict.fromkeys(_BLOCKS, "div"),
}  # fmt: skip
# Tags that are removed without a problem: they change how the words look, not what they say.
_PRESENTATIONAL = _names(
    "basefont bdi bdo big blink body col colgroup data dfn font head html label marquee nobr o:p picture rb rtc slot"
    " spacer time"
)
_DROPPED = _names(
    "applet area audio base bgsound button canvas datalist dialog embed form frame frameset iframe input keygen link"
    " map math meta meter noembed object output param plaintext progress script select source style svg template"
    " textarea title track video"
)
_POSSIBLE_WORDS = (_BLOCKS | _PRESENTATIONAL | _DROPPED) - _names("option optgroup")
_KNOWN = TAGS | _REPLACEMENTS.keys() | _PRESENTATIONAL | _DROPPED
_VOID = _names("br hr img wbr")
# Elements whose end tag may be omitted: the next one, or the end of their parent, closes them.
_OPTIONAL_END = _names("p li td th tr dt dd thead tbody tfoot rt rp caption")
# Elements that may only stand in these; elsewhere such a tag becomes a line break.
_PARENTS = {
    "li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot", "caption"), ("table",)),
}  # fmt: skip
# Elements that are closed at the end of the paragraph or block of HTML in which they stand.
_INLINE = _names("a abbr b cite code del em i ins kbd mark pre q ruby s small span strong sub sup u var")
_BOOLEAN_ATTRIBUTES = _names(
    "allowfullscreen async autofocus autoplay border checked clear compact controls default defer disabled download"
    " hidden ismap itemscope loop multiple muted noresize noshade nowrap open playsinline readonly required reversed"
    " seamless selected"
)

_NAME, _VALUE = r"[A-Za-z_:@][\w.:@-]*+", r"""(?:"[^"]*"|'[^']*'|[^\s"'<>`]++)"""
_ATTRIBUTES = re.compile(rf"\s++({_NAME})(?:\s*+=\s*+({_VALUE}))?+")
TAG = re.compile(rf"<(/?+)([A-Za-z][A-Za-z0-9:-]*+)((?:\s++{_NAME}(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?>")
_WITHOUT_WORDS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9:-]*+)")
_TAG_START = re.compile(r"<!--|<")

_BLANK = re.compile("[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_SCHEME = re.compile(r"[^/?#]*?:")
SCHEMES = ("http:", "https:", "mailto:", "tel:")

DEPTH = 100  # tags open at once; the sanitizer's time is quadratic in their number


class TooComplexError(Exception):
    """The text would take too long to convert; the message names what there is too much of."""


class MarkupProblem(msgspec.Struct, frozen=True):
    """Something wrong with the markup of a body; `at` are words by which its line can be found."""

    message: str
    hint: str
    at: str = ""


class MarkupProblems:
    """The problems of one body, each message once."""

    def __init__(self) -> None:
        self._by_message: dict[str, MarkupProblem] = {}

    def add(self, message: str, hint: str, at: str = "") -> None:
        """Add a problem, unless there is one with this message."""
        self._by_message.setdefault(message, MarkupProblem(message, hint, at))

    def all(self) -> tuple[MarkupProblem, ...]:
        """The problems in the order in which they were added."""
        return tuple(self._by_message.values())


def is_tag(match: re.Match[str]) -> bool:
    """Whether what has the syntax of a tag is one of HTML."""
    name = match[2].lower()
    if name not in _KNOWN or (match[1] and match[3].strip()):
        return False
    return all(value or key.lower() in _BOOLEAN_ATTRIBUTES for key, value in _ATTRIBUTES.findall(match[3]))


class RawHtml:
    """Filters the tags of one body; knows which elements are open across its paragraphs."""

    def __init__(self, problems: MarkupProblems, text: str = "") -> None:
        """`text` is the whole body: a name in angle brackets without an end tag in it may be a word."""
        self.problems = problems
        self._closed = {name.lower() for name in _CLOSING.findall(text)}
        self._open: dict[str, int] = {}  # blocks that are open, by name

    def block(self, text: str) -> str:
        """A block of raw HTML, filtered; what is no tag in it is escaped as text."""
        text = _WITHOUT_WORDS.sub(self._without_words, text) if "</" in text else text
        fragment = RawFragment(self)
        parts, done = [], 0
        while match := _TAG_START.search(text, done):
            parts.append(text[done : match.start()])
            shown, done = fragment.read(text, match.start())
            parts.append(shown)
        return "".join((*parts, text[done:], fragment.end()))

    def _without_words(self, match: re.Match[str]) -> str:
        self.report_dropped(match[1].lower())
        return ""

    def report_dropped(self, name: str) -> None:
        """Report that an element is left out."""
        hint = "pages of the archive show no such thing: write what it said, or link to it"
        self.problems.add(f"“<{name}>” is left out; its words stay, and its address as a link", hint, f"<{name}")

    def is_word(self, name: str, attributes: str) -> bool:
        """Whether a name in angle brackets is more likely a word: `<time>` or `<title>` without an end tag."""
        return name in _POSSIBLE_WORDS and not attributes.strip() and name not in self._closed

    def enter(self, name: str) -> None:
        """Count an element that is opened. Raises TooComplexError."""
        self._open[name] = self._open.get(name, 0) + 1
        if sum(self._open.values()) > DEPTH:
            raise TooComplexError("tags in tags")

    def allows(self, name: str) -> bool:
        """Whether an element may stand here: a parent that it needs is open."""
        return name not in _PARENTS or any(self._open.get(parent) for parent in _PARENTS[name])

    def leave(self, name: str) -> bool:
        """Count an element that is closed; returns whether one of this name was open."""
        if not self._open.get(name):
            return False
        self._open[name] -= 1
        return True


class RawFragment:
    """Filters the tags of one paragraph or one block of HTML; inline elements open at its end are closed there."""

    def __init__(self, raw: RawHtml) -> None:
        self._raw = raw
        self._open: list[str] = []
        self._comments = True  # False once a comment was found to have no end

    def read(self, text: str, at: int) -> tuple[str, int]:
        """The HTML in place of the `<`, tag or comment at `at`, and the position after it."""
        if text.startswith("<!--", at) and self._comments:
            end = text.find("-->", at + 4)
            if end >= 0:
                return "", end + 3
            self._comments = False
        match = TAG.match(text, at)
        if match is None or not is_tag(match) or self._raw.is_word(match[2].lower(), match[3]):
            return "&lt;", at + 1
        return self._tag(match), match.end()

    def end(self) -> str:
        """The end tags of the inline elements that are open."""
        closed = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return closed

    def _tag(self, match: re.Match[str]) -> str:
        name, closing = match[2].lower(), bool(match[1])
        link = ""
        if not closing:
            self._check_address(match[3])
        if name in _DROPPED and not closing:
            self._raw.report_dropped(name)
            link = _link(match[3])
        name = name if name in TAGS else _REPLACEMENTS.get(name, "")
        if not name or (closing and name in _VOID):
            return link
        if not self._raw.allows(name):
            return "" if closing else "<br>"
        if closing:
            return self._close(name)
        if name in _INLINE:
            self._open.append(name)
            if len(self._open) > DEPTH:
                raise TooComplexError("tags in tags")
        elif name not in _VOID and name not in _OPTIONAL_END:
            self._raw.enter(name)
        attributes = match[3] if match[2].lower() in TAGS else ""
        return f"<{name}{attributes}>{link}"

    def _check_address(self, attributes: str) -> None:
        for key, value in _ATTRIBUTES.findall(attributes) if ":" in attributes else ():
            if key.lower() in ("href", "src"):
                check_address(unescape(value.strip("\"'")), self._raw.problems)

    def _close(self, name: str) -> str:
        if name in _INLINE:
            if name not in self._open:
                return ""
            self._open.reverse()
            self._open.remove(name)
            self._open.reverse()
        elif name not in _OPTIONAL_END and not self._raw.leave(name):
            return ""
        return f"</{name}>"


def is_safe(address: str) -> bool:
    """Whether an address has no scheme or a harmless one. Blanks in it are ignored, as browsers ignore them."""
    scheme = _SCHEME.match(_BLANK.sub("", address))
    return scheme is None or scheme[0].lower() in SCHEMES


def check_address(address: str, problems: MarkupProblems) -> None:
    """Report an address that the sanitizer will remove."""
    if ":" in address and not is_safe(address):
        hint = "write an address that begins with http:, https:, mailto: or tel:, or a path"
        problems.add(f"the address “{address[:100]}” is left out: such addresses might run something", hint, address)


def _link(attributes: str) -> str:
    """A link to the address of an element that is left out."""
    found = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTES.findall(attributes)}
    address = next((found[key] for key in ("src", "data", "data-src") if found.get(key)), "")
    if not address:
        return ""
    words = found.get("title") or found.get("alt") or file_name_of(address) or address
    return f' <a href="{escape(address)}">{escape(words, quote=False)}</a> '


def file_name_of(address: str) -> str:
    """The name of the file at the end of an address, percent-decoded."""
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    return unquote(path.rpartition("/")[2]).strip()
