"""How an article is cited, in words: in English as Chicago cites a newspaper, in 简体 by GB/T 7714-2015 (as [N], and as
[N/OL] where it has an address), in 繁體 as footnotes in Taiwan and Hong Kong do.

All styles are one table, `STYLES`, of templates for the parts, which stand in the same order in each. Names are given
as they are printed: which part of one is the family's cannot be known, so the English form is that of a note. The day
on which a reader saw the page is not known here either: a script (static/cite/main.js) fills it in.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

import msgspec
from markupsafe import Markup

from site_builder.pages.articles import ArticlePage
from site_builder.pages.credits import Credits
from site_builder.pages.view import Site
from site_builder.render.environment import escape
from site_builder.theme.i18n import Locale


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How one language cites: templates of the parts, in their order.

    What follows a name, a headline or the whole is left out after a mark that closes a sentence, such as “!”.
    """

    between: str  # names
    last: str  # before the last of them
    most: int  # names that are given; of more, the first `shown`, and `others`
    shown: int
    others: str
    people: str  # after the names
    title: tuple[str, str]  # before and after the headline
    closed: str  # after a headline that closes with a mark
    inner: tuple[str, str]  # quotation marks of a headline, and those that it gets
    paper: tuple[str, str]
    place: str  # of the paper, where its name does not hold it
    date: str  # after the paper
    estimated: str  # a date that is not certain
    numeric: bool  # whether a date is 2024-02-19
    page: str
    pages: str
    accessed: str  # the day on which the page was read; for the script
    calendar: str  # a locale whose dates are of the form that is wanted, or “iso”
    archive: str
    address: str
    end: str


STYLES = {
    "en": Style(
        between=", ", last=" and ", most=3, shown=1, others=" et al.", people=", ",
        title=("“", ",” "), closed="” ", inner=("“”", "‘’"), paper=("<cite>", "</cite>"), place=" ({})",
        date=", {}", estimated="{}", numeric=False, page=", p. {}", pages=", pp. {}",
        accessed=", accessed {}", calendar="en-GB", archive=", {}", address=", {}", end=".",
    ),
    "zh_Hans": Style(
        between=", ", last=", ", most=3, shown=3, others=", 等", people=". ",
        title=("", "{marker}. "), closed="{marker}. ", inner=("", ""), paper=("", ""), place="",
        date=", {}", estimated="[{}]", numeric=True, page="({})", pages="({})",
        accessed="[{}]", calendar="iso", archive=". {}", address=". {}", end=".",
    ),
    "zh_Hant": Style(
        between="、", last="、", most=3, shown=1, others="等", people="，",
        title=("〈", "〉，"), closed="〉，", inner=("〈〉", "《》"), paper=("《", "》"), place="（{}）",
        date="，{}", estimated="{}", numeric=False, page="，第{}版", pages="，第{}版",
        accessed="，檢索日期：{}", calendar="zh-TW", archive="，{}", address="，{}", end="。",
    ),
}  # fmt: skip
_CLOSED = re.compile("[.!?…。！？．؟。‼⁈⁉][\"'”’」』）)\\]]*$")


def style_for(catalogue: str) -> Style:
    """The style of an interface's language; a language that has none cites as English does."""
    return STYLES.get(catalogue, STYLES["en"])


def citation(site: Site, locale: Locale, page: ArticlePage, *, by: Credits) -> Markup:
    """How to cite the article of a page, with a link to its permanent address."""
    style = style_for(locale.catalogue)
    text = _opening(style, page, by) + _paper(style, site, page) + _access(style, site, page)
    return Markup(text if _is_closed(text) else text + style.end)  # noqa: S704 - its parts are escaped


def _is_closed(text: str) -> bool:
    """Whether a mark closes it; looked for at its end only, since it may be long."""
    return _CLOSED.search(text, len(text) - _MARKS) is not None


_MARKS = 6


def _opening(style: Style, page: ArticlePage, by: Credits) -> str:
    """The authors and the headline."""
    names = [_isolated(escape(name)) for name in by.authors]
    people = _listed(style, names)
    if people:
        people += style.people.lstrip(".") if _is_closed(people) else style.people
    title, marker = str(escape(page.headline)), "[N/OL]" if page.permalink else "[N]"
    if style.inner[0] and not title.isascii():
        title = title.translate(_quotes(*style.inner))
    after = style.closed if _is_closed(title) else style.title[1]
    return people + style.title[0] + _isolated(title) + after.replace("{marker}", marker)


def _isolated(text: str) -> str:
    """Words that may run from right to left, so that what stands around them keeps its order."""
    return f"<bdi>{text}</bdi>" if _RIGHT_TO_LEFT.search(text) else text


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def _listed(style: Style, names: list[str]) -> str:
    if len(names) > style.most:
        return style.between.join(names[: style.shown]) + style.others
    return style.last.join(part for part in (style.between.join(names[:-1]), *names[-1:]) if part)


@lru_cache
def _quotes(own: str, others: str) -> dict[int, int]:
    return str.maketrans(own, others)


def _paper(style: Style, site: Site, page: ArticlePage) -> str:
    """The paper, the date and the page."""
    name = page.publication or site.title
    first, last = style.paper if name[:1] not in ("《", "〈") else ("", "")
    place = style.place.format(escape(page.place)) if page.place and page.place not in name else ""
    text = first + escape(name) + last + place + style.date.format(escape(_date(style, page)))
    number = page_number(page.page)
    several = not number.isalnum() and re.search(r"\d\D+\d", number)
    return text + ((style.pages if several else style.page).format(escape(number)) if number else "")


def _date(style: Style, page: ArticlePage) -> str:
    """The date; what GB/T does not write in numbers, an estimate, is said in words."""
    if style.numeric and (not page.uncertain or page.edtf == page.published):
        return page.published[:10]
    return style.estimated.format(page.date) if page.uncertain else page.date


@lru_cache(1 << 12)
def page_number(text: str) -> str:
    """A page as it is cited: 03 and 第3版 are 3."""
    found = re.sub(r"^第\s*|\s*版$", "", text.strip())
    return found.lstrip("0") or found if found.isdigit() else found


def _access(style: Style, site: Site, page: ArticlePage) -> str:
    """Where it can be read: the archive, if it has another name than the paper, and the address."""
    return "".join(_access_parts(style, site, page))


def _access_parts(style: Style, site: Site, page: ArticlePage) -> Iterator[str]:
    if page.permalink:
        yield _gap(style)
    if page.publication and not _same(page.publication, site.title):
        yield style.archive.format(escape(site.title))
    if page.permalink:
        link = f'<a href="{escape(page.permalink)}">{escape(readable(page.permalink))}</a>'
        yield style.address.format(link)


@lru_cache
def _gap(style: Style) -> str:
    return f'<span class="accessed" data-calendar="{style.calendar}" data-words="{style.accessed}"></span>'


@lru_cache
def _same(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces and marks."""
    return re.sub(r"\W", "", one).casefold() == re.sub(r"\W", "", other).casefold()


def readable(address: str) -> str:
    """A URL with its letters of other scripts as they are, for people; what cannot be seen stays encoded."""
    return address if "%" not in address else _ENCODED.sub(lambda found: _decoded(found[0]), address)


_ENCODED = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def _decoded(encoded: str) -> str:
    text = unquote(encoded, errors="replace")
    return text if text.isprintable() and "\ufffd" not in text else encoded
