"""Dates as people and other programs write them, in the one form of ISO 8601.

Nothing is guessed: where two readings of a text are in use, as of 03/12/2010, it is an error that names them.
"""

import re
from datetime import date as Day  # noqa: N812 - a class, used as one
from functools import cache


class DateError(ValueError):
    """A text that is no date in a form we know; `hint` says how to write it."""

    def __init__(
        self, message: str, hint: str = "write 2024-02-19, 2024-02, 2024, 2024~, 199X or [2024-02-18,2024-02-19]"
    ):
        super().__init__(message)
        self.hint = hint


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:(?:T|,?\s+|,?\s+at\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<part>\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s*(?P<zone>[a-z]+|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d\d)?))?(?:\s*\([a-z .]+\))?)?"
)
_NUMERALS = "〇一二三四五六七八九"
_FORMS = (
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号號일]",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})-{_MONTH}-(?P<year>\d{{4}})",
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second_>\d{1,2})(?P=sign)(?P<year>\d{4})",
)
_MONTH_FORMS = (
    rf"{_MONTH},?\s+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})\s*[年년](?:\s*(?P<month>\d{1,2})\s*[月월])?",
)
_ZONES = {"": "", "z": "Z", "utc": "Z", "gmt": "Z", "ut": "Z"} | {  # the others are those of RFC 5322
    "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00",
    "pdt": "-07:00",
}  # fmt: skip


def iso(text: str) -> str:
    """The date in the form of ISO 8601, with time and zone if it has them; "" of what is in no form that we know.

    Raises DateError where it can be read in two ways, and ValueError where the calendar has no such day.
    """
    plain = _arabic(text)
    for form in _FORMS:
        if match := _pattern(form + _TIME).fullmatch(plain):
            return _day(match, text) + _time(match, text)
    for form in _MONTH_FORMS:
        if match := _pattern(form).fullmatch(plain):
            month = _month(match)
            return f"{match['year']}-{month:02}" if month else match["year"]
    return ""


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """A form, compiled when it is first wanted: most archives write their dates as ISO does."""
    return re.compile(form, re.IGNORECASE | re.ASCII)


def _arabic(text: str) -> str:
    """Chinese numerals of a date as digits, without the day of the week: 二〇一〇年十二月三日（星期五）."""
    if "年" not in text:
        return text
    text = re.sub(r"\s*[（(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?", "", text)
    text = text.replace("零", "〇").replace("○", "〇").replace("廿", "二十").replace("卅", "三十")
    text = re.sub(r"([二三]?)十([一二三四五六七八九]?)", lambda n: f"{n[1] or '一'}{n[2] or '〇'}", text)
    return text.translate({ord(numeral): str(digit) for digit, numeral in enumerate(_NUMERALS)})


def _day(match: re.Match[str], text: str) -> str:
    found = match.groupdict()
    if found.get("first"):
        month, day = _order(int(found["first"]), int(found["second_"]), match, text)
    else:
        month, day = _month(match), int(found["day"])
    return Day(int(found["year"]), month, day).isoformat()


def _month(match: re.Match[str]) -> int:
    found = match.groupdict()
    name = found.get("name")
    return _MONTHS.index(name[:3].lower()) + 1 if name else int(found.get("month") or 0)


def _order(first: int, second: int, match: re.Match[str], text: str) -> tuple[int, int]:
    """Month and day of 3.12.2010, whose day comes first everywhere, or 03/12/2010, where only the numbers can tell."""
    if match["sign"] == "." or first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    readings = f"{match['year']}-{second:02}-{first:02} or {match['year']}-{first:02}-{second:02}"
    raise DateError(f"“{text}” may be one day or another", f"write {readings}")


def _time(match: re.Match[str], text: str) -> str:
    if not match["hour"]:
        return ""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise DateError(f"“{text}”: there is no hour {hour} {half}.m.", "write the time as 16:30")
        hour = hour % 12 + 12 * (half == "p")
    if hour > 23 or int(match["minute"]) > 59 or int(match["second"] or 0) > 59:
        raise DateError(f"“{text}”: there is no such time of day", "write the time as 16:30")
    second = f":{match['second']}{match['part'] or ''}" if match["second"] else ""
    return f"T{hour:02}:{match['minute']}{second}{_zone(match['zone'] or '', text)}"


def _zone(zone: str, text: str) -> str:
    """An offset from UTC, or “Z”; a name only where it has one meaning."""
    bare = zone.lower()
    if bare in _ZONES:
        return _ZONES[bare]
    offset = re.fullmatch(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d\d)?", bare)
    if not offset:
        raise DateError(f"“{text}”: the time zone “{zone}” is not known", "write it as +08:00, or leave it out")
    hours, minutes = int(offset[2]), offset[3] or "00"
    if hours > 14 or int(minutes) > 59:
        raise DateError(f"“{text}”: there is no such time zone", "write it as +08:00, or leave it out")
    return f"{offset[1]}{hours:02}:{minutes}"
