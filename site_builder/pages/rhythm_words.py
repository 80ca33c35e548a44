"""When a paper appeared, in words: a sentence for each time in which it kept one rhythm."""

from collections.abc import Iterator

from site_builder.archive.coverage.model import Coverage, Frequency, Period, pages_named
from site_builder.archive.coverage.rhythm import weekdays_of
from site_builder.common.dates import parse_date
from site_builder.theme.i18n import Locale

_FEW = 2  # days of the week that are named as those on which there was no issue


def in_words(locale: Locale, coverage: Coverage) -> Iterator[str]:
    """The sentences; none where nothing is known."""
    for period in coverage.named if coverage.is_known else ():
        words = locale.clauses(_time(locale, period), _rhythm(locale, period), _pages(locale, period))
        if words:
            yield locale.gettext("{words}.").format(words=words[0].upper() + words[1:])


def _time(locale: Locale, period: Period) -> str:
    _ = locale.gettext
    first = locale.date(parse_date(period.first)) if period.first else ""
    last = locale.date(parse_date(period.last)) if period.last else ""
    if first and last:
        return _("from {first} to {last}").format(first=first, last=last)
    return _("since {first}").format(first=first) if first else _("until {last}").format(last=last) if last else ""


def _rhythm(locale: Locale, period: Period) -> str:
    _ = locale.gettext
    if not period.has_rhythm:
        return ""
    if period.frequency is Frequency.IRREGULAR:
        return _("at irregular intervals")
    if period.days:
        return _("monthly, on day {days}").format(days=_(", ").join(map(str, period.days)))
    days = weekdays_of(period)
    others = [day for day in range(7) if day not in days]
    if period.frequency is Frequency.FORTNIGHTLY:
        return _("every two weeks, on {days}").format(days=locale.weekday_names(days))
    if not others:
        return _("daily")
    if len(others) <= _FEW:
        return _("daily except {days}").format(days=locale.weekday_names(others))
    return _("every week, on {days}").format(days=locale.weekday_names(days))


def _pages(locale: Locale, period: Period) -> str:
    count = len(pages_named(period.pages) or ()) if period.pages else 0
    return locale.ngettext("%(num)s page", "%(num)s pages", count) % {"num": count} if count else ""
