"""The keys of other generators, and slips in our own."""

from typing import Any

import pytest

from site_builder.article import Article, parse_article
from site_builder.problems import Level, Problem
from site_builder.spellings import nearest


def read(keys: str, *, name: str = "x.md", body: str = "Words.") -> tuple[Article | None, list[Problem]]:
    return parse_article(f"---\n{keys}\n---\n\n{body}\n".encode(), "x.md", name)


def good(keys: str, **options: Any) -> Article:
    found, problems = read(keys, **options)
    assert not problems
    assert found
    return found


SLIPS = {
    "withdrawnn": "withdrawn", "widthdrawn": "withdrawn", "Withdrwan": "withdrawn", "stauts": "status",
    "statsu": "status", "drfat": "draft", "darft": "draft", "pubished": "published", "privat": "private",
    "publishDaet": "publish_date", "expiryDat": "expiry_date", "hiden": "hidden", "corections": "corrections",
    "tilte": "title", "tgas": "tags", "sumary": "summary", "souce": "source", "langauge": "language",
    "noets": "notes", "chekced": "checked", "isue": "issue", "paeg": "page", "aliasses": "aliases",
}  # fmt: skip
# What themes and plugins of others read, and what archives may want to add.
OTHERS = """layout weight toc image images type types slug url guid id math comments updated lastmod modified
thumbnail cover series outputs menu theme template styles translationKey linkTitle header sidebar nav_order parent
redirect_to og_image featured cascade markup videos resources eleventyNavigation tag_list category_id categories_en topic
source_url title_en subhead blurb lead abstract subject creator publisher identifier format relation coverage issued
created created_at date_created date_modified last_modified_at updated_at post_id comment_status wp_id alt caption credit
gallery location city country geo place event people persons newspaper edition volume number column word_count version
state stats data css js colour logo hero heading standfirst editor translator isbn footnotes related next prev position
sort sticky pinned rating score robots canonical share tagline taxonomies extra paginate_by path render scans issue_number
weather mood archive_id description_zh pages_total"""


@pytest.mark.parametrize(("slip", "meant"), SLIPS.items())
def test_a_slip_is_found(slip: str, meant: str) -> None:
    assert nearest(slip) == meant


def test_keys_of_others_are_no_slips() -> None:
    assert [key for key in OTHERS.split() if nearest(key)] == []
    assert good("title: A\ndate: 2024\nweather: mild\ntitle_en: B").extra == {"weather": "mild", "title_en": "B"}


@pytest.mark.parametrize(
    ("key", "level"),
    [("corections", Level.WARNING), ("tgas", Level.WARNING), ("drfat", Level.ERROR), ("stauts", Level.ERROR)],
)
def test_a_slip_is_said_and_may_stop_the_article(key: str, level: Level) -> None:
    found, problems = read(f"title: A\ndate: 2024\n{key}: x")
    assert [(problem.level, problem.line) for problem in problems] == [(level, 4)]
    assert f"unknown key “{key}”" in problems[0].message
    assert bool(found) == (level is Level.WARNING)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("status: chekced", "did you mean “checked”?"),
        ("status: drfat", "did you mean “draft”?"),
        ("status: perhaps", "write unchecked or checked"),
        ("published: maybe", "write true or false"),
        ("hidden: sometimes", "write true or false"),
        ("draft: treu", ""),
        ("private: [x]", ""),
        ("publishDate: soon", "write the day"),
        ("expires: soon", "write the day"),
        ("publishDate: 2024-01-01\nembargo: 2040-01-01", "keep one"),
        ("draft: true\nDraft: maybe", "keep one"),
    ],
)
def test_what_cannot_be_told_is_not_published(keys: str, words: str) -> None:
    found, problems = read(f"title: A\ndate: 2024\n{keys}")
    assert found is None
    assert problems[0].line >= 4
    assert words in problems[0].hint


@pytest.mark.parametrize(
    "keys", ["draft: false\nDraft: true", "Draft: true\ndraft: false", "draft: no\npublished: false"]
)
def test_of_two_spellings_the_private_one_counts(keys: str) -> None:
    front = good(f"title: A\ndate: 2024\n{keys}").front
    assert front.draft


def test_two_spellings_of_one_key_lose_nothing() -> None:
    found = good(
        "title: A\ndate: 2024\ntags: [a, b]\nkeywords: [b, c]\nexcerpt: Short\nsummary: Long\nauthor: Ann\nauthors: [Bob]"
    )
    assert found.front.tags == ("a", "b", "c")
    assert (found.front.summary, found.extra["excerpt"]) == ("Long", "Short")
    assert [person.name for person in found.front.byline] == ["Ann", "Bob"]


def test_a_contradiction_counts_as_unchecked() -> None:
    found, problems = read("title: A\ndate: 2024\nstatus: unchecked\nchecked: {by: Ann}")
    assert found
    assert found.front.status == "unchecked"
    assert [problem.level for problem in problems] == [Level.WARNING]
