"""The pages of names: bars, what stands beside a name, lists by time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.article import Article
from site_builder.archive.frontmatter.model import FrontMatter
from site_builder.common.dates import parse_date
from site_builder.pages.redirects import Redirect
from site_builder.pages.spans import Span, divided, file_name, in_words, oldest_first
from site_builder.pages.terms import TermList, TermPage, plan
from site_builder.pages.timeline import axis_of
from site_builder.theme.i18n import Locale
from tests.conftest import Make, article
from tests.pages.test_pages import context

SIZE = 5
SETTINGS = f"title: A\npage_size: {SIZE}\n"

DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(["1949-03", "1949", "194X", "19XX", "1949-03-05~", "1949-03-05/1949-04-02", "1949-03-05/..", "[1939,1941]"]),
    st.integers(1, 28).map(lambda day: f"1949-03-{day:02}"),
    st.just("1949-03-05"),
)  # fmt: skip


def one(number: int, date: str) -> Article:
    return Article(f"{number}.md", FrontMatter(title="T", date=date), parse_date(date))


def spans(span: Span) -> Iterator[Span]:
    yield span
    for part in span.parts:
        yield from spans(part)


@given(st.lists(DATES, max_size=120), st.lists(DATES, max_size=20))
def test_every_article_is_listed_once_and_addresses_are_only_added(dates: list[str], more: list[str]) -> None:
    articles = [one(number, date) for number, date in enumerate([*dates, *more])]
    before, after = (divided(oldest_first(some), SIZE) for some in (articles[: len(dates)], articles))
    for span in (before, after):
        listed = [article.name for leaf in span.leaves for article in leaf.articles]
        assert sorted(listed) == sorted(article.name for article in span.articles)
        names = [file_name(part.key) for part in spans(span)]
        assert len(set(names)) == len(names)
    assert {part.key for part in spans(before)} <= {part.key for part in spans(after)}


def test_times_in_words() -> None:
    times = ["194x", "1949", "1949-03", "1949-03-05", "1949?", "?"]
    assert [in_words(key, Locale("en")) for key in times] == [
        "1940s", "1949", "March 1949", "5 March 1949", "1949, Date uncertain", "Date uncertain",
    ]  # fmt: skip
    assert [file_name(key) for key in times] == [
        "194x.html", "1949.html", "1949/03.html", "1949/03/05.html", "1949/undated.html", "undated.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "length", "first", "last", "number"),
    [
        (["1998-01-03", "1998-02-20", "19XX"], 10, "1998-01-03", "1998-02-20", 49),
        (["1998-01-03", "2000-06"], 7, "1998-01", "2000-06", 30),
        (["1900-01-01", "1999-12-31"], 4, "1900", "1999", 100),
        (["1705-01-01", "1999"], 3, "170x", "199x", 30),
        (["0999-12-31", "1000-01-01"], 10, "0999-12-31", "1000-01-01", 2),
        (["19XX"], 4, "", "", 0),
    ],
)
def test_the_axis_is_that_of_the_archive(
    make: Make, dates: list[str], length: int, first: str, last: str, number: int
) -> None:
    files = {f"articles/{number}.md": article(date=date) for number, date in enumerate(dates)}
    axis = axis_of(context(make(files, settings=SETTINGS)).archive)
    ends = (axis.units[0], axis.units[-1]) if axis.units else ("", "")
    assert (axis.length, *ends, len(axis.units)) == (length, first, last, number)


def planned(root: Path) -> dict[str, Any]:
    return {page.address: page.view for page in plan(context(root))}


def archive(number: int, step: int = 1, **keys: str) -> dict[str, str | bytes]:
    return {
        f"articles/a{n:03}.md": article(f"T{n}", f"{1900 + n // 10 * step}-{n % 10 + 1:02}-01", tags="[x]", **keys)
        for n in range(number)
    }


def test_bars_lead_to_where_the_articles_are(make: Make) -> None:
    found = planned(make({**archive(30), "articles/u.md": article(date="19XX", tags="[x]")}, settings=SETTINGS))
    view = found["tags/x.html"]
    assert isinstance(view, TermPage)
    assert view.timeline
    assert view.first
    assert view.last
    assert [(bar.text, bar.count, bar.href) for bar in view.timeline.bars][:2] == [
        ("January 1900", 1, "tags/x/1900.html#1900-01"), ("February 1900", 1, "tags/x/1900.html#1900-02")
    ]  # fmt: skip
    assert (sum(bar.count for bar in view.timeline.bars), view.timeline.uncertain) == (30, 1)
    for bar in view.timeline.bars:
        page, _, anchor = bar.href.partition("#")
        assert isinstance(found[page], TermList)
        assert anchor in [group.anchor for group in found[page].listed.groups]
    assert (view.first.note, view.last.note) == ("1 January 1900", "1 October 1902")
    assert [part.link.text for part in view.parts] == ["1900", "1901", "1902", "Date uncertain"]
    assert (found["tags/x/1901.html"].older.text, found["tags/x/1901.html"].newer.text) == ("1900", "1902")


def test_a_short_list_stands_on_the_page_of_the_name(make: Make) -> None:
    found = planned(make(archive(9), settings=SETTINGS))
    view = found["tags/x.html"]
    assert [group.anchor for group in view.listed.groups] == [""]
    assert [teaser.headline for group in view.listed.groups for teaser in group.teasers] == [f"T{n}" for n in range(9)]
    assert (view.timeline, view.first, view.parts) == (None, None, ())
    assert [address for address in found if address.startswith("tags/x/")] == []


def test_the_pages_that_a_long_list_had_lead_on(make: Make) -> None:
    found = planned(make(archive(23), settings=SETTINGS))
    former = {address: view.href for address, view in found.items() if isinstance(view, Redirect)}
    assert former == {
        "tags/x/page-1.html": "tags/x/1900.html", "tags/x/page-2.html": "tags/x/1900.html",
        "tags/x/page-3.html": "tags/x/1901.html",
    }  # fmt: skip


def test_what_comes_down_to_one_list_stands_on_the_page_of_the_name(make: Make) -> None:
    found = planned(
        make({f"articles/{n:03}.md": article(f"T{n}", "1949-03-05", tags="[x]") for n in range(49)}, settings=SETTINGS)
    )
    assert [
        address for address, view in found.items() if address.startswith("tags/x") and not isinstance(view, Redirect)
    ] == ["tags/x.html"]
    assert found["tags/x/page-8.html"].href == "tags/x.html"
    found = planned(make({"articles/more.md": article("U", "1949-03-05", tags="[x]")}, settings=SETTINGS))
    view = found["tags/x.html"]
    assert [part.link.href for part in view.parts] == ["tags/x/1949/03/05.html"]
    assert len(view.oldest.groups[0].teasers) == SIZE
    newest, older = found["tags/x/1949/03/05.html"], found["tags/x/1949/03/05/page-1.html"]
    assert (newest.pager.older.href, len(older.listed.groups[0].teasers)) == ("tags/x/1949/03/05/page-1.html", 25)


def test_a_name_of_digits_has_a_folder_apart_from_those_of_names(make: Make) -> None:
    register = (
        "addresses:\n"
        + '- {kind: "tags", name: "2", address: "tags/2"}\n'
        + '- {kind: "tags", name: "1900", address: "tags/2/1900"}\n'
    )
    files = {name: str(text).replace("[x]", "['2', '1900']") for name, text in archive(25).items()}
    found = planned(make({**files, "addresses.yaml": register}, settings=SETTINGS))
    assert {"tags/2.html", "tags/2/1900.html", "tags/2-/1900.html", "tags/2/1900-/1900.html"} <= set(found)


def test_names_beside_a_name_are_those_that_share_most_articles(make: Make) -> None:
    tags = [("a", "b"), ("a", "b", "c"), ("a", "c"), ("a", "b"), *[("a",)] * 8]
    files = {
        f"articles/{n}.md": article(tags=f"[{', '.join(one)}]", byline="[P]", mentions="[M, a]")
        for n, one in enumerate(tags)
    }
    files["articles/many.md"] = article(tags=f"[a, c, {', '.join(f't{n}' for n in range(60))}]")
    view = planned(make(files, settings=SETTINGS))["tags/a.html"]
    assert [(link.text, link.count) for link in view.subjects] == [("a", 12), ("M", 12), ("b", 3), ("c", 2)]
    assert [(link.text, link.count) for link in view.authors] == [("P", 12)]


def test_an_author_and_a_person_of_one_name_lead_to_each_other(make: Make) -> None:
    found = planned(make({"articles/a.md": article(byline="[P]", mentions="[P, Q]")}))
    assert found["people/p.html"].namesake.href == "persons/p.html"
    assert found["persons/p.html"].namesake.href == "people/p.html"
    assert found["persons/q.html"].namesake is None


def test_a_name_leads_to_those_that_the_authority_file_names(make: Make) -> None:
    names = "tags:\n- {name: a, see_also: [B, c, gone]}\n- {name: b, variants: [B]}\n- {name: c, see_also: a}\n- gone\n"
    found = planned(make({"authorities.yaml": names, "articles/a.md": article(tags="[a, b, c]")}))
    leads = {name: [link.href for link in found[f"tags/{name}.html"].see_also] for name in "abc"}
    assert leads == {"a": ["tags/b.html", "tags/c.html"], "b": [], "c": ["tags/a.html"]}


@pytest.mark.parametrize(
    ("address", "search"),
    [
        ("tags/xi-ning", "search.html?tag=%E8%A5%BF%E5%AE%81"), ("sections/a-b", "search.html?section=A+%26+B"),
        ("people/p", "search.html?author=P"), ("persons/q-r", "search.html?person=Q+R"),
    ],
)  # fmt: skip
def test_a_name_is_a_filter_of_the_search(make: Make, address: str, search: str) -> None:
    files = {"articles/a.md": article(byline="[P]", mentions="[Q R]", tags="[西宁]", section="A & B")}
    page = planned(make(files))[f"{address}.html"]
    assert page.search == search
    assert page.occurrences == ("search.html?q=%22Q+R%22&view=places" if address == "persons/q-r" else "")


def test_a_list_does_not_repeat_what_all_of_it_share(make: Make) -> None:
    files = {
        "articles/a.md": article(byline="[P]", section="S"), "articles/b.md": article(byline="[Q]", section="S"),
        "articles/c.md": article(byline="[P, Q]", section="T"),
    }  # fmt: skip
    found = planned(make(files))
    lists = {name: found[f"{name}.html"].listed.without for name in ("people/p", "sections/s", "sections/t")}
    assert lists == {"people/p": (), "sections/s": ("section",), "sections/t": ("section",)}


def test_an_article_touches_the_pages_of_its_names_only(make: Make) -> None:
    root = make(archive(30, byline="[P]"), settings=SETTINGS)
    make({f"articles/b{n}.md": article(f"U{n}", f"1902-02-{n + 10}", tags="[y]", byline="[P]") for n in range(12)})
    before = planned(root)
    make({"articles/b3.md": article("U3", "1902-02-13", tags="[y, z]", byline="[P]")})
    after = planned(root)
    changed = {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}
    assert changed == {"tags/index.html", "tags/z.html"}
    make({"articles/b3.md": article("U3", "1902-02-13", tags="[x, y]", byline="[P]")})
    changed = {address for address, view in planned(root).items() if before.get(address) != view}
    assert {"tags/x.html", "tags/y.html", "tags/index.html", "people/p.html"} >= {a for a in changed if "x/" not in a}
