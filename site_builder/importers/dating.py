"""When a page was printed: the reasons for a date, from the surest to a mere guess.

A date given on the command line and a printed masthead are certain. A date in the file's name is taken for the
paper's. Dates in the text are of events, so the latest of them gives a date marked uncertain (“?”), with its words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from site_builder.dates import DateError, parse_date
from site_builder.importers.remarks import N_, Say

_NUMERALS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "０": "0"}
_FULL = re.compile(
    r"(?P<y>(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s*年\s*(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]"
)
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)")
_PACKED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.年]?(?P<m>[01]\d)[-_.月]?(?P<d>[0-3]\d)(?!\d)")
_ENGLISH = re.compile(
    r"(?P<d>\d{1,2}) (?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?P<y>(?:19|20)\d\d)"
)
_AMERICAN = re.compile(
    r"(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?P<d>\d{1,2}),? (?P<y>(?:19|20)\d\d)"
)
_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]")
_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*年|(?:in|since|of|year) (?P<z>(?:19|20)\d\d)\b")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Dated(msgspec.Struct, frozen=True):
    """A date as EDTF, and how it was found: a text of the catalogues and the words that it quotes."""

    edtf: str
    reason: str
    words: str = ""

    def note(self, say: Say) -> str:
        """The reason in words."""
        return say(self.reason).format(words=self.words)


GIVEN = N_("Given when the page was imported.")
PRINTED = N_("Printed on the page: “{words}”.")
NAMED = N_("From the name of the page's file: “{words}”.")
GUESSED = N_("Guessed by machine from the words “{words}” on the page; to be checked.")


def page_date(*, given: str, stem: str, masthead: Sequence[str], lines: Sequence[str]) -> Dated | None:
    """The best date for a page, None where nothing points to one."""
    if given:
        return Dated(given, GIVEN)
    for line in masthead:
        for date, words in _full(line):
            return Dated(date, PRINTED, words)
    for match in _PACKED.finditer(stem):
        if date := _iso(match["y"], match["m"], match["d"]):
            return Dated(date, NAMED, match[0])
    return _guess("\n".join(lines))


def _guess(text: str) -> Dated | None:
    """The latest full date in the text; else the commonest year with the latest day named, or alone."""
    full = max(_full(text), default=None)
    if full:
        return Dated(full[0] + "?", GUESSED, full[1])
    years = Counter(match["y"] or match["z"] for match in _YEAR.finditer(text))
    if not years:
        return None
    year = max(years, key=lambda one: (years[one], one))
    days = [(date, match[0]) for match in _DAY.finditer(text) if (date := _iso(year, match["m"], match["d"]))]
    if days:
        date, words = max(days)
        return Dated(date + "?", GUESSED, f"{year}, {words}")
    return Dated(year + "?", GUESSED, year)


def _full(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_FULL, _ISO, _ENGLISH, _AMERICAN):
        for match in pattern.finditer(text):
            if date := _iso(match["y"], match["m"], match["d"]):
                yield date, " ".join(match[0].split())


def _iso(year: str, month: str, day: str) -> str:
    """The date in ISO form, "" where there is no such day."""
    if month in _MONTHS:
        month = str(_MONTHS.index(month) + 1)
    text = f"{_arabic(year):0>4}-{_arabic(month):0>2}-{_arabic(day):0>2}"
    try:
        return parse_date(text).edtf
    except DateError:
        return ""


def _arabic(number: str) -> str:
    """Chinese numerals in figures, the digits of a year or a number up to 31."""
    if number.isascii():
        return number
    if "十" not in number:
        return "".join(_NUMERALS.get(char, "0") for char in number)
    tens, _, ones = number.partition("十")
    return str(10 * int(_NUMERALS.get(tens, "1")) + int(_NUMERALS.get(ones, "0")))
