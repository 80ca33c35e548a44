"""The box for a date on the page of all dates, opened from a disk."""

from pathlib import Path

import pytest

from site_builder.pipeline.build import build
from tests.browser import Tab, browser, tab  # noqa: F401 - the fixtures are used by name
from tests.conftest import article

TYPE = """(text) => {
  const form = document.querySelector('.go-to-date');
  form.querySelector('input').value = text;
  form.querySelector('button').click();
  return 1;
}"""
STATUS = "document.querySelector('.go-to-date [role=status]')"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("dates")
    (work / "archive" / "articles").mkdir(parents=True)
    (work / "archive" / "archive.yaml").write_text("title: Archive\n", encoding="utf-8")
    for number, day in enumerate(["1998-01-02", "1998-01-31", "2001-05", "2003"]):
        (work / "archive" / "articles" / f"{number}.md").write_text(article(day, day), encoding="utf-8")
    build(work / "archive", work / "site", with_search=False)
    return work / "site"


def test_a_date_leads_to_its_page_or_to_what_is_near(tab: Tab, site: Path) -> None:  # noqa: F811 - the fixture
    start = (site / "dates/index.html").as_uri()
    tab.goto(start)
    for text, near in [
        ("1998-01-05", ["1998-01-02", "1998-01-31"]),
        ("1900-01-01", ["1998-01-02"]),
        ("2005年", ["2003"]),
        ("1999/12", ["1998-01", "2001-05"]),
    ]:
        tab.evaluate(f"({TYPE})('{text}')")
        tab.wait_for(f"[...{STATUS}.querySelectorAll('a')].map((one) => one.textContent).join() === '{','.join(near)}'")
    for text in ("1998-02-30", "yesterday", "1998-13", ""):
        tab.evaluate(f"({STATUS}.textContent = '', ({TYPE})('{text}'))")
        tab.wait_for(f"{STATUS}.textContent.startsWith('Write a date')")
    assert tab.errors() == []
    for text, page in [
        ("19980131", "1998/01/31/index.html"),
        ("１９９８年１月２日", "1998/01/02/index.html"),
        ("2001.5", "2001/05/index.html"),
        ("2003", "2003/index.html"),
    ]:
        tab.goto(start)
        tab.leave(f"({TYPE})('{text}')")
        tab.wait_for(f"location.href.endsWith('/{page}')")
