"""HTML that stands in an article's text: which tags are HTML, which go through, and what is said of the others.

A tag is what HTML knows by its name and what looks like one; all else in angle brackets is words: `<sic>`, `<IBM>`,
`a<b and c>d`. What is let through here is still put to the sanitizer, which has the last word. What a page of the
archive cannot show (a form, a film from elsewhere) leaves its words, a link to its address, and a fault.
"""

import re
from html import escape, unescape
from urllib.parse import unquote

import msgspec


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What the sanitizer lets through.
TAGS = _names(
    "a abbr b blockquote br caption cite code dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd"
    " li mark ol p pre q rp rt ruby s small span strong sub sup table tbody td tfoot th thead tr u ul var wbr"
)
# A block of which nothing is lost but that it is one.
_BLOCKS = _names(
    "address article aside audio center details dialog fieldset footer form header hgroup legend listing main nav"
    " noframes noscript object optgroup option search section select summary textarea title video xmp"
)
# What stands for a tag that means the same, or something near.
_INSTEAD = {
    "h1": "h2", "strike": "s", "acronym": "abbr", "tt": "code", "samp": "code", "dir": "ul", "menu": "ul",
    **dict.fromkeys(_BLOCKS, "div"),
}  # fmt: skip
# Tags of which nothing is lost but looks.
_BARE = _names(
    "basefont bdi bdo big blink body col colgroup data dfn font head html label marquee nobr o:p picture rb rtc slot"
    " spacer time"
)
_LOST = _names(
    "applet area audio base bgsound button canvas datalist dialog embed form frame frameset iframe input keygen link"
    " map math meta meter noembed object output param plaintext progress script select source style svg template"
    " textarea title track video"
)
_MAY_BE_WORDS = (_BLOCKS | _BARE | _LOST) - _names("option optgroup")
_KNOWN = TAGS | _INSTEAD.keys() | _BARE | _LOST
_VOID = _names("br hr img wbr")
# A closing tag of these may be missing: the next one, or the end of what holds it, closes them.
_CLOSES_ITSELF = _names("p li td th tr dt dd thead tbody tfoot rt rp caption")
# What stands in these only; elsewhere it is a break between words.
_HOLDERS = {
    "li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot", "caption"), ("table",)),
}  # fmt: skip
# These end at the latest with the paragraph or the block of HTML that they stand in.
_INLINE = _names("a abbr b cite code del em i ins kbd mark pre q ruby s small span strong sub sup u var")
_WITHOUT_VALUE = _names(
    "allowfullscreen async autofocus autoplay border checked clear compact controls default defer disabled download"
    " hidden ismap itemscope loop multiple muted noresize noshade nowrap open playsinline readonly required reversed"
    " seamless selected"
)

_NAME, _VALUE = r"[A-Za-z_:@][\w.:@-]*+", r"""(?:"[^"]*"|'[^']*'|[^\s"'<>`]++)"""
_ATTRIBUTES = re.compile(rf"\s++({_NAME})(?:\s*+=\s*+({_VALUE}))?+")
TAG = re.compile(rf"<(/?+)([A-Za-z][A-Za-z0-9:-]*+)((?:\s++{_NAME}(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?>")
_WITHOUT_WORDS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9:-]*+)")
_PIECES = re.compile(r"<!--|<")

_BLANK = re.compile("[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_SCHEME = re.compile(r"[^/?#]*?:")
SCHEMES = ("http:", "https:", "mailto:", "tel:")

DEPTH = 100  # of tags that are open at once; the sanitizer takes time by the square of them


class TooMuchError(Exception):
    """The text would take too long; the message says of what there is too much."""


class Fault(msgspec.Struct, frozen=True):
    """What was wrong with a body; `at` are words of the line that it is about."""

    message: str
    hint: str
    at: str = ""


class Faults:
    """What was wrong with one body: one fault of each kind."""

    def __init__(self) -> None:
        self._found: dict[str, Fault] = {}

    def add(self, message: str, hint: str, at: str = "") -> None:
        """Enter a fault, unless it is known."""
        self._found.setdefault(message, Fault(message, hint, at))

    def all(self) -> tuple[Fault, ...]:
        """Each once, in the order in which they were met."""
        return tuple(self._found.values())


def is_tag(match: re.Match[str]) -> bool:
    """Whether what looks like a tag is one."""
    name = match[2].lower()
    if name not in _KNOWN or (match[1] and match[3].strip()):
        return False
    return all(value or key.lower() in _WITHOUT_VALUE for key, value in _ATTRIBUTES.findall(match[3]))


class RawHtml:
    """Lets the tags of one body through, or something in their place."""

    def __init__(self, faults: Faults, text: str = "") -> None:
        """`text` is the whole body: a name in brackets that nothing closes may be a word."""
        self.faults = faults
        self._closed = {name.lower() for name in _CLOSING.findall(text)}
        self._open: dict[str, int] = {}  # blocks that are open, by name

    def block(self, text: str) -> str:
        """A block of HTML. What is no tag in it is words."""
        text = _WITHOUT_WORDS.sub(self._without_words, text) if "</" in text else text
        piece = Piece(self)
        made, done = [], 0
        while match := _PIECES.search(text, done):
            made.append(text[done : match.start()])
            what, done = piece.read(text, match.start())
            made.append(what)
        return "".join((*made, text[done:], piece.end()))

    def _without_words(self, match: re.Match[str]) -> str:
        self.lose(match[1].lower())
        return ""

    def lose(self, name: str) -> None:
        """Say that an element is left out."""
        hint = "pages of the archive show no such thing: write what it said, or link to it"
        self.faults.add(f"“<{name}>” is left out; its words stay, and its address as a link", hint, f"<{name}")

    def is_word(self, name: str, attributes: str) -> bool:
        """Whether a name in brackets is more likely a word: `<time>`, `<title>` without anything that closes it."""
        return name in _MAY_BE_WORDS and not attributes.strip() and name not in self._closed

    def enter(self, name: str) -> None:
        """Count what is open. Raises TooMuchError."""
        self._open[name] = self._open.get(name, 0) + 1
        if sum(self._open.values()) > DEPTH:
            raise TooMuchError("tags in tags")

    def holds(self, name: str) -> bool:
        """Whether an element stands where it may."""
        return name not in _HOLDERS or any(self._open.get(holder) for holder in _HOLDERS[name])

    def leave(self, name: str) -> bool:
        """Whether something of this name was open."""
        if not self._open.get(name):
            return False
        self._open[name] -= 1
        return True


class Piece:
    """The tags of one paragraph or one block of HTML; what is open at its end is closed there."""

    def __init__(self, raw: RawHtml) -> None:
        self._raw = raw
        self._open: list[str] = []
        self._comments = True  # whether one may end in what follows

    def read(self, text: str, at: int) -> tuple[str, int]:
        """What stands for the `<` at a place, or for the tag or comment there, and where the text goes on."""
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
        """The tags that close what is open."""
        closed = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return closed

    def _tag(self, match: re.Match[str]) -> str:
        name, closing = match[2].lower(), bool(match[1])
        link = ""
        if not closing:
            self._check_address(match[3])
        if name in _LOST and not closing:
            self._raw.lose(name)
            link = _link(match[3])
        name = name if name in TAGS else _INSTEAD.get(name, "")
        if not name or (closing and name in _VOID):
            return link
        if not self._raw.holds(name):
            return "" if closing else "<br>"
        if closing:
            return self._close(name)
        if name in _INLINE:
            self._open.append(name)
            if len(self._open) > DEPTH:
                raise TooMuchError("tags in tags")
        elif name not in _VOID and name not in _CLOSES_ITSELF:
            self._raw.enter(name)
        attributes = match[3] if match[2].lower() in TAGS else ""
        return f"<{name}{attributes}>{link}"

    def _check_address(self, attributes: str) -> None:
        for key, value in _ATTRIBUTES.findall(attributes) if ":" in attributes else ():
            if key.lower() in ("href", "src"):
                check_address(unescape(value.strip("\"'")), self._raw.faults)

    def _close(self, name: str) -> str:
        if name in _INLINE:
            if name not in self._open:
                return ""
            self._open.reverse()
            self._open.remove(name)
            self._open.reverse()
        elif name not in _CLOSES_ITSELF and not self._raw.leave(name):
            return ""
        return f"</{name}>"


def is_safe(address: str) -> bool:
    """Whether an address has no scheme, or one of those that run nothing; blanks in it count for nothing."""
    scheme = _SCHEME.match(_BLANK.sub("", address))
    return scheme is None or scheme[0].lower() in SCHEMES


def check_address(address: str, faults: Faults) -> None:
    """Say that an address is left out, if it is."""
    if ":" in address and not is_safe(address):
        hint = "write an address that begins with http:, https:, mailto: or tel:, or a path"
        faults.add(f"the address “{address[:100]}” is left out: such addresses might run something", hint, address)


def _link(attributes: str) -> str:
    """A link to the address of an element that is left out."""
    found = {key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTES.findall(attributes)}
    address = next((found[key] for key in ("src", "data", "data-src") if found.get(key)), "")
    if not address:
        return ""
    words = found.get("title") or found.get("alt") or name_in(address) or address
    return f' <a href="{escape(address)}">{escape(words, quote=False)}</a> '


def name_in(address: str) -> str:
    """The name of the file to which an address leads, as a reader would write it."""
    path = address.partition("?")[0].partition("#")[0].rstrip("/")
    return unquote(path.rpartition("/")[2]).strip()
