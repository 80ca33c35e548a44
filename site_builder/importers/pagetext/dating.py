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
    """A date that something says of the page; `origin` is what says it, one of the four above."""

    origin: str
    match: DateMatch

    @property
    def days(self) -> frozenset[str]:
        """Every day that it allows."""
        if not self.match.first:
            return frozenset(self.match.days)
        first, last = (Day.fromisoformat(one).toordinal() for one in (self.match.first, self.match.days[0]))
        return frozenset(Day.fromordinal(one).isoformat() for one in range(first, last + 1))


def evidence_of(
    named: NameInfo, printed: Iterable[DateMatch], carried: Iterable[DateMatch] = ()
) -> tuple[DateEvidence, ...]:
    """All that says when a page was printed."""
    name = IN_FOLDER if named.in_folder else NAME
    return (
        *(DateEvidence(name, date) for date in named.days),
        *(DateEvidence(MASTHEAD, date) for date in printed),
        *(DateEvidence(OTHER_PAGE, date) for date in carried),
    )


def given_date(edtf: str, origin: str, evidence: Sequence[DateEvidence], named: NameInfo) -> AssignedDate:
    """The date that a person gives, with a doubt where the page or its name says another."""
    date = parse_date(edtf)
    certain = [item for item in evidence if item.match.certain]
    against = [item.match.words for item in certain if not _lies_within(item, date.lower, date.upper)]
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
    notes = tuple(Message(_NOTES[item.origin], item.match.words) for item in evidence)
    origin = ", ".join(dict.fromkeys(item.origin for item in evidence))
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
    return _doubted_by_later_day(date, lines, latest) if date.certain else _with_latest_day(date, lines, latest)


def _agreed(evidence: Sequence[DateEvidence], named: NameInfo, lines: Sequence[str]) -> tuple[str, Message | None]:
    """The date on which all evidence agrees, as EDTF; and why it is not certain, if it is not."""
    dated = [item for item in evidence if item.match.days]
    intervals = [item for item in evidence if item.match.interval]
    if not dated:
        return intervals[0].match.interval, Message(READINGS, intervals[0].match.words)
    first = dated[0]
    days = frozenset.intersection(*(item.days for item in dated))
    days = frozenset(day for day in days if all(_in_interval(day, item.match.interval) for item in intervals))
    if not days:
        other = next((item for item in evidence if not (first.days & item.days)), first)
        every = frozenset[str]().union(*(item.days for item in dated))
        return _one_of(every), Message(DIFFER, first.match.words, other.match.words)
    wide = next((item.match.edtf for item in dated if item.match.first), "")
    several = len({item.origin for item in dated}) > 1
    if not wide and (len(days) > 1 or not (several or any(item.match.certain for item in dated))):
        return _one_of(days), Message(READINGS, first.match.words)
    if _strong(named.part) and not max(days).startswith(named.part):
        return _one_of(days | {named.part}), Message(DIFFER, first.match.words, named.words)
    if not several and (later := _later_dispatch(max(days), lines)):
        return _one_of(days), Message(LATER, later)
    return wide or max(days), None


def _strong(part: str) -> bool:
    return bool(part) and not set("?[") & set(part)


def _one_of(days: frozenset[str]) -> str:
    """The days as EDTF: one that is uncertain, or one of a set."""
    ordered = sorted(days)
    if len(ordered) == 1:
        return ordered[0] + "?"
    return f"[{','.join(ordered)}]" if len(ordered) <= _SHOWN else f"[{ordered[0]}..{ordered[-1]}]"


def _lies_within(item: DateEvidence, lower: str, upper: str) -> bool:
    return any(lower <= day <= (upper or LATEST) for day in item.days)


def _in_interval(day: str, interval: str) -> bool:
    first, _, last = interval.partition("/")
    return first <= day[:4] <= last


def _later_dispatch(day: str, lines: Sequence[str]) -> str:
    """A dispatch in the text of a day that had not come when the page was printed, "" if there is none."""
    printed = Day.fromisoformat(day)
    for line in lines:
        for match in _DISPATCH.finditer(line):
            sent = iso(printed.year, int(match["m"]), int(match["d"]))
            if sent and 0 < (Day.fromisoformat(sent) - printed).days <= _LATER:
                return match[0]
    return ""


def _doubted_by_later_day(date: AssignedDate, lines: Sequence[str], latest: str) -> AssignedDate:
    """The date with a doubt where the text names a day that a newspaper of that date would hardly name."""
    horizon = f"{int(date.edtf[:4]) + 2}"
    matches = (match for line in lines for match in dates_in(line, latest=latest))
    later = next((match for match in matches if match.certain and match.days[0] > horizon), None)
    return msgspec.structs.replace(date, doubts=(Message(LONG_AFTER, later.words),)) if later else date


def _with_latest_day(date: AssignedDate, lines: Sequence[str], latest: str) -> AssignedDate:
    """The date with a word on the latest day that the text names."""
    named = [match for line in lines for match in dates_in(line, latest=latest) if match.certain]
    if not named:
        return date
    words = max(named, key=lambda match: match.days).words
    return msgspec.structs.replace(date, doubts=(*date.doubts, Message(IN_TEXT, words)))
