"""What the name of a page's file and of its folders says: the day, or as much of it as is there, and the page's number.

Names are given by people, machines and cameras. A day counts if year, month and day stand in one name, or in folders
one inside the other (`1998/01/16/`); a number alone, as in `2014/01.txt`, may be a month or a page and is neither.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from site_builder.importers.calendars import LATEST, DateMatch, dates_in, iso

_YEAR = r"(?P<y>1[6-9]\d\d|20\d\d)"
_MONTH = re.compile(rf"{_YEAR}\s*[-_./年]?\s*(?P<m>0[1-9]|1[0-2]|[1-9](?=月))\s*月?")
_ONLY_YEAR = re.compile(rf"{_YEAR}\s*年?")
_NUMBERED = re.compile(r"\d{1,4}|\d{1,2}[-_]\d{1,2}|\d{1,2}[月日]")
_INSIDE = re.compile(rf"(?<![0-9A-Za-z]){_YEAR}(?:[-_.](?P<m>0[1-9]|1[0-2])(?![\d.-]))?(?![0-9A-Za-z])")
_NESTED = tuple(
    re.compile(rf"(?:^|/){_YEAR}{form}/")
    for form in (
        r"年?/(?P<m>\d\d?)月?/(?P<d>\d\d?)日?",
        r"年?/(?P<m>\d\d)[-_.]?(?P<d>\d\d)",
        r"年?/(?P<m>\d\d?)月(?P<d>\d\d?)日",
        r"[-_.]?(?P<m>\d\d)/(?P<d>\d\d)",
    )
)
_HASH = re.compile(r"(?<![0-9a-f])(?=[0-9a-f]*\d[a-f]|[0-9a-f]*[a-f]\d)[0-9a-f]{12,}(?![0-9a-f])", re.IGNORECASE)
# Days on which something else was done than printing; and a time of day, which no newspaper has in its name.
_MACHINE = re.compile(
    r"(?<![^\W\d_])(?:scan(?:ned|s)?|img|image|dsc|dscn|ocr|photo|screenshot|exports?|exported|download(?:s|ed)?|uploads?|"
    r"backup|snapshot|crawl(?:ed)?|retrieved|accessed|digiti[sz]ed|created|modified|saved|batch|ingest(?:ed)?|delivery|"
    r"delivered|transfer(?:red)?|imports?|imported|outputs?|processed|convert(?:ed)?|transcribed|transcripts?|checked|"
    r"corrected|updated|edited|log)(?![^\W\d_])|扫描|掃描|导出|下载|备份|校对|录入"
    r"|\d[T_ -][0-2]\d[0-5]\d[0-5]\d(?!\d)",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}|[A-Da-d]\d{1,2}"
_PAGE = re.compile(
    rf"(?<![^\W\d_])(?:page|pag|pg|p|seq|seite)[-_. ]?(?P<n>{_NUMBER})(?![^\W_])|第?\s*(?P<v>{_NUMBER})\s*版",
    re.IGNORECASE,
)
_GONE = "\x1f"
_AFTER_DAY = re.compile(rf"{_GONE}(?:[-_. ]+(?P<n>{_NUMBER})|(?P<v>[A-Da-d]\d{{1,2}}))(?![^\W_])")


class NameInfo(msgspec.Struct, frozen=True):
    """What a name says: the days it gives; else `part`, its year, and month, as EDTF, and the words that say so.

    `page` is the page's number; `in_folder` says that the date stands in the name of a folder.
    """

    days: tuple[DateMatch, ...] = ()
    part: str = ""
    words: str = ""
    page: str = ""
    in_folder: bool = False


def name_of_page(file: Path, base: Path) -> str:
    """What a page is called in the archive: its path below `base`, in the dated folders that hold `base`, if any.

    Every day has its `01.txt`: with its folder it has a name of its own, the same whichever of them is imported.
    """
    parts = list(file.relative_to(base).with_suffix("").parts)
    if read_name("/".join(parts)).days:
        return "/".join(parts)
    outer, above = base.absolute(), list[str]()
    while outer.name and (_NUMBERED.fullmatch(outer.name) or _is_dated(outer.name)):
        above.insert(0, outer.name)
        outer = outer.parent
    while above and not _is_dated(above[0]):
        above.pop(0)
    return "/".join([*above, *parts])


def read_name(name: str, *, latest: str = "") -> NameInfo:
    """What a page's name says, its folders with it; nothing after the day `latest` counts."""
    *folders, stem = name.split("/")
    in_stem = _days(stem, latest)
    days = (*in_stem, *(day for folder in folders for day in _days(folder, latest)))
    days = days or tuple(_days_of_folders("/".join([*folders, ""]), latest or LATEST))
    page = _page(stem, in_stem, dated=bool(days)) or next(filter(None, map(_only_page, reversed(folders))), "")
    if days:
        return NameInfo(days, page=page, in_folder=not in_stem)
    part, words = _part(folders, stem, latest or LATEST)
    return NameInfo(part=part, words=words, page=page, in_folder=bool(part) and words not in stem)


def _is_dated(name: str) -> bool:
    return bool(_ONLY_YEAR.fullmatch(name) or _MONTH.fullmatch(name) or _days(name, ""))


def _days(name: str, latest: str) -> tuple[DateMatch, ...]:
    """The days in one name, but for those of a machine."""
    return () if _MACHINE.search(name) else tuple(dates_in(_HASH.sub(_GONE, name), packed=True, latest=latest))


def _days_of_folders(folders: str, latest: str) -> Iterator[DateMatch]:
    for pattern in _NESTED:
        for match in pattern.finditer(folders):
            day = iso(int(match["y"]), int(match["m"]), int(match["d"]))
            if day and day <= latest:
                yield DateMatch((day,), match[0].strip("/"), match.start(), match.end())
                return


def _part(folders: Sequence[str], stem: str, latest: str) -> tuple[str, str]:
    """The year, or year and month, that a name gives; several that differ are one of a set."""
    parts = {}
    path = "/".join(folders)
    for match in re.finditer(rf"(?:^|/){_YEAR}年?/(?P<m>0[1-9]|1[0-2]|[1-9]月)月?(?=/|$)", path):
        parts[_edtf(match)] = match[0].strip("/")
    for name in (*folders, stem):
        if month := _MONTH.fullmatch(name):
            parts[_edtf(month)] = name
        elif (year := _ONLY_YEAR.fullmatch(name)) and name is not stem:
            parts[_edtf(year)] = name
    for match in () if _MACHINE.search(stem) or _MONTH.fullmatch(stem) else _INSIDE.finditer(stem):
        parts[_edtf(match) + "?"] = match[0]
    kept = [part for part in parts if part <= latest and not _holds_another(part, parts)]
    if len(kept) > 1:
        return f"[{','.join(sorted(part.strip('?') for part in kept))}]", ", ".join(parts[part] for part in kept)
    return (kept[0], parts[kept[0]]) if kept else ("", "")


def _holds_another(part: str, parts: Collection[str]) -> bool:
    """Whether a month of the year `part` is given too."""
    return any(other != part and other.startswith(part.strip("?")) for other in parts)


def _edtf(match: re.Match[str]) -> str:
    """Year, or year and month, in the digits of EDTF, whatever script they are written in."""
    month = (match.groupdict().get("m") or "").strip("月")
    return f"{int(match['y'])}" + (f"-{int(month):02}" if month else "")


def _only_page(folder: str) -> str:
    match = _PAGE.fullmatch(folder)
    return (match["n"] or match["v"]) if match else ""


def _page(stem: str, days: Sequence[DateMatch], *, dated: bool) -> str:
    """The page's number: said to be one, or alone in a folder of a day, or right behind the day."""
    for day in reversed(days):
        stem = stem[: day.start] + _GONE + stem[day.end :]
    if dated and re.fullmatch(_NUMBER, stem):
        return stem
    match = _PAGE.search(stem) or _AFTER_DAY.search(stem)
    return (match["n"] or match["v"]) if match else ""
