"""Dates in words, and which language serves which."""

import pytest

from site_builder.common.dates import parse_date
from site_builder.theme.i18n import Locale, catalogue_for


@pytest.mark.parametrize(
    ("text", "english", "simplified", "traditional"),
    [
        ("2024-02-19", "19 February 2024", "2024年2月19日", "2024年2月19日"),
        ("2024-02", "February 2024", "2024年2月", "2024年2月"),
        ("2024", "2024", "2024年", "2024年"),
        ("2023?", "2023 (uncertain)", "2023年（存疑）", "2023年（存疑）"),
        ("1998~", "about 1998", "约1998年", "約1998年"),
        ("199X", "1990s", "1990年代", "1990年代"),
        ("2024-21", "spring 2024", "2024年春", "2024年春"),
        ("[2024-02-18,2024-02-19]", "18 or 19 February 2024", "2024年2月18日或19日", "2024年2月18日或19日"),
        ("[2024-01-31,2024-02-01]", "31 January 2024 or 1 February 2024", "2024年1月31日或2024年2月1日", "2024年1月31日或2024年2月1日"),
        ("[2024-06-19..2024-12]", "between 19 June 2024 and December 2024", "2024年6月19日至2024年12月之间", "2024年6月19日至2024年12月之間"),
        ("2024-06-19/..", "19 June 2024 or later", "2024年6月19日或以后", "2024年6月19日或以後"),
    ],
)  # fmt: skip
def test_dates_in_words(text: str, english: str, simplified: str, traditional: str) -> None:
    date = parse_date(text)
    assert [Locale(tag).date(date) for tag in ("en", "zh-Hans", "zh-Hant")] == [english, simplified, traditional]


@pytest.mark.parametrize(
    ("tag", "catalogue"),
    [("en", "en"), ("en-US", "en"), ("de", "en"), ("zh", "zh_Hans"), ("zh-CN", "zh_Hans"), ("zh-Hans", "zh_Hans"),
     ("zh-Hant", "zh_Hant"), ("zh-TW", "zh_Hant"), ("zh_HK", "zh_Hant"), ("zh-Hant-HK", "zh_Hant")],
)  # fmt: skip
def test_languages(tag: str, catalogue: str) -> None:
    assert catalogue_for(tag) == catalogue
