"""What looks like a headline: by its shape, since a dump knows no type sizes."""

import re

from site_builder.common.scripts import han_share

_CHINESE, _LATIN = 45, 110  # characters of the longest headline
_CHINESE_SHARE = 0.2  # of the letters, from which on a line is Chinese
_SENTENCE = re.compile(r"[。；;]|[.!?] [A-Z]")
_ENDS_AS_TEXT = "。，、；：,;:.—"
_BULLETS = "●○◆■▲△※·•☆★◇□"
_LIST = re.compile(rf"[{_BULLETS}]|[(（]?[0-9一二三四五六七八九十]{{1,3}}[)）.、．]")
_NUMBERED = re.compile(r"\d{1,2}[、.．]\D")
_COMMA = re.compile("[，,]")
_SPEECH = re.compile(
    "据悉|据了解|据介绍|据统计|此外|另外|同时|其中|但是|然而|因此|所以|最后|首先|其次|记者(?:从|在|了解)|他[们说]?|她[们说]?|这[些是个]"
)
_TALK = re.compile(r"[“\"][^“”\"]*$|^[^“”\"]*”")

_UNFINISHED = re.compile(
    r"[-‐]$|\b(?:the|an?|of|and|or|but|to|in|on|at|by|for|from|with|as|that|which|who|is|are|was|were|had|has|have|be|been|his|her|its"
    r"|their|this|these|those|than|not|it|he|she|they|Mr\.|Mrs\.)$"
)
_SALUTES = re.compile(
    r"(?:Dear )?(?:Sirs?|SIR|Madam|(?:Mr\.? )?Editor),? ?(?:[—–:-]|--)|Dear (?:Sirs?|Madam|Editor),"
    r"|(?:To the Editor|TO THE EDITOR)\b"
)
_RULE = re.compile(r"(?=(?:[^\w\s]\s*){3})[-–—―_=*~+•·\s]+")

_IMPRINT = re.compile(
    r"(?:责任编[辑輯]|責任編輯|(?:本版)?(?:编[辑輯]|編輯|版式|校[对對]|美编|组版)(?=\s*[:：]|\s))"
    r"\s*[:：]?\s*[\u4e00-\u9fff ]{2,24}"
)


def is_heading(text: str, *, lines: int) -> bool:
    """Whether the piece may be a headline or sub-heading."""
    longest = _CHINESE if han_share(text) > _CHINESE_SHARE else _LATIN
    if (
        not 1 < len(text) <= 2 * longest
        or max(map(len, _parts(text))) > longest
        or lines > 3
        or _SENTENCE.search(text[:-1])
    ):
        return False
    if text[0].islower() or _UNFINISHED.search(text):
        return False
    if text[-1] in _ENDS_AS_TEXT and not text.endswith(("——", "……", "...")):
        return False
    if text[0] in _BULLETS or _NUMBERED.match(text) or _SPEECH.match(text) or len(_COMMA.findall(text)) > 2:
        return False
    return not _TALK.search(text) and any(char.isalnum() for char in text) and not _closed(text)


def _parts(text: str) -> list[str]:
    """A Chinese headline of several lines may stand in one, with spaces between."""
    return text.split(" ") if han_share(text) > _CHINESE_SHARE else [text]


def is_list_item(text: str) -> bool:
    """Whether it begins with a bullet or a number, as parts of one article do."""
    return bool(_LIST.match(text))


def _closed(text: str) -> bool:
    """A short line wholly in brackets is a credit or an aside."""
    return text[0] in "（(" and text[-1] in "）)"


def salutes(text: str) -> bool:
    """Whether a text begins as a letter does."""
    return bool(_SALUTES.match(text))


def is_rule(text: str) -> bool:
    """Whether a line is a rule, or a row of stars in its place."""
    return bool(_RULE.fullmatch(text))


def is_imprint(text: str) -> bool:
    """Whether a line names those who made the page, as “责任编辑：王小明” does."""
    return bool(_IMPRINT.fullmatch(text))


def set_apart(above: str, below: str) -> bool:
    """Whether two lines are set in different letters: one in capitals, the other not."""
    return above.isupper() != below.isupper() and max(above, below, key=str.isupper).isascii()
