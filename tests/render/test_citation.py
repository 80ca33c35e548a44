"""Citations in words: every style, as a table of cases."""

from typing import Any

import msgspec
import pytest

from site_builder.common.dates import parse_date
from site_builder.pages.articles import ArticlePage, Person
from site_builder.pages.credits import credits_of
from site_builder.pages.view import Site
from site_builder.render.citation import STYLES, citation, page_number, readable, style_for
from site_builder.theme.i18n import Locale

URL = "https://x.example/2024/a.html"
_BLANK = {"str": "", "bool": False, "int": 0}


def blank(struct: type[Any], **values: Any) -> Any:
    """A struct of empty values but for those that are given."""
    empty = {
        field.name: _BLANK.get(getattr(field.type, "__name__", ""), () if "uple" in str(field.type) else None)
        for field in msgspec.structs.fields(struct)
        if field.required
    }
    return struct(**{**empty, **values})


def people(*names: str) -> tuple[Person, ...]:
    """Persons, from `name` or `role:name`."""
    split = [name.rpartition(":") for name in names]
    return tuple(Person(name, role, "") for role, _, name in split)


def cite(
    language: str, date: str = "2024-02-19", *, by: tuple[str, ...] = (), site: str = "Archive", **values: Any
) -> str:
    """The citation of an article as text, with the place of the day of access shown as ▯."""
    locale, when = Locale(language), parse_date(date)
    page = blank(
        ArticlePage, title="", people=people(*by), date=locale.date(when), edtf=when.edtf, published=when.published,
        uncertain=when.uncertain, **{"headline": "Title", "publication": "The Courier", **values},
    )  # fmt: skip
    text = str(citation(blank(Site, title=site), locale, page, by=credits_of(page.people)))
    style = STYLES[locale.catalogue]
    access = f'<span class="accessed" data-calendar="{style.calendar}" data-words="{style.accessed}"></span>'
    return text.replace(access, "▯")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"by": ("Ann Lee",)}, "Ann Lee, “Title,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"by": ("Ann Lee", "Bo Lin")}, "Ann Lee and Bo Lin, “Title,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"by": ("A", "B", "C"), "site": "The courier"}, "A, B and C, “Title,” <cite>The Courier</cite>, 19 February 2024."),
        ({"by": ("A", "B", "C", "D"), "site": "The Courier"}, "A et al., “Title,” <cite>The Courier</cite>, 19 February 2024."),
        ({"by": ("A", "photographer:B", "Editor:C", "A")}, "A, “Title,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"by": ("photo:B", "editor:C")}, "B, “Title,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"by": ("editor:C",)}, "“Title,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"headline": "Who won?"}, "“Who won?” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"headline": "“Fire!”"}, "“‘Fire!’” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"headline": "A “whole” story"}, "“A ‘whole’ story,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"headline": "[Devised]"}, "“[Devised],” <cite>The Courier</cite>, 19 February 2024, Archive."),
        ({"headline": "<b> & co"}, "“&lt;b&gt; &amp; co,” <cite>The Courier</cite>, 19 February 2024, Archive."),
        (
            {"headline": "ماء", "by": ("يوسف",)},
            "<bdi>يوسف</bdi>, “<bdi>ماء</bdi>,” <cite>The Courier</cite>, 19 February 2024, Archive.",
        ),
        ({"page": "03"}, "“Title,” <cite>The Courier</cite>, 19 February 2024, p. 3, Archive."),
        ({"page": "A1"}, "“Title,” <cite>The Courier</cite>, 19 February 2024, p. A1, Archive."),
        ({"page": "1-3"}, "“Title,” <cite>The Courier</cite>, 19 February 2024, pp. 1-3, Archive."),
        ({"page": "1, 4"}, "“Title,” <cite>The Courier</cite>, 19 February 2024, pp. 1, 4, Archive."),
        ({"place": "Harbour"}, "“Title,” <cite>The Courier</cite> (Harbour), 19 February 2024, Archive."),
        ({"place": "Harbour", "publication": "The Harbour News"}, "“Title,” <cite>The Harbour News</cite>, 19 February 2024, Archive."),
        ({"publication": ""}, "“Title,” <cite>Archive</cite>, 19 February 2024."),
        ({"site": "What is news?"}, "“Title,” <cite>The Courier</cite>, 19 February 2024, What is news?"),
        ({"date": "1998?"}, "“Title,” <cite>The Courier</cite>, 1998 (uncertain), Archive."),
        ({"date": "2024-02-19~"}, "“Title,” <cite>The Courier</cite>, about 19 February 2024, Archive."),
        ({"date": "[2024-02-18,2024-02-19]"}, "“Title,” <cite>The Courier</cite>, 18 or 19 February 2024, Archive."),
        (
            {"permalink": URL, "site": "The Courier"},
            f"“Title,” <cite>The Courier</cite>, 19 February 2024▯, <a href=\"{URL}\">{URL}</a>.",
        ),
    ],
)  # fmt: skip
def test_chicago(values: dict[str, Any], expected: str) -> None:
    assert cite("en", values.pop("date", "2024-02-19"), **values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"by": ("记者:樊娅楠",), "headline": "90天，签下245亿元!", "page": "2", "publication": "青海日报", "site": "青海日报"},
            "樊娅楠. 90天，签下245亿元![N]. 青海日报, 2024-02-19(2).",
        ),
        ({"by": ("甲", "乙", "丙")}, "甲, 乙, 丙. Title[N]. The Courier, 2024-02-19. Archive."),
        ({"by": ("甲", "乙", "丙", "丁")}, "甲, 乙, 丙, 等. Title[N]. The Courier, 2024-02-19. Archive."),
        ({"by": ("甲", "摄影:乙", "责任编辑：:丙")}, "甲. Title[N]. The Courier, 2024-02-19. Archive."),
        ({"by": ("J. Lee Jr.",)}, "J. Lee Jr. Title[N]. The Courier, 2024-02-19. Archive."),
        ({"headline": "为什么？"}, "为什么？[N]. The Courier, 2024-02-19. Archive."),
        ({"page": "第03版"}, "Title[N]. The Courier, 2024-02-19(3). Archive."),
        ({"page": "03"}, "Title[N]. The Courier, 2024-02-19(3). Archive."),
        ({"page": "1-3"}, "Title[N]. The Courier, 2024-02-19(1-3). Archive."),
        ({"date": "2024-02"}, "Title[N]. The Courier, 2024-02. Archive."),
        ({"date": "2024"}, "Title[N]. The Courier, 2024. Archive."),
        ({"date": "1998?"}, "Title[N]. The Courier, [1998年（存疑）]. Archive."),
        ({"date": "2024-21"}, "Title[N]. The Courier, [2024年春]. Archive."),
        ({"date": "[2024-02-18,2024-02-19]"}, "Title[N]. The Courier, [2024年2月18日或19日]. Archive."),
        ({"date": "2024-02-19T08:00:00+08:00"}, "Title[N]. The Courier, 2024-02-19. Archive."),
        ({"permalink": URL}, f"Title[N/OL]. The Courier, 2024-02-19▯. Archive. <a href=\"{URL}\">{URL}</a>."),
    ],
)  # fmt: skip
def test_gb_t_7714(values: dict[str, Any], expected: str) -> None:
    assert cite("zh-Hans", values.pop("date", "2024-02-19"), **values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"by": ("王芳", "李明"), "headline": "標題", "publication": "中國時報", "site": "中國時報", "page": "03"},
            "王芳、李明，〈標題〉，《中國時報》，2024年2月19日，第3版。",
        ),
        ({"headline": "讀〈背影〉", "publication": "《申報》", "place": "上海"}, "〈讀《背影》〉，《申報》（上海），2024年2月19日，Archive。"),
        ({"by": ("甲", "乙", "丙", "丁")}, "甲等，〈Title〉，《The Courier》，2024年2月19日，Archive。"),
        ({"headline": "誰？"}, "〈誰？〉，《The Courier》，2024年2月19日，Archive。"),
        ({"permalink": URL}, f"〈Title〉，《The Courier》，2024年2月19日▯，Archive，<a href=\"{URL}\">{URL}</a>。"),
    ],
)  # fmt: skip
def test_traditional_chinese(values: dict[str, Any], expected: str) -> None:
    assert cite("zh-Hant", **values) == expected


@pytest.mark.parametrize(("text", "number"), [("", ""), ("0", "0"), ("A03", "A03"), ("第一版", "一"), (" 3版", "3")])
def test_the_number_of_a_page(text: str, number: str) -> None:
    assert page_number(text) == number


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.example/2024/%E8%BF%88%E5%90%91.html", "https://x.example/2024/迈向.html"),
        ("https://x.example/a%20b%2Fc.html", "https://x.example/a%20b%2Fc.html"),
        ("https://x.example/%E2%80%AE.html", "https://x.example/%E2%80%AE.html"),  # turns what follows round
        ("https://x.example/%E3%80%80.html", "https://x.example/%E3%80%80.html"),  # a space
        ("https://x.example/%FF%E8.html", "https://x.example/%FF%E8.html"),
    ],
)
def test_an_address_is_readable(address: str, shown: str) -> None:
    assert readable(address) == shown


def test_who_did_what() -> None:
    found = credits_of(people("记者:甲", "摄影：:乙", "甲", "編輯:丙", "Translator:丁", "摄影报道:戊"))
    assert (found.authors, found.photographers) == (("甲", "戊"), ("乙",))
    assert (found.editors, found.translators) == (("丙",), ("丁",))


def test_a_language_without_a_style_cites_as_english_does() -> None:
    assert [style_for(name) for name in ("fr", "zh_Hant")] == [STYLES["en"], STYLES["zh_Hant"]]
