"""From an archive folder to a finished site, or the news that it is finished already.

If no file of archive, theme and program has changed since the last build, and none of the output, there is nothing to
do. To find that out, only the signatures of files are read. All the rest is in `run`, which takes time to import.
"""

import os
import time
from pathlib import Path

import msgspec

from site_builder.output.writer import has_leftovers, sibling
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.options import BuildOptions, BuildReport
from site_builder.pipeline.state import State, load_state, request
from site_builder.theme.folders import PACKAGE, template_folders, theme_folder

# What the builder reads by name.
_SETTINGS = ("archive.yaml", "coverage.yaml", "authorities.yaml", "addresses.yaml", "published.txt", "withdrawn.txt")


# A clock that shows an earlier day is wrong: it would take the articles of the past for those of the future.
_WRITTEN = "2026-11-21T00:00:00"


def build(
    root: Path, output: Path, *, base_url: str | None = None, with_search: bool = True, drafts: bool = False,
    now: str = "", options: BuildOptions | None = None,
) -> BuildReport:  # fmt: skip
    """Build the archive in `root` into `output`. Raises BuildError; then the output is as it was.

    Articles that are dated later than `now` (in UTC; "": the clock's) or have expired then are left out, as other
    drafts are; with `drafts` they are shown, and names that only they have get no lasting address.
    """
    started = time.perf_counter()
    now = now or clock()
    options = options or BuildOptions()
    if drafts:
        options = msgspec.structs.replace(options, keep_addresses=False)
    wanted = request(
        root, base_url=base_url, with_search=with_search, keep_addresses=options.keep_addresses, drafts=drafts
    )
    state = load_state(sibling(output, "state") / "state", wanted, now)
    if options.force:
        state = State(wanted, root=state.root)
    inputs = Inputs(state.inputs, time.time_ns())
    survey(root, inputs)
    done = state.inputs and (state.indexed or not options.index)
    if done and inputs.unchanged() and state.is_output_unchanged(output) and not has_leftovers(output):
        report = BuildReport(pages=state.html, unchanged=len(state.files), articles=state.articles)
        report.front, report.problems = "index.html" in state.files, list(state.problems)
        report.left_out, report.skipped = state.left_out, state.skipped
    else:
        from site_builder.pipeline.run import run

        report = run(root, output, options, state=state, inputs=inputs, now=now)
    report.seconds = time.perf_counter() - started
    return report


def clock() -> str:
    """The instant that the system's clock shows, or SOURCE_DATE_EPOCH, by which a build can be repeated."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        shown = time.gmtime(int(seconds))
    except (ValueError, OverflowError, OSError):  # not set, or no time that there is
        shown = time.gmtime()
    return max(time.strftime("%Y-%m-%dT%H:%M:%S", shown), _WRITTEN)


def survey(root: Path, inputs: Inputs) -> None:
    """List every file that the site depends on. Raises BuildError."""
    own = (root / name for name in ("articles", "pages", "media", "about", "static"))
    for folder in (*own, theme_folder() / "static"):
        inputs.walk(folder)
    for folder in (*template_folders(root), PACKAGE):
        inputs.walk(folder, every=True)
    for name in _SETTINGS:
        inputs.add(root / name)
