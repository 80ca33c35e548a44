"""The interface's own words and dates, in the language of the archive.

Catalogues are gettext `.po` files, read as they are: nothing to compile, and what a translator edits is what runs.
English is the language of the message ids, so its catalogue holds nothing.
"""

import gettext
import io
import re
from collections.abc import Iterable
from datetime import date as Day  # noqa: N812
from functools import lru_cache
from pathlib import Path

from babel import Locale as BabelLocale
from babel.dates import DateTimePattern
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from site_builder.common.dates import SEASONS, Date, Part

_REMEMBERED = 1 << 12
_NUMBER = re.compile(r"\d[^期号號]*")
_NUMBERED = re.compile(r"[A-Za-z]{0,3}\d")
_CATALOGUES = Path(__file__).parent / "locale"


# The languages of the interface, by their catalogues: the locale of each, with the country that Open Graph wants.
# English dates are in the order of day, month, year: the archive is read everywhere.
LOCALES = {"en": "en_GB", "zh_Hans": "zh_CN", "zh_Hant": "zh_TW"}


def catalogue_for(language: str) -> str:
    """The catalogue that serves a BCP 47 tag: that of its language, else the English one."""
    parts = language.replace("_", "-").lower().split("-")
    if parts[0] == "zh":
        return "zh_Hant" if {"hant", "tw", "hk", "mo"} & set(parts[1:]) else "zh_Hans"
    return parts[0] if parts[0] in LOCALES else "en"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for “to be translated later”
    """Mark a text for the catalogues."""
    return text


class Locale:
    """Interface words and dates in one language."""

    def __init__(self, language: str) -> None:
        self.catalogue = catalogue_for(language)
        self._locale = BabelLocale.parse(LOCALES[self.catalogue])
        self._messages = _translations(self.catalogue)
        self.gettext = self._messages.gettext
        self.ngettext = self._messages.ngettext
        self.date = lru_cache(_REMEMBERED)(self._date)
        self.number = lru_cache(_REMEMBERED)(self._number)
        # Babel looks each up anew, which takes as long as a page's plan.
        self._patterns = {name: self._locale.datetime_skeletons[name] for name in ("d", "y", "MMM", "MMMMd", "yMMMM")}
        self._patterns["long"] = self._locale.date_formats["long"]
        self._weekdays = [str(self._locale.days["format"]["wide"][number]) for number in range(7)]
        self._formatted = lru_cache(_REMEMBERED)(self._format)

    def day(self, iso: str) -> str:
        """`2024-02-18` in words."""
        return self._formatted(self._patterns["long"], iso)

    def day_of_month(self, iso: str) -> str:
        """The number of the day, as a list of a month has it."""
        return self._formatted(self._patterns["d"], iso)

    def month(self, month: str) -> str:
        """`2024-02` in words."""
        return self._formatted(self._patterns["yMMMM"], month + "-01")

    def month_name(self, month: str) -> str:
        """The month of `2024-02` without its year."""
        return self._formatted(self._patterns["MMM"], month + "-01")

    def month_and_day(self, iso: str) -> str:
        """The month and the day of `2024-02-18`, without the year."""
        skeletons = self._locale.datetime_skeletons
        return self._formatted(skeletons["MMMMd"] if "MMMMd" in skeletons else skeletons["MMMd"], iso)

    def year(self, year: str) -> str:
        """`2024`, or a decade `199x`, in words."""
        if year.endswith("x"):
            return self.gettext("{decade}s").format(decade=year[:3] + "0")
        return self._formatted(self._patterns["y"], f"{year}-01-01")

    def _format(self, pattern: DateTimePattern, iso: str) -> str:
        return str(pattern.apply(Day.fromisoformat(iso), self._locale))

    def month_day(self, iso: str) -> str:
        """`2024-02-18` in words, without its year."""
        return self._formatted(self._patterns["MMMMd"], iso)

    def short_month(self, month: int) -> str:
        """The short name of a month, for the head of a table."""
        return str(self._locale.months["stand-alone"]["abbreviated"][month])

    def weekdays(self) -> tuple[str, ...]:
        """Short names of a week as the language begins it, for the head of a calendar."""
        names = self._locale.days["stand-alone"]["narrow" if self.catalogue != "en" else "abbreviated"]
        return tuple(names[(self.first_weekday + number) % 7] for number in range(7))

    @property
    def first_weekday(self) -> int:
        """The day with which a week begins: 0 is Monday."""
        return int(self._locale.first_week_day)

    def weekday_names(self, days: Iterable[int]) -> str:
        """Days of the week in words, from Monday (0), as a list."""
        names = self._locale.days["stand-alone"]["wide"]
        return self.gettext(", ").join(names[day] for day in days)

    def _number(self, value: int) -> str:
        """A number with the separators of the language."""
        return str(format_decimal(value, locale=self._locale))

    def page_label(self, name: str) -> str:
        """A page of the paper in words: `1`, `A3`; what is no number is called by its name."""
        return self.gettext("Page {page}").format(page=name) if _NUMBERED.match(name) else name

    def issue_label(self, number: str) -> str:
        """The number of an issue in words; what is no number is called by its name."""
        return self.gettext("Issue {issue}").format(issue=number) if _NUMBER.fullmatch(number) else number

    def weekday(self, iso: str) -> str:
        """The day of the week of `2024-02-18`."""
        return self._weekdays[Day.fromisoformat(iso).weekday()]

    def weekday_and_day(self, iso: str) -> str:
        """`2024-02-18` in words, with its day of the week."""
        return self.gettext("{weekday}, {day}").format(weekday=self.weekday(iso), day=self.day(iso))

    def clauses(self, *texts: str) -> str:
        """Texts that are not names in a list, joined as clauses are: with “，” in Chinese where names take “、”."""
        first, *others = [text for text in texts if text] or [""]
        for text in others:
            first = self.gettext("{first}, {second}").format(first=first, second=text)
        return first

    def _date(self, date: Date) -> str:
        """A date in words, with its uncertainty."""
        if date.form == "set":
            return self._set([part for part in date.parts if part])
        if date.form == "interval":
            first, last = date.parts
            if first is None or last is None:
                return self.gettext("{date} or later").format(date=self._part(first or last))
            return self.gettext("between {first} and {last}").format(first=self._part(first), last=self._part(last))
        return self._part(date.parts[0])

    def _set(self, parts: list[Part]) -> str:
        if len(parts) == 2 and all(part.day and not part.qualifier for part in parts):
            first, second = parts
            if (first.year, first.month) == (second.year, second.month):
                month = self.month(f"{first.year}-{first.month:02}")
                return self.gettext("{first} or {second} {month}").format(
                    first=first.day, second=second.day, month=month
                )
        listed = [self._part(part) for part in parts]
        return self.gettext("{first} or {second}").format(first=self.gettext(", ").join(listed[:-1]), second=listed[-1])

    def _part(self, part: Part | None) -> str:
        if part is None:
            return ""
        words = self._unqualified(part)
        if part.qualifier in ("~", "%"):
            words = self.gettext("about {date}").format(date=words)
        return self.gettext("{date} (uncertain)").format(date=words) if part.qualifier in ("?", "%") else words

    def _unqualified(self, part: Part) -> str:
        first, last = part.bounds
        if part.day:
            return self.day(first.isoformat())
        if part.month in SEASONS:
            season = {
                21: self.gettext("spring"),
                22: self.gettext("summer"),
                23: self.gettext("autumn"),
                24: self.gettext("winter"),
            }
            return self.gettext("{season} {year}").format(season=season[part.month], year=self.year(part.year))
        if part.month:
            return self.month(first.isoformat()[:7])
        if part.year.endswith("XX"):
            return self.gettext("between {first} and {last}").format(
                first=self.year(f"{first.year:04}"), last=self.year(f"{last.year:04}")
            )
        return self.year(part.year.replace("X", "x"))


def _translations(name: str) -> gettext.NullTranslations:
    file = _CATALOGUES / name / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as text:
        write_mo(compiled, read_po(text, locale=name))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
