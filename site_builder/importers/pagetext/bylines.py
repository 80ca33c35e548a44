"""Who wrote it: bylines at the head, at the tail and on a line of their own; `signed` reads those in Latin letters.

A byline is recognised by its form (a role such as 记者 with names after it, in brackets or alone on a line; “By …”),
never by a list of names. Line ends are kept while reading, since one may stand inside a name or between two.
"""

import re

import msgspec

from site_builder.archive.frontmatter.model import Contributor
from site_builder.importers.pagetext.signed import agency_at_end, read_signed

_DEGREE = "特约|特派|实习|见习|首席|全媒体|融媒体|實習|見習|特約|特派|驻[\u4e00-\u9fff]{1,4}|駐[\u4e00-\u9fff]{1,4}"
_OURS = "本报|本刊|本台|本网|本報|本臺|本網|新华社|新華社|中新社"
_ROLE = (
    f"(?:{_OURS})?(?:{_DEGREE})*(?:记者|記者|通讯员|通訊員|评论员|評論員|实习生|實習生|撰稿人)"
    "|撰文|编译|編譯|翻译|翻譯|文字|摄影|攝影"
)
_NAME = "[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,3}|[ ][\u4e00-\u9fff](?![\u4e00-\u9fff]))(?:·[\u4e00-\u9fff]{1,8})*"
_PEOPLE = rf"(?:{_ROLE})\s*[:：]?\s*{_NAME}(?:(?:\s*[、，,]\s*|\s+)(?!(?:{_ROLE})){_NAME})*"
_DID = "文/图|图/文|文图|摄影报道|攝影報道|摄影|攝影|报道|報道|报导|報導|整理"
_CREDITS = rf"{_PEOPLE}(?:[\s、，,;；]*{_PEOPLE})*\s*(?:{_DID})?"
_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_WHERE = rf"[\u4e00-\u9fff]{{0,8}}?\s*(?:{_NUMBER}\s*月)?\s*(?:{_NUMBER}\s*日)?\s*"
_PAPER = "本报|本刊|本台|本网|本報|本臺|本網|[\u4e00-\u9fff]{2,3}社|[\u4e00-\u9fff]{2,3}网"
_NOT_ELECTRIC = "话話视視影子脑腦力器台报報信动動"
_DATELINE = rf"据?(?:{_PAPER})\s*{_WHERE}专?(?:(?<!通)[讯訊]|[电電]|消息(?=[:：，,]))(?![{_NOT_ELECTRIC}])"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)(?:,? \d{{4}})?"
_WIRED = r"(?:,? ?\([A-Z][\w. /-]+\))?"
_CAPITALS = (  # a line wholly in capitals is a headline
    rf"(?:[A-Z][A-Z .'’-]{{2,30}}(?:, [A-Z][a-z]+\.?)?(?:, {_DAY})?"
    rf"|[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}, {_DAY}){_WIRED}\.?(?:\s?(?:—|–|--)| -(?= ))(?![^a-z]{{8,}}$)"
)
_HEAD = re.compile(
    rf"(?P<dateline>{_DATELINE})\s*(?P<byline>[（(]\s*{_CREDITS}\s*[)）]|{_CREDITS}(?<=报道|報道)[:：])?"
    rf"|(?P<capitals>{_CAPITALS})"
)
_TAIL = re.compile(rf"[（(]\s*{_CREDITS}(?<![摄攝])\s*[)）]$")
_OWN = re.compile(rf"[（(]?\s*{_CREDITS}(?<![摄攝])\s*[)）]?")
_PHOTO = re.compile(
    rf"[（(]?(?:(?P<page>本版|本页)?(?:照片|图片|图|摄影|攝影|圖片|照片)?(?:均|皆)?(?:由|为|為|[:：])?\s*(?:(?:{_ROLE}|{_OURS})\s*)?)"
    rf"{_NAME}(?:[\s、，,]+{_NAME})*\s*(?:拍摄|攝影|摄|攝)(?:影)?[)）]?"
    "|(?:Photos?|Photographs?|Pictures?)(?P<latin> on this page)?(?: by|:) [A-Z][\\w .’'-]+"
)
_SPLIT = re.compile(r"[\s、，,;；:：()（）]+")
_ROLE_AT = re.compile(_ROLE)
_LONGEST = 80  # characters of a byline; it also bounds the work that a hostile page can ask for
_PREFIX = re.compile(f"^(?:{_OURS})")
_COMPOUND = (
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙", "公孫",
    "慕容", "令狐", "夏侯",
)  # fmt: skip  # surnames of two characters


class Credit(msgspec.Struct, frozen=True):
    """What one piece says about its author. `printed` are the byline's exact characters, `rest` the words left."""

    place: str = ""  # head | tail | own, "" for none
    dateline: str = ""
    printed: str = ""
    people: tuple[Contributor, ...] = ()
    rest: str = ""


def opens_article(line: str, *, named: bool = False) -> bool:
    """Whether a line begins as articles do: 本报讯, 新华社…电, LONDON, April 8 —; if `named`, with a byline."""
    match = _HEAD.match(line[:_LONGEST])
    if match is None or not named:
        return match is not None
    return line[match.end("dateline") :].lstrip()[:1] in ("（", "(")


def is_alone(line: str) -> bool:
    """Whether a line is a Chinese byline or a photographer's credit, and so a piece of its own."""
    short = len(line) <= _LONGEST
    return short and bool(_OWN.fullmatch(line) or photo_credit(line))


def photo_credit(text: str) -> str:
    """Whom a credit for photographs concerns: "page" for all of the page's, "picture", or "" if it is none."""
    match = _PHOTO.fullmatch(text) if len(text) <= _LONGEST else None
    return ("page" if match["page"] or match["latin"] else "picture") if match else ""


def ends_signed(text: str) -> bool:
    """Whether a text ends with a byline in brackets."""
    opening = max(text.rfind("（"), text.rfind("("))
    return opening >= len(text) - _LONGEST and opening >= 0 and bool(_TAIL.match(text, opening))


def read_credit(lines: tuple[str, ...], text: str, *, apart: bool = True) -> Credit:
    """The byline of a piece, given its lines, the running text they make and whether it is set apart from others."""
    credit = _own(lines, text, apart=apart) or _head(lines, text) or Credit(rest=text)
    if credit.printed:
        return credit
    tail = _tail(lines, credit.rest)  # it may end with a byline that begins with a dateline only
    return msgspec.structs.replace(tail, dateline=credit.dateline) if tail else credit


def _own(lines: tuple[str, ...], running: str, *, apart: bool) -> Credit | None:
    if len(lines) > 3 or sum(map(len, lines)) > _LONGEST:
        return None
    if apart and (signed := read_signed(running)):
        return Credit("own", printed=running, people=signed.people)
    for glue in ("", " "):
        text = glue.join(lines)
        if _OWN.fullmatch(text) and _plausible(text):
            return Credit("tail" if text[0] in "（(" else "own", printed=text, people=_people(text))
    return None


def _head(lines: tuple[str, ...], text: str) -> Credit | None:
    match = _HEAD.match(text[:_LONGEST])
    if not match:
        return None
    if match["capitals"]:
        return Credit("dateline", dateline=match["capitals"].strip(), rest=text[match.end() :].strip())
    printed = match["byline"] or ""
    rest = text[match.end() :].strip()
    place = "head" if printed else "dateline"
    return Credit(place, match["dateline"].strip(), printed, _people(_with_line_ends(printed, lines[:4])), rest)


def _tail(lines: tuple[str, ...], text: str) -> Credit | None:
    if agency := agency_at_end(text):
        return Credit("tail", "", agency, (Contributor(agency.strip("()—–- .")),), text[: -len(agency)].rstrip())
    opening = max(text.rfind("（"), text.rfind("("))
    if not ends_signed(text):
        return None
    printed = text[opening:]
    return Credit("tail", "", printed, _people(_with_line_ends(printed, lines[-4:])), text[:opening].rstrip())


def _with_line_ends(printed: str, lines: tuple[str, ...]) -> str:
    """The byline with a space where its line ended between two names; within one name or role there is none."""
    whole = "\n".join(lines)
    pattern = r"\s*".join(re.escape(char) for char in printed if not char.isspace())
    found = re.search(pattern, whole) if pattern else None
    if not found or "\n" not in found[0]:
        return printed
    apart = found[0].replace("\n", " ")
    return printed if _plausible(printed) else apart


def _plausible(credit: str) -> bool:
    """No name of four characters, unless its surname has two: else two names were run together."""
    names = [person.name for person in _people(credit)]
    return all(len(name) < 4 or "·" in name or name.startswith(_COMPOUND) for name in names)


def _people(credit: str) -> tuple[Contributor, ...]:
    """The people of a byline with their roles."""
    people: list[Contributor] = []
    text = credit.strip("（）() :：")
    roles = list(_ROLE_AT.finditer(text))
    for number, match in enumerate(roles):
        end = roles[number + 1].start() if number + 1 < len(roles) else len(text)
        role = _PREFIX.sub("", match[0]) or match[0]
        names = _names(re.sub(f"(?:{_DID})$", "", text[match.end() : end].strip()))
        if not names and people and match[0] in ("摄影", "攝影"):
            people = [Contributor(person.name, _also(person.role, match[0])) for person in people]
        people += [Contributor(name, role) for name in names]
    if re.search("文/图|图/文|文图|摄影报道|攝影報道", text):
        people = [Contributor(person.name, _also(person.role, "摄影")) for person in people]
    return tuple(dict.fromkeys(people))


def _also(role: str, other: str) -> str:
    return role if other in role else f"{role}、{other}"


def _names(text: str) -> list[str]:
    """Names between separators; two single characters in a row are one name, set wide."""
    names: list[str] = []
    single = ""
    for token in (token for token in _SPLIT.split(text) if token):
        if len(token) == 1 and single:
            names.append(single + token)
            single = ""
        elif len(token) == 1:
            single = token
        else:
            names.append(token)
    return names
