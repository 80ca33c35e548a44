"""When a page was printed: what its name, its folder and its masthead say together.

A date given by a person stands. Otherwise the day is certain only if everything that speaks of it leaves one day: the
name and the masthead where both are there, one of them where it is alone. The text decides nothing, for its dates are
of events; but a dispatch of a later day throws doubt on the date. What is not certain is said as far as it is known.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day  # noqa: N812 - a class, used as one

import msgspec

from site_builder.common.dates import parse_date
from site_builder.importers.base import DATE_GIVEN, AssignedDate
from site_builder.importers.calendars import EARLIEST, LATEST, DateMatch, dates_in, iso
from site_builder.importers.file_names import NameInfo
from site_builder.importers.messages import Message
from site_builder.theme.i18n import N_

PRINTED = N_("Printed on the page: “{words}”.")
CARRIED = N_("Printed on another page of the same file: “{words}”.")
NAMED = N_("From the name of the page's file: “{words}”.")
FOLDER = N_("From the name of the page's folder: “{words}”.")
UNKNOWN = N_("Nothing says when the page was printed.")

ONLY = N_("The day on which the page was printed is not known; “{words}” says something about it.")
DIFFER = N_("The date is uncertain: “{words}” and “{other}” do not agree.")
READINGS = N_("The date is uncertain: “{words}” can be read in several ways, or the weekday does not fit.")
LATER = N_("The date is uncertain: the text holds a dispatch of a later day, “{words}”.")
LONG_AFTER = N_("The text names a day long after the date, “{words}”.")
OTHERWISE = N_("The date was given, but the page says “{words}”.")
IN_TEXT = N_("The latest day named in the text is “{words}”; the page may be later or earlier.")

MASTHEAD, NAME, IN_FOLDER, OTHER_PAGE = "masthead", "name", "folder", "first page"
_NOTES = {MASTHEAD: PRINTED, NAME: NAMED, IN_FOLDER: FOLDER, OTHER_PAGE: CARRIED}
_SHOWN = 4  # days of a set; more are given by the first and the last
_LATER = 100  # days by which a dispatch is later than the page, and not of the year before
_DISPATCH = re.compile(r"(?<![\d年])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日(?:电|電|专电|專電|讯|訊)")


class DateEvidence(msgspec.Struct, frozen=True):
    """A date and where it stands: `origin` is one of the four above."""

    origin: str
    found: DateMatch

    @property
    def days(self) -> frozenset[str]:
        """Every day that it allows."""
        if not self.found.first:
            return frozenset(self.found.days)
        first, last = (Day.fromisoformat(one).toordinal() for one in (self.found.first, self.found.days[0]))
        return frozenset(Day.fromordinal(one).isoformat() for one in range(first, last + 1))


def evidence_of(
    named: NameInfo, printed: Iterable[DateMatch], carried: Iterable[DateMatch] = ()
) -> tuple[DateEvidence, ...]:
    """What speaks of a page's day."""
    name = IN_FOLDER if named.in_folder else NAME
    return (
        *(DateEvidence(name, one) for one in named.days),
        *(DateEvidence(MASTHEAD, one) for one in printed),
        *(DateEvidence(OTHER_PAGE, one) for one in carried),
    )


def given_date(edtf: str, origin: str, evidence: Sequence[DateEvidence], named: NameInfo) -> AssignedDate:
    """The date that a person gives, with a doubt where the page or its name says another."""
    date = parse_date(edtf)
    against = [one.found.words for one in evidence if one.found.sure and not _within(one, date.lower, date.upper)]
    if _strong(named.part) and not date.lower[: len(named.part)] <= named.part <= (date.upper or LATEST):
        against.append(named.words)
    doubts = (Message(OTHERWISE, against[0]),) if against else ()
    plain = date.form != "set" and "[" not in edtf and not set("?~%X.") & set(edtf)
    return AssignedDate(edtf, plain, origin, (Message(DATE_GIVEN),), doubts)


def page_date(
    evidence: Sequence[DateEvidence], named: NameInfo, *, lines: Sequence[str], latest: str = "", undated: bool = False
) -> AssignedDate | None:
    """The date of a page as far as it is known; None where nothing says anything, unless `undated` pages are wanted."""
    latest = latest or LATEST
    notes = tuple(Message(_NOTES[one.origin], one.found.words) for one in evidence)
    origin = ", ".join(dict.fromkeys(one.origin for one in evidence))
    if evidence:
        edtf, doubt = _agreed(evidence, named, lines)
        doubts = (doubt,) if doubt else ()
        date = AssignedDate(edtf, not doubt, origin, tuple(dict.fromkeys(notes)), doubts)
    elif named.part:
        text = FOLDER if named.in_folder else NAMED
        origin = IN_FOLDER if named.in_folder else NAME
        date = AssignedDate(named.part, False, origin, (Message(text, named.words),), (Message(ONLY, named.words),))
    elif undated:
        edtf = f"[{EARLIEST[:4]}..{latest[:4]}]"
        date = AssignedDate(edtf, False, "", (Message(UNKNOWN),), (Message(UNKNOWN),))
    else:
        return None
    return _with_later(date, lines, latest) if date.certain else _with_text(date, lines, latest)


def _agreed(evidence: Sequence[DateEvidence], named: NameInfo, lines: Sequence[str]) -> tuple[str, Message | None]:
    """What all witnesses leave, as EDTF; and why it is not certain, if it is not."""
    days = [one for one in evidence if one.found.days]
    spreads = [one for one in evidence if one.found.spread]
    if not days:
        return spreads[0].found.spread, Message(READINGS, spreads[0].found.words)
    first = days[0]
    common = frozenset.intersection(*(one.days for one in days))
    common = frozenset(day for day in common if all(_lies_in(day, one.found.spread) for one in spreads))
    if not common:
        other = next((one for one in evidence if not (first.days & one.days)), first)
        every = frozenset[str]().union(*(one.days for one in days))
        return _doubted(every), Message(DIFFER, first.found.words, other.found.words)
    wide = next((one.found.edtf for one in days if one.found.first), "")
    several = len({one.origin for one in days}) > 1
    if not wide and (len(common) > 1 or not (several or any(one.found.sure for one in days))):
        return _doubted(common), Message(READINGS, first.found.words)
    if _strong(named.part) and not max(common).startswith(named.part):
        return _doubted(common | {named.part}), Message(DIFFER, first.found.words, named.words)
    if not several and (later := _dispatch_after(max(common), lines)):
        return _doubted(common), Message(LATER, later)
    return wide or max(common), None


def _strong(part: str) -> bool:
    return bool(part) and not set("?[") & set(part)


def _doubted(days: frozenset[str]) -> str:
    """One of the days, or what may be none of them."""
    found = sorted(days)
    if len(found) == 1:
        return found[0] + "?"
    return f"[{','.join(found)}]" if len(found) <= _SHOWN else f"[{found[0]}..{found[-1]}]"


def _within(witness: DateEvidence, lower: str, upper: str) -> bool:
    return any(lower <= day <= (upper or LATEST) for day in witness.days)


def _lies_in(day: str, spread: str) -> bool:
    first, _, last = spread.partition("/")
    return first <= day[:4] <= last


def _dispatch_after(day: str, lines: Sequence[str]) -> str:
    """A dispatch in the text of a day that had not come when the page was printed, "" if there is none."""
    printed = Day.fromisoformat(day)
    for line in lines:
        for match in _DISPATCH.finditer(line):
            sent = iso(printed.year, int(match["m"]), int(match["d"]))
            if sent and 0 < (Day.fromisoformat(sent) - printed).days <= _LATER:
                return match[0]
    return ""


def _with_later(date: AssignedDate, lines: Sequence[str], latest: str) -> AssignedDate:
    """The date with a doubt where the text names a day that a newspaper of that date would hardly name."""
    horizon = f"{int(date.edtf[:4]) + 2}"
    after = (one for line in lines for one in dates_in(line, latest=latest) if one.sure and one.days[0] > horizon)
    later = next(after, None)
    return msgspec.structs.replace(date, doubts=(Message(LONG_AFTER, later.words),)) if later else date


def _with_text(date: AssignedDate, lines: Sequence[str], latest: str) -> AssignedDate:
    """The date with a word on the latest day that the text names."""
    named = [one for line in lines for one in dates_in(line, latest=latest) if one.sure]
    if not named:
        return date
    words = max(named, key=lambda one: one.days).words
    return msgspec.structs.replace(date, doubts=(*date.doubts, Message(IN_TEXT, words)))
