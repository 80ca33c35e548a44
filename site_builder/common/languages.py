"""Language tags (BCP 47): `zh_hans`, as locales are named, is made `zh-Hans`; what is none is refused with a hint.

Browsers fail at a tag that is not well formed, and read a page aloud in the wrong voice by one that means nothing.
"""

import re
from functools import lru_cache

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<extended>(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.ASCII,
)
_MEANT = {
    "cn": "zh-Hans", "hk": "zh-Hant", "jp": "ja", "cz": "cs", "dk": "da", "gr": "el",
    "chinese": "zh-Hans", "中文": "zh-Hans", "简体中文": "zh-Hans", "繁體中文": "zh-Hant", "english": "en",
    "french": "fr", "german": "de", "deutsch": "de", "spanish": "es", "italian": "it", "japanese": "ja", "korean": "ko",
    "russian": "ru", "portuguese": "pt", "dutch": "nl", "arabic": "ar", "latin": "la", "klingon": "tlh",
}  # fmt: skip


# Written from right to left, whatever the script subtag leaves out; and scripts that are, whatever the language.
_RTL_LANGUAGES = frozenset("ar arc arz bal ckb dv fa glk he ks lrc mzn nqo pnb prs ps sd syr ug ur yi".split())  # noqa: SIM905
_RTL_SCRIPTS = frozenset("adlm arab aran hebr mand nkoo rohg samr syrc thaa".split())  # noqa: SIM905


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """`rtl` of a language that is written from right to left, else `ltr`."""
    first, *others = language.replace("_", "-").lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if first in _RTL_LANGUAGES else "ltr"


@lru_cache(maxsize=256)
def language_tag(text: str) -> str:
    """The tag in its usual form, or "" of what is none."""
    lower = text.strip().replace("_", "-").lower()
    match = _TAG.fullmatch(lower)
    if not match or match["language"] in _MEANT:
        return ""
    parts = (
        match["language"] + match["extended"], (match["script"] or "").title(), (match["region"] or "").upper(),
        match["rest"].strip("-"),
    )  # fmt: skip
    return "-".join(part for part in parts if part)


def language_hint(text: str) -> str:
    """What to write in place of a text that is no tag."""
    bare = text.strip().lower()
    meant = _MEANT.get(bare) or _MEANT.get(re.split(r"[-_]", bare)[0]) or language_tag(re.sub(r"[\s.].*", "", bare))
    joined = language_tag("-".join(bare.split()))
    return f"write {joined or meant}" if joined or meant else "write a tag such as en, zh-Hans, zh-Hant"
