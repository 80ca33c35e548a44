"""What stands where a line ended: spaces by script and marks, hyphens by the page's own words."""

import pytest

from site_builder.importers.pagetext.arrange import arrange
from site_builder.importers.pagetext.clean import tidy, visible
from site_builder.importers.pagetext.doubts import DoubtKind, in_words
from site_builder.importers.pagetext.joining import Hyphen, join, words_of


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["市里的桥", "通车了"], "市里的桥通车了"),
        (["用了Python", "语言"], "用了Python语言"),
        (["增长12", "34万元，全市人民"], "增长1234万元，全市人民"),
        (["他说：“市里的桥", "”通车了"], "他说：“市里的桥”通车了"),
        (["the new", "bridge"], "the new bridge"),
        (["railway.", "“It is the best we", "ever had,”", "said the librarian"], "railway. “It is the best we ever had,” said the librarian"),
        (["called it", "“a gift”", "and went"], "called it “a gift” and went"),
        (["he said “", "go”"], "he said “go”"),
        (["the word", "” he said"], "the word” he said"),
        (['cried "', "stop", '" and'], 'cried "stop" and'),
        (['"It is ours,"', "he said"], '"It is ours," he said'),
        (["the boys’", "club"], "the boys’ club"),
        (["saw ‘“", "it”’"], "saw ‘“it”’"),
        (["it rained—", "and how"], "it rained—and how"),
        (["it rained —", "and how"], "it rained — and how"),
        (["it rained", "—and how"], "it rained—and how"),
        (["it rained", "— and how"], "it rained — and how"),
        (["it rained--", "and how"], "it rained--and how"),
        (["it rained --", "and how"], "it rained -- and how"),
        (["LONDON, April 8.—", "The rain"], "LONDON, April 8.—The rain"),
        (["it rained …", "and how"], "it rained … and how"),
        (["it rained", "…and how"], "it rained …and how"),
        (["the bridge (", "new)"], "the bridge (new)"),
        (["the bridge (new", ") and"], "the bridge (new) and"),
        (["the bridge", "(new)"], "the bridge (new)"),
        (["and/", "or"], "and/or"),
        (["12", "34"], "12 34"),
        (["a", ".22 rifle"], "a .22 rifle"),
        (["in 1986-", "87 and"], "in 1986-87 and"),
        (["the Anglo-", "Saxon"], "the Anglo-Saxon"),
        (["of Bell-", "Lane"], "of Bell-Lane"),
        (["by e-", "mail"], "by e-mail"),
        (["the engi\u00ad", "neers"], "the engineers"),
        (["the engi¬", "neers"], "the engineers"),
        (["x =", "y"], "x = y"),
        (["다리가 어제", "열렸다"], "다리가 어제 열렸다"),
        (["Cây cầu mới được", "khánh thành"], "Cây cầu mới được khánh thành"),
        (["Новый мост был", "открыт"], "Новый мост был открыт"),
        (["Η νέα γέφυρα", "άνοιξε"], "Η νέα γέφυρα άνοιξε"),
        (["افتتح الجسر", "الجديد،"], "افتتح الجسر الجديد،"),
        (["สะพานใหม่", "เปิดแล้ว"], "สะพานใหม่เปิดแล้ว"),
        (["die „neue“", "Brücke"], "die „neue“ Brücke"),
        (["été à la", "école"], "été à la école"),
    ],
)  # fmt: skip
def test_line_ends(lines: list[str], expected: str) -> None:
    assert join([tidy(visible(line)) for line in lines]).text == expected


@pytest.mark.parametrize(
    ("lines", "elsewhere", "expected", "hyphens"),
    [
        (["the engi-", "neers came"], "Two engineers", "the engineers came", [Hyphen("engineers", False)]),
        (["the engi-", "neer’s hat"], "The Engineer", "the engineer’s hat", [Hyphen("engineer’s", False)]),
        (["the engi-", "neers came"], "", "the engi-neers came", [Hyphen("engi-neers", True)]),
        (["a half-", "marathon"], "the half-marathon of", "a half-marathon", []),
        (["seventy-", "five men"], "Seventy-five and seventyfive", "seventy-five men", [Hyphen("seventy-five", True)]),
        (["two-year-", "old"], "a two-year-old", "two-year-old", []),
        (["two-", "year-old"], "a two-year-old", "two-year-old", []),
        (["pre-", "and post-war"], "", "pre- and post-war", [Hyphen("pre- and", True)]),
        (["thous-", "and men"], "a thousand ships", "thousand men", [Hyphen("thousand", False)]),
        (["COUN-", "CIL MEETS"], "the council", "COUNCIL MEETS", [Hyphen("COUNCIL", False)]),
        (["Brük=", "ken"], "zwei Brükken", "Brükken", [Hyphen("Brükken", False)]),
        (["Brük=", "ken"], "", "Brük=ken", [Hyphen("Brük=ken", True)]),
        (["инже-", "неров"], "инженеров", "инженеров", [Hyphen("инженеров", False)]),
        (["the engi¬", "neers"], "", "the engineers", [Hyphen("engineers", False)]),
        (["re-", "cover"], "a re-", "re-cover", [Hyphen("re-cover", True)]),
    ],
)
def test_hyphens_by_the_words_of_the_page(
    lines: list[str], elsewhere: str, expected: str, hyphens: list[Hyphen]
) -> None:
    made = join(lines, words_of([elsewhere, "", *lines]))
    assert (made.text, list(made.hyphens)) == (expected, hyphens)


def test_parted_words_are_no_words_of_the_page() -> None:
    assert words_of(["the engi-", "neers came", "half-way"]) == {"the", "came", "half-way"}


def test_one_doubt_names_all_hyphens_of_an_article() -> None:
    page = """\
The new bridge over the Clear River was opened by engi-
neers of the town, who had been brought in from the mid-
lands by the council for two years of work on the bridge.
Two engineers stayed.
"""
    (article,) = arrange(page.splitlines()).articles
    (doubt,) = [one for one in article.doubts if one.kind is DoubtKind.HYPHENS]
    told = in_words(doubt, str)
    assert told.text == "Hyphens at line ends, to be checked: kept in mid-lands; dropped in engineers."
    assert told.lines == "1-4"
