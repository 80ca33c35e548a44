"""Language tags: their usual form, and what is none."""

import pytest

from site_builder.common.languages import direction, language_hint, language_tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"), ("EN", "en"), ("zh_CN", "zh-CN"), ("zh_Hans", "zh-Hans"), ("ZH-hant-tw", "zh-Hant-TW"),
        ("zh-cmn-Hans-CN", "zh-cmn-Hans-CN"), ("tlh", "tlh"), ("es-419", "es-419"), ("de-CH-1996", "de-CH-1996"),
        ("sl-rozaj-biske", "sl-rozaj-biske"), ("en-u-ca-buddhist", "en-u-ca-buddhist"), ("en-x-private", "en-x-private"),
        (" fr ", "fr"),
        ("", ""), ("klingon", ""), ("en US", ""), ("e", ""), ("en--US", ""), ("en-", ""), ("english", ""), ("cn", ""),
        ("zh_CN.UTF-8", ""), ("en-USA1", ""), ("中文", ""), ("x", ""), ("en-a", ""),
    ],
)  # fmt: skip
def test_a_tag_in_its_usual_form(written: str, tag: str) -> None:
    assert language_tag(written) == tag


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("en US", "write en-US"), ("klingon", "write tlh"), ("Chinese", "write zh-Hans"), ("cn", "write zh-Hans"),
        ("zh_CN.UTF-8", "write zh-CN"), ("", "write a tag such as en"), ("???", "write a tag such as en"),
    ],
)  # fmt: skip
def test_what_to_write_in_its_place(written: str, hint: str) -> None:
    assert language_hint(written).startswith(hint)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("ckb", "rtl"), ("ps-AF", "rtl"), ("yi", "rtl"), ("az-Arab", "rtl"),
        ("pa-Arab-PK", "rtl"), ("ar-Latn", "ltr"), ("en", "ltr"), ("zh-Hant", "ltr"), ("ku", "ltr"), ("zh-Hans-AR", "ltr"),
    ],
)  # fmt: skip
def test_the_direction_of_a_language(language: str, expected: str) -> None:
    assert direction(language) == expected
