"""Bylines in Latin letters: “By Jane Doe”, “BY JOHN SMITH, Staff Writer”, “From Our Own Correspondent”, “(Reuters)”.

A name is known by its form (capitalised words, initials, particles) and by what is none: months, days and the words
that follow “by” in other phrases. “By Our Special Correspondent” names nobody: a credit without people.
"""

import re

import msgspec

from site_builder.archive.frontmatter.model import Contributor

_MOST_WORDS = 6
_NOT_NAMES = """
january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
spring summer autumn fall winter christmas easter whitsun noon midnight morning night now then day year a an the this
that these those his her its their our my your all far order authority telegraph cable telephone wire wireless mail
post rail road air sea land water train request command appointment invitation arrangement permission special royal
auction ballot tender chance contrast comparison law tradition god jove act proclamation subscription
"""
_NO_NAMES = frozenset(_NOT_NAMES.split())
_GIVEN = ("April", "APRIL", "May", "MAY", "June", "JUNE", "August", "AUGUST")  # names too, if a surname follows
_SMALL = "de del della der den di da dos du la le van von zu ter ten al el bin ibn ben y e af av"
_PARTICLES = frozenset(_SMALL.split())
_WORD = re.compile(r"(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)*|[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*\.?")
_ENDING = re.compile(
    r"(?:Jr|Sr|Esq|M\.?P|Ph\.?D|M\.?D|D\.?D|M\.?A|B\.?A|K\.?C|Q\.?C|F\.?R\.?S|I{2,3}|IV)\.?", re.IGNORECASE
)
_ROLE = (
    "writers?|reporters?|correspondents?|editors?|columnists?|critics?|photographers?|commissioners?|representatives?|staff"
    "|bureau|team|contributors?|reviewers?|cartoonists?|illustrators?"
)
_HAS_ROLE = re.compile(rf"\b(?:{_ROLE})\b", re.IGNORECASE)
# A name and a role with only a line's end between them.
_WITH_ROLE = re.compile(
    rf"^((?:[^\W\d_]\.? )?[^\s,|]+ (?:[^\W\d_]\.? )*[^\s,|]+) ((?:[A-Z][\w’'-]*\.? ){{0,3}}(?i:{_ROLE})\.?)$"
)
_AGENCY = (
    "Reuters?|REUTERS?|Reuter’s|TASS|Tass|Xinhua|Kyodo|Havas|Bloomberg|Interfax|Agence France-Presse|Press Association"
    "|(?:The )?(?:Associated|United|Canadian|Australian|Central) Press(?: International| Association)?"
    "|Exchange (?:Telegraph|Company)"
)
# These in brackets or after a dash only.
_SHORT = "AP|A\\. ?P\\.|UPI|U\\.P\\.I\\.|UP|INS|PA|P\\.A\\.|AFP|DPA|ANSA|EFE|AAP|CP|PTI|IPS"
_ANONYMOUS = re.compile(
    r"[(\[]?(?:By|BY|From|FROM) (?i:(?:our|an?|the) (?:[\w.’'-]+ ){0,4}|(?:[\w.’'-]+ )?(?:special|own|staff) )"
    rf"(?i:{_ROLE})\.?[)\]]?\.?"
)
_BY = re.compile(
    r"[(\[]?(?P<what>(?:Story|Words|Text|Report|Reported|Interview|Review|Reviewed|Compiled|Edited|Translated|Illustrated|Written)"
    r"(?:(?:,| and|,? &) (?:photos?|photographs?|pictures?|illustrations?|interview|research))? )?"
    r"(?P<by>By|BY|by) (?P<names>[^()\[\]]{2,70}?)[)\]]?"
)
_WIRE = re.compile(rf"(?:{_AGENCY})\.?|\((?:{_AGENCY}|{_SHORT})\)\.?|\[(?:{_AGENCY}|{_SHORT})\]\.?")
_DASHED = re.compile(r"(?:—|–|--?) ?(?P<name>[^()\[\]]{2,40})")
_INITIALS = re.compile(r"(?:[A-Z]\. ?){1,4}")
_AND = re.compile(r",? (?:and|AND|And|&) ")
_TAIL = re.compile(
    rf"(?<=[.!?”\"’'])\s*(?P<printed>\((?:{_AGENCY}|{_SHORT})\)\.?|(?:—|–|--) ?(?:{_AGENCY}|{_SHORT})\.?)$"
)
_LONGEST = 80


class Signed(msgspec.Struct, frozen=True):
    """Who a line says has written, if it names anybody; `small` if it begins with a small “by”."""

    people: tuple[Contributor, ...] = ()
    small: bool = False


def goes_on(line: str, following: str) -> bool:
    """Whether a byline that begins with a line goes on in the next: with more names, or with a role."""
    whole = read_signed(f"{line} {following}")
    if whole is None or (line[0] not in "([" and not line.casefold().startswith(("by ", "from "))):
        return False
    return read_signed(line) is None or line.endswith(",") or any(one.role for one in whole.people)


def read_signed(text: str) -> Signed | None:
    """What a line that is a byline and nothing else says."""
    if not 2 <= len(text) <= _LONGEST or text.isdigit():
        return None
    if _ANONYMOUS.fullmatch(text):
        return _with_name(text) or Signed()
    if match := _BY.fullmatch(text):
        return _named(match)
    if _WIRE.fullmatch(text):
        return Signed((Contributor(text.strip("()[].") if text[0] in "([" else text.rstrip(".")),))
    match = _DASHED.fullmatch(text)
    if match and (
        _INITIALS.fullmatch(match["name"]) or is_name(_bare(match["name"])) or _WIRE.fullmatch(match["name"])
    ):
        return Signed((Contributor(_bare(match["name"])),))
    return _titled(text)


def agency_at_end(text: str) -> str:
    """The news agency that a finished text ends with, in brackets or after a dash; "" if there is none."""
    match = _TAIL.search(text[-_LONGEST:])
    return match["printed"] if match else ""


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name."""
    words = text.split()
    if len(words) > 1 and words[0] in _GIVEN:
        words = words[1:]
    if not 1 <= len(words) <= _MOST_WORDS or words[0] in _PARTICLES or words[-1] in _PARTICLES:
        return False
    return all(word in _PARTICLES or _is_name_word(word) for word in words) and any(
        len(_bare(word)) > 1 for word in words
    )


def _is_name_word(word: str) -> bool:
    if not _WORD.fullmatch(word) or not word[0].isupper():
        return False
    short = len(word) <= 5 or word.count(".") > 1  # a full stop ends an initial or a short form such as Wm. or Robt.
    return (
        word.rstrip(".").casefold() not in _NO_NAMES
        and not _HAS_ROLE.fullmatch(word.rstrip("."))
        and (not word.endswith(".") or short)
    )


def _named(match: re.Match[str]) -> Signed | None:
    """“By” with names, and a role or a paper after the last."""
    small = match["by"] == "by" and not match["what"]
    names, role = _with_role(_WITH_ROLE.sub(r"\1, \2", match["names"]))
    names = [_bare(name) for name in names]
    if (
        not names
        or not all(is_name(name.partition(", ")[0]) for name in names)
        or (small and any(" " not in name for name in names))
    ):
        return None
    role = role or (match["what"] or "").strip()
    return Signed(tuple(Contributor(name, role) for name in names), small)


def _with_name(text: str) -> Signed | None:
    """A byline with a role that names somebody: “By John Smith, Staff Writer”."""
    match = _BY.fullmatch(text)
    return _named(match) if match and re.search(r"[,|]", match["names"]) else None


def _with_role(text: str) -> tuple[list[str], str]:
    """The names of a list, and the role, paper or agency that ends it."""
    parts = [part.strip() for part in re.split(r"[,|]", text) if part.strip()]
    role = ""
    while len(parts) > 1 and _ENDING.fullmatch(parts[-1]):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    if len(parts) > 1 and (_HAS_ROLE.search(parts[-1]) or _is_affiliation(parts[-1])):
        last = parts.pop()
        role = last.rstrip(".") if _HAS_ROLE.search(last) else ""
    return [name for part in parts for name in _AND.split(part) if name], role


def _is_affiliation(text: str) -> bool:
    return bool(re.fullmatch(rf"(?:of |for |in )?[Tt]he [A-Z][\w ’'-]+|(?:of|for|in) [A-Z][\w ’'-]+|{_AGENCY}", text))


def _titled(text: str) -> Signed | None:
    """A name with a role and no “by”: “JANE DOE, Science Editor”."""
    name, comma, role = text.partition(", ")
    fits = comma and len(name.split()) > 1 and re.fullmatch(rf"(?:[\w’'-]+ ){{0,3}}(?:{_ROLE})", role, re.IGNORECASE)
    return Signed((Contributor(name, role),)) if fits and role[0].isupper() and is_name(name) else None


def _bare(name: str) -> str:
    """A name without the full stop of its line; that of an initial or “Jr.” stays."""
    last = name.split()[-1] if name.split() else ""
    keeps = len(last) == 2 or last.count(".") > 1 or _ENDING.fullmatch(last)
    return name.strip() if keeps else name.strip().rstrip(".")
