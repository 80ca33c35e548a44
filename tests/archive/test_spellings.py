"""The keys of other generators, and slips in our own."""

from typing import Any

import pytest

from site_builder.archive.article import Article, parse_article
from site_builder.archive.frontmatter.keys import nearest
from site_builder.common.problems import Level, Problem


def read(keys: str, *, name: str = "x.md", body: str = "Words.") -> tuple[Article | None, list[Problem]]:
    found, problems = parse_article(f"---\n{keys}\n---\n\n{body}\n".encode(), "x.md", name)
    return found.article if found else None, problems


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
gallery location city country geo place event newspaper edition volume number column word_count version
state stats data css js colour logo hero heading standfirst editor translator isbn footnotes related next prev position
sort sticky pinned rating score robots canonical share tagline taxonomies extra paginate_by path render scans issue_number
states publication_date draft_id
private_notes expires_in visible_to status_note public_notes issue_no rights_holder weather mood archive_id description_zh pages_total"""


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


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("Ann Lee, Bob Roe", ["Ann Lee", "Bob Roe"]),
        ("Ann Lee and Bob Roe", ["Ann Lee", "Bob Roe"]),
        ("Ann Lee & Bob Roe", ["Ann Lee", "Bob Roe"]),
        ("Ann Lee, Bob van Roe, and Cy Young", ["Ann Lee", "Bob van Roe", "Cy Young"]),
        ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("张三，李四", ["张三", "李四"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三, 李四", ["张三", "李四"]),
        ("张三；李四", ["张三", "李四"]),
        ("Smith, John", ["Smith, John"]),
        ("Martin Luther King, Jr.", ["Martin Luther King, Jr."]),
        ("Martin Luther King, Jr., Ann Lee", ["Martin Luther King, Jr.", "Ann Lee"]),
        ("Procter & Gamble", ["Procter & Gamble"]),
        ("Ann and Bob Smith", ["Ann and Bob Smith"]),
        ("John Smith and Sons Ltd", ["John Smith and Sons Ltd"]),
        ("Ann Lee, Reuters", ["Ann Lee, Reuters"]),
        ("Ann Lee, New York Times", ["Ann Lee, New York Times"]),
        ("Department of Arts and Ministry of Culture", ["Department of Arts and Ministry of Culture"]),
        ("Gabriel García Márquez", ["Gabriel García Márquez"]),
    ],
)
def test_authors_in_one_text_are_parted_where_each_is_a_name(written: str, names: list[str]) -> None:
    found = good(f"title: A\ndate: 2024\nauthor: '{written}'")
    assert [person.name for person in found.front.byline] == names


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("mentions: [Ann Lee, '']", ("Ann Lee",)),
        ("mentions: 邓小平、江泽民", ("邓小平", "江泽民")),
        ("mentions: 'Lee, Ann'", ("Lee, Ann",)),
        ("people: [Ann Lee]\nmentions: [Bob Roe]", ("Bob Roe", "Ann Lee")),
        ("persons: Ann Lee and Bob Roe", ("Ann Lee", "Bob Roe")),
    ],
)
def test_people_in_the_text(keys: str, names: tuple[str, ...]) -> None:
    found = good(f"title: A\ndate: 2024\n{keys}")
    assert (found.front.mentions, found.extra) == (names, {})


def test_people_with_more_than_names_are_another_key() -> None:
    found, problems = read("title: A\ndate: 2024\npeople: [{name: Ann, role: editor}]")
    assert found
    assert found.extra == {"people": [{"name": "Ann", "role": "editor"}]}
    assert [(problem.level, "mentions" in problem.hint) for problem in problems] == [(Level.WARNING, True)]


@pytest.mark.parametrize(
    ("keys", "file", "section", "tags"),
    [
        ("categories: [News, Sports, Local]", "x.md", "News", ("Sports", "Local")),
        ("categories: [News, Sports]\ntags: [x, Sports]", "x.md", "News", ("x", "Sports")),
        ("category: News\ncategories: [Sports, News]", "x.md", "News", ("Sports",)),
        ("section: Front\ncategories: [News]", "x.md", "Front", ("News",)),
        ("categories: News, Sports", "x.md", "News", ("Sports",)),
        ("section: Arts, Culture", "x.md", "Arts, Culture", ()),
        ("categories: []", "x.md", "", ()),
        ("tags: a b", "2010-12-03-x.md", "", ("a", "b")),
        ("tags: a b", "x.md", "", ("a b",)),
        ("tags: a b, c", "2010-12-03-x.md", "", ("a b", "c")),
        ("tags: 甲、乙；丙", "x.md", "", ("甲", "乙", "丙")),
        ("categories: a b", "2010/2010-12-03-x.md", "a", ("b",)),
        ("tags: [~, null, '~', x]", "x.md", "", ("~", "x")),
    ],
)
def test_categories_and_tags_all_stay(keys: str, file: str, section: str, tags: tuple[str, ...]) -> None:
    front = good(f"title: A\ndate: 2024\n{keys}", name=file).front
    assert (front.section, front.tags) == (section, tags)


@pytest.mark.parametrize(
    ("file", "keys", "date"),
    [
        ("_posts/2010-12-03-snow.md", "", "2010-12-03"),
        ("2010-12-03.md", "", "2010-12-03"),
        ("2010-12-03-snow/story.md", "", "2010-12-03"),
        ("2010-01-01/2010-12-03-snow.md", "", "2010-12-03"),
        ("2010-12-03-snow.md", "date: ''", "2010-12-03"),
        ("2010-12-03-snow.md", "date: 2011", "2011"),
        ("snow.md", "pubDate: 'Jul 08 2022'", "2022-07-08"),
    ],
)
def test_the_date_may_stand_in_the_name(file: str, keys: str, date: str) -> None:
    assert good(f"title: A\n{keys}", name=file).date.edtf == date


@pytest.mark.parametrize("file", ["x.md", "20101203.md", "2010-12-03x.md", "a2010-12-03-x.md", "2010/12/03/x.md"])
def test_no_other_name_is_a_date(file: str) -> None:
    found, problems = read("title: A", name=file)
    assert found is None
    assert "date" in problems[0].message


@pytest.mark.parametrize(
    ("keys", "body", "name", "title"),
    [
        ("", "# The *first* [words](x.md) here\n\nMore.", "x.md", "The first words here"),
        ("title: ''", "Words.", "x.md", "Words."),
        ("title: ~", "", "2010-12-03-first-snow.md", "first snow"),
        ("title:", "<img src='a.png'>\n\nIt snowed.", "x.md", "It snowed."),
        ("title: ' '", "A long beginning that goes on and on, and never comes to an end.", "x.md", "A long beginning that goes on and on …"),
    ],
)  # fmt: skip
def test_a_title_is_supplied_where_none_is_given(keys: str, body: str, name: str, title: str) -> None:
    found, problems = read(f"date: 2024\n{keys}", body=body, name=name)
    assert found
    assert (found.front.title, found.front.title_origin) == (title, "supplied")
    assert [problem.level for problem in problems] == [Level.WARNING]
    assert title not in problems[0].message


def test_entities_in_a_title_are_characters_but_for_one_that_was_printed_so() -> None:
    entities = "title: 'Capitol&#8217;s &lt;b&gt; &amp; co'\ndate: 2024"
    assert good(entities).front.title == "Capitol’s <b> & co"
    assert "&#8217;" in good(f"{entities}\nsource: [{{file: p.txt, lines: [1]}}]").front.title


@pytest.mark.parametrize("source", ["Digital.gov", "https://example.org/x", "[Reuters]"])
def test_a_source_that_is_no_page_is_kept_aside(source: str) -> None:
    found = good(f"title: A\ndate: 2024\nsource: {source}\nstatus: draft")
    assert found.front.source == ()
    assert found.extra["source"] == [source.strip("[]")]
    assert found.front.draft


def test_a_source_that_is_a_page_is_one() -> None:
    assert good("title: A\ndate: 2024\nsource: p1.txt").front.source[0].file == "p1.txt"
    withdrawn = "title: A\ndate: 2024\nsource: p1\nwithdrawn: {date: 2024, reason: x}"
    assert good(withdrawn).front.source[0].file == "p1"


def test_a_slip_within_a_value_is_said() -> None:
    found, problems = read("title: A\ndate: 2024\nsource:\n- file: p.txt\n  line: '3'")
    assert found
    assert "unknown key “line” in “source”" in problems[0].message


@pytest.mark.parametrize("keys", ["status: unchecked\nchecked: yes", "status: checked\nchecked: no"])
def test_what_says_both_counts_as_unchecked(keys: str) -> None:
    found, problems = read(f"title: A\ndate: 2024\n{keys}")
    assert found
    assert found.front.status == "unchecked"
    assert [problem.line for problem in problems] == [5]
    assert "it counts as unchecked" in problems[0].message
