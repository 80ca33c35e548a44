"""Days in words and figures, as newspapers and names of files write them: year, month and day from one place.

A day is certain where its form leaves one reading, and the weekday printed beside it, if any, agrees. Forms with
several readings (3/4/1998, an English March of 1722 in the Old Style, whose year began on 25 March) keep all of them,
unless the weekday decides. A lunar day of a Chinese era gives the years it may lie in: nothing here converts it.
"""

import re
from collections.abc import Iterator
from datetime import date as Day  # noqa: N812 - a class, used as one

import msgspec

EARLIEST, LATEST = "1600-01-01", "2099-12-31"
_REFORM = "1752-09-14"  # the first day of the Gregorian calendar in Britain and its colonies
_NEAR_BEFORE, _NEAR_AFTER = 24, 16  # characters around a date in which its weekday stands
_NEAR_SPAN = 80  # and before it, in which the day stands from which a paper's span runs


class DateMatch(msgspec.Struct, frozen=True):
    """A date in a text: the days that it may be, as ISO, and its words, which stand from `start` to `end`.

    Of a date that ends several days (“From … to …”), `first` is the day on which they begin.
    """

    days: tuple[str, ...]
    words: str
    start: int
    end: int
    first: str = ""
    agrees: bool = True  # with the weekday beside it, and it is not one of several days that are named together
    latin: bool = False  # with the name of its month
    interval: str = ""  # what a day that cannot be converted lies in, as EDTF

    @property
    def certain(self) -> bool:
        """Whether it is one day, and certain."""
        return self.agrees and len(self.days) == 1

    @property
    def edtf(self) -> str:
        """What it says, as EDTF."""
        if self.interval or not self.days:
            return self.interval
        if len(self.days) > 1:
            return f"[{','.join(sorted(self.days))}]"
        day = self.days[0] + ("" if self.agrees else "?")
        return f"{self.first}/{day}" if self.first and self.agrees else day


_MONTHS = (
    "january jan januarii janvier januar jänner jaenner enero gennaio janeiro januari",
    "february feb febr février fevrier februar feber febrero febbraio fevereiro februari",
    "march mar mars märz maerz marzo março maart",
    "april apr avril abril aprile",
    "may mai mayo maggio maio mei",
    "june jun juin juni junio giugno junho",
    "july jul juillet juli julio luglio julho",
    "august aug août aout agosto augustus",
    "september sept sep septemb septembre septiembre setiembre settembre setembro",
    "october oct octob octobre oktober okt octubre ottobre outubro",
    "november nov novemb novembre noviembre novembro",
    "december dec decemb décembre decembre dezember dez diciembre dicembre dezembro",
)
_WEEKDAYS = (
    "monday montag lundi lunes lunedì maandag 星期一 周一 礼拜一 禮拜一 月曜",
    "tuesday dienstag mardi martes martedì dinsdag 星期二 周二 礼拜二 禮拜二 火曜",
    "wednesday mittwoch mercredi miércoles miercoles mercoledì woensdag 星期三 周三 礼拜三 禮拜三 水曜",
    "thursday donnerstag jeudi jueves giovedì donderdag 星期四 周四 礼拜四 禮拜四 木曜",
    "friday freitag vendredi viernes venerdì vrijdag 星期五 周五 礼拜五 禮拜五 金曜",
    "saturday samstag sonnabend samedi sábado sabado sabato zaterdag 星期六 周六 礼拜六 禮拜六 土曜",
    "sunday sonntag dimanche domingo domenica zondag 星期日 星期天 周日 礼拜日 禮拜日 礼拜天 日曜",
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAY_OF = {name: weekday for weekday, names in enumerate(_WEEKDAYS) for name in names.split()}
# Months in which English papers, of the Old Style until 1752, are told from those of the continent by the name alone.
_ENGLISH = re.compile("(jan|feb)(r?uary|r)?|mar(ch)?|may|june?|july?|octo?b?e?r?|dece?m?b?e?r?")


def _any_of(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


WEEKDAY = re.compile(rf"(?:(?<![^\W\d_])(?:{_any_of(_WEEKDAY_OF)})(?![a-zà-ÿ])|[月火水木金土日]曜)日?", re.IGNORECASE)
_M = rf"(?P<month>{_any_of(_MONTH_OF)})(?![^\W\d_])"
_D = r"(?P<d>[0-3]?\d)(?!\d)(?:st|nd|rd|th|er|ère|[º°ª])?"
# A second figure belongs to the Old Style: 1721-2 is 1721 by the old year and 1722 by ours.
_Y = r"(?P<y>1[6-9]\d\d|20\d\d)(?:\s?[-/–]\s?(?P<dual>\d{1,4}))?(?!\d)"
_NUMBER = "0-9〇○零一二三四五六七八九十廿卅"
_CHINESE_MD = rf"\s*年\s*(?P<m>[{_NUMBER}]{{1,3}})\s*月\s*(?P<d>[{_NUMBER}]{{1,4}})\s*[日号號]"
_LATIN = (
    re.compile(rf"(?i)(?<![\d,.]){_D}[\s._-]*(?:(?:of|de|den|d[’'])\s*)?(?<![^\W\d_]){_M}[\s.,_-]*(?:del?\s+)?{_Y}"),
    re.compile(rf"(?i)(?<![^\W\d_]){_M}[\s.,_-]*(?:the\s+)?{_D}[\s.,_-]+{_Y}"),
)
_DIGITS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})\s?(?P<gap>[-./_年])\s?(?P<m>\d{1,2})\s?(?P=gap)\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>(?:\d\s?){{3}}\d|[一二][〇○零一二三四五六七八九]{{3}}){_CHINESE_MD}"),
)
_EITHER = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<gap>[-./_])(?P<b>\d{1,2})(?P=gap)(?P<y>\d{4})(?![\d./-]*\d)")
_ERA = re.compile(
    rf"(?:中[華华])?(?P<era>民[國国]|昭和|大正|明治|平成|令和|宣[統统]|光[緒绪]|同治|咸豐|咸丰|道光)\s*(?P<n>元|[{_NUMBER}]{{1,4}}){_CHINESE_MD}"
)
# The year before an era's first, and the days between which its dates follow the Gregorian calendar.
_GREGORIAN = {
    "民国": (1911, "1912-01-01", LATEST), "明治": (1867, "1873-01-01", "1912-07-30"),
    "大正": (1911, "1912-07-30", "1926-12-25"), "昭和": (1925, "1926-12-25", "1989-01-07"),
    "平成": (1988, "1989-01-08", "2019-04-30"), "令和": (2018, "2019-05-01", LATEST),
}  # fmt: skip
_LUNAR = {"宣统": 1908, "光绪": 1874, "同治": 1861, "咸丰": 1850, "道光": 1820}
_SIMPLE = str.maketrans("國統緒豐", "国统绪丰")
_LUNAR_BEFORE = re.compile(r"(?:农历|農曆|農历|阴历|陰曆|旧历|舊曆|夏历|夏曆)\s*$")
_PACKED = re.compile(r"(?<!\d)(?P<y>1[6-9]\d\d|20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_SPAN = re.compile(
    rf"(?i)(?:from|von|vom|du)\s+(?:(?:{_any_of(_WEEKDAY_OF)})[\s,.]+)?{_M}[\s.,]*{_D}[\s.,]*"
    rf"(?:to|bis|au)\s+(?:(?:{_any_of(_WEEKDAY_OF)})[\s,.]+)?$"
)
# “9–15 January 1998”, “1月9日至15日”: a date that is the end, or the beginning, of several days.
_UP_TO = re.compile(
    rf"(?i)(?:\d|(?<![^\W\d_])(?:{_any_of(_MONTH_OF)})\.?)\s*(?:st|nd|rd|th)?\s*(?:[-–—/&]|to|and|bis|au)\s*"
    rf"(?:(?:{_any_of(_WEEKDAY_OF)})[\s,.]*)?(?:the\s+|den\s+)?$"
)
_AND_ON = re.compile(rf"\s*(?:[-–—~/、]|至|到)\s*[{_NUMBER}]{{1,3}}\s*[日月]")
# Shortened weekdays, before a date; the Sun is a newspaper too.
_SHORT = re.compile(r"(?i)(?<![^\W\d_])(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs)?\b(?:\.,?|(?<!sun)(?<!sat),?)\s*$")
_SHORTENED = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WIDE = {ord("０") + n: str(n) for n in range(10)} | {ord("ſ"): "s", ord("\u3000"): " "}
_NUMERALS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}


def dates_in(text: str, *, packed: bool = False, latest: str = "") -> list[DateMatch]:
    """The dates in a line, in order; `packed` where 19980109 is one; none after the day `latest`."""
    text = text.translate(_WIDE)
    dates: list[DateMatch] = []
    for date in sorted(_date_matches(text, packed=packed), key=lambda date: (date.start, -date.end)):
        kept = tuple(day for day in date.days if EARLIEST <= day <= (latest or LATEST))
        if (kept or date.interval) and not (dates and date.start < dates[-1].end):
            dates.append(_with_span(_with_weekday(msgspec.structs.replace(date, days=kept), text), text))
    return dates


def number(text: str) -> int:
    """A number of figures or Chinese numerals, those of a year too."""
    text = "".join(text.split()).replace("元", "1").replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(_NUMERALS.get(char, char) for char in text))
    tens, _, ones = text.partition("十")
    return 10 * int(_NUMERALS.get(tens, tens or "1")) + int(_NUMERALS.get(ones, ones or "0"))


def iso(year: int, month: int, day: int) -> str:
    """The day in ISO form, "" where the calendar has none such."""
    try:
        return Day(year, month, day).isoformat()
    except ValueError:
        return ""


def _date_matches(text: str, *, packed: bool) -> Iterator[DateMatch]:
    for match in _ERA.finditer(text):
        yield _of_era(match)
    for pattern in (*_DIGITS, *([_PACKED] if packed else ())):
        for match in pattern.finditer(text):
            if not _LUNAR_BEFORE.search(text, max(0, match.start() - 9), match.start()):
                yield _date_of(match, [iso(*(_number_or_0(match[key]) for key in "ymd"))])
    for match in _EITHER.finditer(text):
        year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
        yield _date_of(match, [iso(year, b, a), iso(year, a, b)])
    for pattern in _LATIN:
        for match in pattern.finditer(text):
            yield _latin(match)


def _number_or_0(text: str) -> int:
    try:
        return number(text)
    except ValueError:
        return 0


def _date_of(match: re.Match[str], days: list[str], interval: str = "") -> DateMatch:
    kept = tuple(dict.fromkeys(day for day in days if day))
    return DateMatch(kept, " ".join(match[0].split()), match.start(), match.end(), interval=interval)


def _of_era(match: re.Match[str]) -> DateMatch:
    """A day of a Chinese or Japanese era. An emperor's follows the lunar calendar: only its years are known."""
    era, count = match["era"].translate(_SIMPLE), _number_or_0(match["n"])
    if era in _LUNAR:
        year = _LUNAR[era] + count
        return _date_of(match, [], interval=f"{year}/{year + 1}")
    before, first, last = _GREGORIAN[era]
    day = iso(before + count, _number_or_0(match["m"]), _number_or_0(match["d"])) if count else ""
    return _date_of(match, [day] if first <= day <= last else [])


def _latin(match: re.Match[str]) -> DateMatch:
    year, month, day = int(match["y"]), _MONTH_OF[match["month"].lower()], int(match["d"])
    date = _date_of(match, [iso(possible, month, day) for possible in _years(match, year, (month, day))])
    return msgspec.structs.replace(date, latin=True)


def _years(match: re.Match[str], year: int, day: tuple[int, int]) -> list[int]:
    """The years that a day may be of: before 1752 an English year began on 25 March."""
    if dual := match["dual"]:
        follows = str(year + 1).endswith(dual)
        return [year + 1] if follows and day < (3, 25) else []
    old = year < 1752 and _ENGLISH.fullmatch(match["month"].lower())
    return [year, year + 1] if old and day < (3, 25) else [year]


def _with_weekday(date: DateMatch, text: str) -> DateMatch:
    """The date with those of its days that fit the weekday beside it; with all, and `agrees` false, if none does."""
    named = _weekday_near(date, text)
    if named < 0 or not date.days:
        return date
    right = tuple(day for day in date.days if named in _weekdays(day, date.words))
    return msgspec.structs.replace(date, days=right or date.days, agrees=bool(right))


def _with_span(date: DateMatch, text: str) -> DateMatch:
    """A date with the earlier day that “From … to …” names; its year is the one printed at the end."""
    span = _SPAN.search(text, max(0, date.start - _NEAR_SPAN), date.start)
    if not span or not date.certain:
        several = (date.latin and _UP_TO.search(text, max(0, date.start - _NEAR_SPAN), date.start)) or _AND_ON.match(
            text, date.end
        )
        return msgspec.structs.replace(date, agrees=date.agrees and not several)
    last = Day.fromisoformat(date.days[0])
    begun = (_MONTH_OF[span["month"].lower()], int(span["d"]))
    first = iso(last.year - (begun > (last.month, last.day)), *begun)
    words = " ".join(text[span.start() : date.end].split())
    return msgspec.structs.replace(date, first=first, start=span.start(), words=words)


def _weekday_near(date: DateMatch, text: str) -> int:
    before = list(WEEKDAY.finditer(text, max(0, date.start - _NEAR_BEFORE), date.start))
    beside = before[-1] if before else WEEKDAY.search(text, date.end, date.end + _NEAR_AFTER)
    if not beside:
        short = _SHORT.search(text, max(0, date.start - _NEAR_BEFORE), date.start)
        return _SHORTENED.index(short[1].lower()) if short else -1
    name = beside[0].lower()
    return _WEEKDAY_OF.get(name, _WEEKDAY_OF.get(name.removesuffix("日"), -1))


def _weekdays(day: str, words: str) -> set[int]:
    """The weekdays that a day may have had: of the Julian calendar, where that may have been the one in use."""
    when = Day.fromisoformat(day)
    if day >= _REFORM:
        return {when.weekday()}
    julian = (when.toordinal() + _behind(when) + 6) % 7
    english = any(map(_ENGLISH.fullmatch, re.findall(r"[^\W\d_]+", words.lower())))
    return {julian} if english else {julian, when.weekday()}


def _behind(when: Day) -> int:
    """By how many days the Julian calendar is behind in a year of the 17th or 18th century."""
    return 11 if (when.year, when.month) >= (1700, 3) else 10
