"""The lines at the head and foot of a page that belong to the paper: its name, day, number, price, the page's number.

A masthead is made of such items and of nothing else, stands at the head or the foot, and alone on its lines. A sentence
that begins with a date is none, nor is a dispatch's “LONDON, June 5.”; a date alone says too little to be told from a
letter's, and stays where it is.
"""

import re
from collections.abc import Sequence

import msgspec

from site_builder.importers.calendars import WEEKDAY, DateMatch, dates_in
from site_builder.importers.pagetext.clean import unjustified, visible

_HEAD, _FOOT = 8, 3  # lines with something on them among which a masthead is looked for
_LONGEST = 160
_GONE = "\x1f"
_BETWEEN = " \t\u3000.,;:：·•|/*()[]（）【】—–-_~" + _GONE
_COUNT = r"(?:[0-9][0-9,.]*|[IVXLCDMivxlcdm]+(?![a-z]))"
_HAN = "\u4e00-\u9fff"
_NAMES = (
    "Advertiser Advocate Age Anzeiger Argus Beacon Blade Blatt Boletín Bulletin Bugle Call Capital Chronicle Citizen "
    "Clarion Corriere Courant Courier Democrat Diario Dispatch Eagle Echo Enquirer Era Examiner Express Figaro Gaceta "
    "Gazeta Gazette Gazetta Globe Guardian Herald Heraldo Imparcial Independent Inquirer Intelligencer Journal Kurier "
    "Ledger Mail Mercure Mercurius Mercury Messenger Mirror Monde Moniteur Morgenblatt Nachrichten News Newsletter "
    "News-Letter Observer Packet Patriot Post Post-Boy Post-Man Presse Press Record Register Reporter Republican "
    "Review Sentinel Spectator Standard Star Statesman Sun Tageblatt Telegraph Temps Times Transcript Tribune Union "
    "Volksblatt Weekly Whig World Zeitung"
)
_ENDINGS = (
    "日报 晚报 早报 晨报 时报 商报 都市报 导报 周报 快报 公报 新报 周刊 "
    "日報 晚報 早報 晨報 時報 商報 公報 新報 週刊 新聞 报 報"
)
_MONEY = r"(?:p|d|s|c|cents?|pence|pfennig|pf|centimes|cts)\b\.?"
_SMALL = r"(?:one|two|three|four|five|six|ten)(?:[- ](?:and[- ]a[- ])?half)?"
_YEARS = r"(?:jahrgang|jahrg|année|año)\b"
_CHINESE_NUMBER = "0-9,〇○零一二三四五六七八九十百千"
_ITEMS = {
    "code": (
        r"(?:国内统一(?:连续出版物|刊)?号|邮发代号|报刊代号|代号|ISSN|(?<![a-z])CN)[:：\s]*[A-Z0-9/-]*\d[A-Z0-9/-]*",
        r"出版日期|出版|公元|西元|公历|公曆",
        r"(?:https?://|www\.)\S+",
    ),
    "lunar": (
        rf"(?:农历|農曆|阴历|陰曆|旧历|舊曆|夏历|夏曆)[{_HAN}]{{2,16}}",
        rf"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[{_HAN}]{{0,8}}",
    ),
    "volume": (
        rf"\b(?:vol(?:ume)?|band|tome|tomo|{_YEARS})\b\.?[\s:]*{_COUNT}",
        rf"\b{_COUNT}\.?(?:e|er)?\s+{_YEARS}",
        r"第\s*[0-9一二三四五六七八九十百]+\s*[卷年]",
    ),
    "number": (
        rf"\b(?:whole\s+)?(?:numb(?:er)?|nummer|número|numéro|núm|num|no|nr|n[º°]|issue)[\s.:]*{_COUNT}",
        rf"№\s*{_COUNT}",
        rf"(?:总第?|總第?|第)\s*[{_CHINESE_NUMBER}]+\s*[期号號]",
    ),
    "price": (
        r"\b(?:price|preis|prix|precio)\b[^;|\x1f]{1,30}",
        r"[$£€¢]\s?\d+(?:\.\d+)?",
        rf"\b\d+(?:\.\d+|\s?[½¼¾])?\s?{_MONEY}",
        rf"\b{_SMALL}[- ]?(?:penny|pence|half-?penny|half-?pence|cents?|shillings?)\b",
        r"\b(?:gratis|free)$",
        r"(?:定价|零售|售价|每份)[^\s]{0,6}?[0-9.〇一二三四五六七八九十]+\s*[元角分](?:[〇一二三四五六七八九十]分)?",
    ),
    "edition": (
        r"\b(?:first|final|late|early|city|morning|evening|sunday|home|national|weekend|country|daily|weekly|second|"
        r"third|extra)\s+edition\b",
        r"\bextra(?:ordinary)?!?$",
        r"(?:morgen|abend|mittag)-?ausgabe|号外|號外",
    ),
    "page": (
        r"\b(?:page|pag|pág(?:ina)?|seite|p)\b\.?\s*(?:\d{1,3}|[A-D]\d{1,2})\b",
        r"(?:今日|共)\s*\d+\s*版",
        r"(?:第\s*)?(?:[0-9]{1,3}|[A-D][0-9]{0,2}|[一二三四五六七八九十]{1,3})\s*版"
        rf"(?:\s*[{_HAN}]{{2,4}}(?=\s|$))?",
    ),
    "founded": (r"\b(?:established|founded|estd?\.?|gegründet|fondé(?: en)?|fundado(?: en)?)\s*(?:in\s*)?\d{4}",),
    "name": (rf"(?<![{_HAN}])[{_HAN}]{{1,8}}(?:{'|'.join(_ENDINGS.split())})(?![{_HAN}])",),
}
_PATTERNS = {kind: re.compile("|".join(forms), re.IGNORECASE) for kind, forms in _ITEMS.items()}
_LATIN_NAMES = "|".join((*_NAMES.split(), *_NAMES.upper().split(), "Free Press", "FREE PRESS", "Evening Post"))
_NAME = re.compile(
    rf"(?<![A-Za-z])(?!(?i:from|by|in|see|as|to)\b)(?:(?:[A-Z][\w’'&.-]*|of|and|de|des|du|der|y|la|le)\s+){{0,5}}"
    rf"(?:{_LATIN_NAMES}|[A-Z]\w*(?:blad|blatt|zeitung|tidende|tidning|bote))\b"
    r"(?:\s*[,:-]?\s*(?:and|or|und|AND|OR|&|of|de|della|del|du|OF)(?:\s+(?:the|THE))?(?:\s+[A-Z][\w’'-]*){1,4})?"
)
_GLUE = re.compile(rf"(?i)(?<={_GONE})[\s,]*(?:den|le|el|il|the|for|vom|am|de)\s*(?={_GONE})")
_PLACE = re.compile(
    r"(?<![A-Za-z])(?!(?i:from|until|since|after|before|on|in|by|every|last|next|this)\b)"
    rf"[A-Z][A-Za-z’'-]+(?:[ -][A-Z][A-Za-z’'-]+){{0,2}},?(?=[\s,.]*{_GONE})"
)
_SHORT_WEEKDAY = re.compile(rf"(?i)(?<![^\W\d_])(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?,?(?=\s*{_GONE})")
_FOUNDED = re.compile(rf"(?i)\b(?:established|founded|first (?:published|issued|printed))\b[\w\s,]{{0,12}}{_GONE}")
_SECTIONS = (
    "News|National|World|International|Foreign|Local|Metro|State|City|Home|Politics|Business|Finance|Money|Sports?|Arts|"
    "Books|Entertainment|Features|Living|Society|Travel|Opinion|Editorials?|Letters|Obituaries|Classified|Weather|Comics"
)
_HAN_SECTIONS = (
    "新闻|新聞|要闻|综合|国际|体育|经济|文化|副刊|社会|教育|科技|广告|理论|评论|文艺|生活|财经|专版|专刊|地方"
)
_SECTION = re.compile(
    rf"(?<!\w)(?:{_SECTIONS}|{_SECTIONS.upper()})(?:\s+(?:(?:&|and|AND)\s+)?(?:{_SECTIONS}|{_SECTIONS.upper()}|Games))*(?!\w)"
    rf"|(?<![{_HAN}])[{_HAN}]{{0,2}}(?:{_HAN_SECTIONS})[{_HAN}]{{0,2}}(?![{_HAN}])"
)
_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}|[A-D]\d{1,2})(?![\w.,])")  # a page's number without a word
_SERIAL = re.compile(r"\d{4}|\d,\d{3}")  # in the number of an issue; a house has fewer figures
_ALONE = (
    ("founded", _FOUNDED),
    ("weekday", WEEKDAY),
    ("weekday", _SHORT_WEEKDAY),
    *_PATTERNS.items(),
    ("name", _NAME),
)
_PAGE_NUMBER = re.compile(r"[-—–·.\s\[(]*\d{1,3}[-—–·.\s\])]*")


class Masthead(msgspec.Struct, frozen=True):
    """A masthead's lines, from `first` to `last`, and the dates printed there."""

    first: int
    last: int
    dates: tuple[DateMatch, ...] = ()


class _MastheadLine(msgspec.Struct, frozen=True):
    number: int
    text: str
    kinds: frozenset[str]


def find_mastheads(lines: Sequence[str], *, latest: str = "") -> tuple[Masthead, ...]:
    """What stands at the head and at the foot of a page, if anything does."""
    numbered = [(number, unjustified(visible(text)).strip()) for number, text in enumerate(lines, 1)]
    filled = [line for line in numbered if line[1]]
    head = _group(filled[:_HEAD])
    rest = filled[len(head) :]
    head = _kept(head, after=rest[0] if rest else None)
    foot = _group(rest[: -_FOOT - 1 : -1])[::-1]
    groups = [*([head] if head and _is_masthead(head) else []), *([foot] if foot and _is_foot(foot) else [])]
    return tuple(_masthead(group, latest) for group in groups)


def _group(filled: Sequence[tuple[int, str]]) -> list[_MastheadLine]:
    """The lines from the first on that are made of a masthead's items, up to the last that is more than a name."""
    group: list[_MastheadLine] = []
    for number, text in filled:
        kinds = kinds_of(text)
        if not kinds:
            break
        if kinds == {"page"} and any(line.kinds == kinds for line in group):  # figures of a table, then
            return []
        group.append(_MastheadLine(number, text, kinds))
    while group and group[-1].kinds == {"name"}:
        group.pop()
    return group


def kinds_of(text: str) -> frozenset[str]:
    """The items of a masthead that a line is made of; none where it holds anything else."""
    if len(text) > _LONGEST:
        return frozenset()
    if _PAGE_NUMBER.fullmatch(text):
        return frozenset({"page"})
    kinds = set()
    for date in reversed(dates_in(text)):
        kinds |= {"day", "span"} if date.first else {"day"}
        text = text[: date.start] + _GONE + text[date.end :]
    for kind, pattern in _ALONE:
        text = _without_kind(text, kind, pattern, kinds)
    if "day" in kinds and kinds & {"name", "weekday", "page"}:
        text = _SECTION.sub(_GONE, text)
    text = _without_kind(text, "place", _PLACE, kinds)
    if "place" not in kinds and "day" in kinds and kinds & {"name", "weekday"}:
        text = _without_kind(text, "page", _FIGURE, kinds)
    left = _GLUE.sub("", text)  # a comma of Chinese is left, since it parts clauses
    return frozenset(kinds) if all(char in _BETWEEN for char in left) else frozenset()


def _without_kind(text: str, kind: str, pattern: re.Pattern[str], kinds: set[str]) -> str:
    """The text without the items of a kind, which is added to `kinds` if there are any."""
    left = pattern.sub(_GONE, text)
    if left != text:
        kinds |= {kind, "serial"} if kind == "number" and _SERIAL.search(text) else {kind}
    return left


def _kept(group: list[_MastheadLine], *, after: tuple[int, str] | None) -> list[_MastheadLine]:
    """The group, if its last line does not run on into the text."""
    if not group or not after:
        return group
    last, (number, text) = group[-1], after
    adjoins = number == last.number + 1
    goes_on = text[0].islower() or text[0] in "，、。；：,;的"
    as_wide = last.kinds <= {"day", "name", "page"} and abs(len(text) - len(last.text)) <= 1 and len(text) > 8
    return [] if adjoins and "day" in last.kinds and (goes_on or as_wide) else group


def _is_masthead(group: list[_MastheadLine]) -> bool:
    """Whether the items say together what no letter, dispatch or headline would."""
    kinds = frozenset[str]().union(*(line.kinds for line in group))
    if kinds <= {"page"} or "volume" in kinds or "code" in kinds:
        return True
    if "day" not in kinds:
        return "page" in kinds or {"name", "number"} <= kinds or {"weekday", "name"} <= kinds
    if "place" in kinds:  # letters and dispatches begin with one, a weekday and the number of a house
        return bool(kinds & {"name", "price", "founded", "edition", "lunar", "serial"})
    # “No. II. March 12, 1788” heads an essay of a series.
    essay = kinds <= {"day", "number"} and all(line.text.isascii() for line in group)
    return len(kinds) > 1 and not essay


def _is_foot(group: list[_MastheadLine]) -> bool:
    """At the foot, a date with a weekday may be a letter's, and one with a paper's name says what was reprinted."""
    kinds = frozenset[str]().union(*(line.kinds for line in group))
    return "page" in kinds or ("day" in kinds and bool(kinds & {"volume", "number", "code"}))


def _masthead(group: list[_MastheadLine], latest: str) -> Masthead:
    dates = [date for line in group for date in dates_in(line.text, latest=latest) if not _is_founding_day(line, date)]
    return Masthead(group[0].number, group[-1].number, tuple(dates))


def _is_founding_day(line: _MastheadLine, date: DateMatch) -> bool:
    """Whether the date is the day on which the paper was founded."""
    return bool(_FOUNDED.search(line.text[: date.start] + _GONE))
