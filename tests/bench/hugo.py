"""The generated archive as a Hugo expert would keep it: layouts in `hugo-site/` beside this file, front matter for Hugo.

Where there was a choice, Hugo has the cheaper one. Its links begin at the domain's root, so that a calendar can be drawn
once for all pages (ours are relative, for a site that works from a disk); its interface words stand in the layouts and
need no catalogue; the order of the indexes, for which Chinese names must be read, is given as data; links between
articles are final, and not checked; front matter is TOML, which it reads faster than YAML. What stays the same is cached
where that was measured to be faster: a teaser is not. Nothing that Hugo can leave out is made: no RSS, no aliases, no ids
of headings, no typographer. Long lists have numbered pages, as Hugo makes them, in place of pages by time. What our
site has beside this (`compare.MORE`, and more on each page) is not made a second time.

`hugo build` draws everything each time, whatever changed; there is no setting that spares it that.
"""

import itertools
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from site_builder.archive.addresses import slug
from site_builder.theme.folders import theme_folder
from tests.generated import Text

SITE = Path(__file__).with_name("hugo-site")
ON_ONE_PAGE = 600  # as in `site_builder.pages.terms`
Group = dict[str, Any]
_LINK = re.compile(r"\((\d+)\.md\)")


def write_article(root: Path, text: Text) -> Path:
    """Write an article into the site, over the one that is there."""
    front = {
        "title": text.title, "date": f"{text.day}T12:{59 - int(text.name[-2:]):02}:00Z", "type": "article",
        "language": text.language, "page": text.page, "tags": text.tags, "people": [name for name, _ in text.byline],
        "roles": [role for _, role in text.byline], "sections": [text.section], "years": [text.day[:4]],
        "months": [text.day[:7]], "days": [text.day], "summary": text.summary,
        "notes": [{"at": text.noted, "text": text.note}] if text.note else [],
    }  # fmt: skip
    body = _LINK.sub(r"(\1.html)", text.body)
    if text.note:
        body = body.replace(text.noted, text.noted + "{{< note 1 >}}", 1)
    file = root / "content" / f"{text.name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"+++\n{_toml(front)}+++\n\n{body}\n", encoding="utf-8")
    return file


def _toml(front: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in front.items() if value)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_site(root: Path, texts: Iterable[Text]) -> None:
    """Write the whole site into a folder."""
    shutil.copytree(SITE, root)
    shutil.copytree(theme_folder() / "static", root / "static" / "static")
    names: dict[str, set[str]] = {"tags": set(), "people": set(), "sections": set()}
    for text in texts:
        write_article(root, text)
        names["tags"].update(text.tags)
        names["people"].update(name for name, _ in text.byline)
        names["sections"].add(text.section)
    indexes = {kind: list(_by_letter(found)) for kind, found in names.items()}
    for kind, groups in indexes.items():
        if len(names[kind]) > ON_ONE_PAGE:
            indexes[kind] = [page for group in groups for page in _pages(root, kind, group)]
    (root / "data").mkdir()
    (root / "data" / "indexes.json").write_text(json.dumps(indexes, ensure_ascii=False), encoding="utf-8")


def _by_letter(names: Iterable[str]) -> Iterator[Group]:
    read = sorted((slug(name), name) for name in names)
    for letter, group in itertools.groupby(read, lambda pair: pair[0][0].upper()):
        yield {"letter": letter, "names": [name for _, name in group]}


def _pages(root: Path, kind: str, group: Group) -> Iterator[Group]:
    """A page for each 600 names of a letter, as an index of more names than that has them."""
    letter, names = group["letter"], group["names"]
    for number, start in enumerate(range(0, len(names), ON_ONE_PAGE), 1):
        part = f"{letter}-{number}" if number > 1 else letter
        url = f"/{kind}/index/{part.lower()}.html"
        front = {"title": letter, "type": kind, "layout": "letter", "url": url, "build": {"list": "never"}}
        file = root / "content" / "letters" / f"{kind}-{part}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"+++\n{_toml(front)}+++\n", encoding="utf-8")
        yield {
            "letter": letter,
            "number": number,
            "url": url,
            "names": names[start : start + ON_ONE_PAGE],
            "all": len(names),
        }
