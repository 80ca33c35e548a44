"""From an archive folder to a finished site, or the news that it is finished already.

If no file of archive, theme and program has changed since the last build, and none of the output, there is nothing to
do. To find that out takes no more than looking at the files; `making` has all the rest, and takes its time to import.
"""

import time
from pathlib import Path

from site_builder.ledger import Ledger
from site_builder.orders import Order, Report
from site_builder.state import State, load_state, request
from site_builder.storing import beside, left_over
from site_builder.theme import PACKAGE, template_folders, theme_folder

# What the builder reads by name.
_SETTINGS = ("archive.yaml", "authorities.yaml", "addresses.yaml", "published.txt")


def build(
    root: Path, output: Path, *, base_url: str | None = None, with_search: bool = True, order: Order | None = None
) -> Report:
    """Build the archive in `root` into `output`. Raises CannotGoOn; then the output is as it was."""
    started = time.perf_counter()
    order = order or Order()
    wanted = request(root, base_url=base_url, with_search=with_search, keep_addresses=order.keep_addresses)
    state = load_state(beside(output, "state") / "state", wanted)
    if order.force:
        state = State(wanted, root=state.root)
    ledger = Ledger(state.inputs, time.time_ns())
    survey(root, ledger)
    if state.inputs and ledger.same() and state.rests(output) and not left_over(output):
        report = Report(pages=state.html, unchanged=len(state.made), articles=state.articles)
        report.front, report.problems = "index.html" in state.made, list(state.problems)
    else:
        from site_builder.making import make

        report = make(root, output, order, state=state, ledger=ledger)
    report.seconds = time.perf_counter() - started
    return report


def survey(root: Path, ledger: Ledger) -> None:
    """Ask for every file that the site is made from. Raises CannotGoOn."""
    for folder in (root / "articles", root / "pages", root / "media", theme_folder() / "static", root / "static"):
        ledger.walk(folder)
    for folder in (*template_folders(root), PACKAGE):
        ledger.walk(folder, every=True)
    for name in _SETTINGS:
        ledger.add(root / name)
