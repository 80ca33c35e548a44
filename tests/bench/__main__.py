"""The benchmark: `make bench`, or `python -m tests.bench --help`. It prints tables in Markdown.

The two programs take turns, so that what else the machine does strikes both. Every edit is another one, of another
article, and must show on the article's page afterwards. A site that is not like the other ends it all, with exit code 1.
"""

import argparse
import datetime
import os
import platform
import random
import statistics
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from tests.bench import compare, hugo
from tests.bench.builders import OWN, Builder, builders, tool
from tests.bench.measure import Run, run
from tests.generated import Text, generate

CASES = ("cold", "nothing changed", "one body edited", "one title and tag edited")
SEEDS = Path(__file__).parents[2] / "seeds"
Times = dict[str, tuple[list[Run], list[Run]]]  # by case: of ours and of Hugo


class Edits:
    """Changes of articles, each another one."""

    def __init__(self, texts: list[Text], seed: int) -> None:
        self.texts, self.choose, self.number = texts, random.Random(seed), 0

    def make(self, case: str, pair: Sequence[Builder]) -> tuple[Text, str] | None:
        """Change an article for both programs, if the case is one of change: what it is now, and words new in it."""
        if case not in CASES[2:]:
            return None
        self.number += 1
        place = self.choose.randrange(len(self.texts))
        old = self.texts[place]
        new, words = self._body(old) if case == CASES[2] else self._title(old)
        self.texts[place] = new
        for builder in pair:
            builder.edit(new)
        return new, words

    def _body(self, text: Text) -> tuple[Text, str]:
        words = f"Edited as number {self.number}."
        return msgspec.structs.replace(text, body=f"{text.body}\n\n{words}"), words

    def _title(self, text: Text) -> tuple[Text, str]:
        title, tag = f"{text.title} ({self.number})", text.tags[0]
        while tag in text.tags:
            tag = self.choose.choice(self.texts).tags[-1]
        return msgspec.structs.replace(text, title=title, tags=(*text.tags[1:], tag)), title


def measured(pair: tuple[Builder, Builder], edits: Edits, runs: int) -> Times:
    """All cases in turn, `runs` times."""
    times: Times = {case: ([], []) for case in CASES}
    for number in range(runs):
        for case in CASES:
            edit = edits.make(case, pair)
            for builder, found in zip(pair, times[case], strict=True):
                if case == CASES[0]:
                    builder.clean()
                found.append(builder.build())
                if edit and not builder.shows(*edit):
                    raise SystemExit(f"{builder.name}: {case}, but {edit[0].name}.html does not show it")
            if number == 0 and case == CASES[0]:
                check(pair)
    return times


def check(pair: tuple[Builder, Builder]) -> None:
    """Show both sites, and stop if they are not alike."""
    ours, theirs = (builder.counted() for builder in pair)
    print(*compare.table(ours, theirs), "", sep="\n", flush=True)
    found = list(compare.differences(ours, theirs))
    if found:
        raise SystemExit("The sites are not alike, so no ratio is given:\n" + "\n".join(found))


def rows(times: Times, what: str) -> Iterator[str]:
    for case, both in times.items():
        ours, theirs = (statistics.median(run.seconds for run in runs) for runs in both)
        cpu = " / ".join(f"{statistics.median(run.cpu for run in runs):.2f}" for runs in both)
        largest = " / ".join(f"{max(run.largest for run in runs) / 1e6:.0f}" for runs in both)
        tree = " / ".join(f"{max(run.tree for run in runs) / 1e6:.0f}" for runs in both)
        yield f"| {what}: {case} | {ours:.2f} s | {theirs:.2f} s | {theirs / ours:.2f} | {cpu} s | {largest} MB | {tree} MB |"


def start_up(work: Path) -> Iterator[str]:
    """What a program costs that has next to nothing to do."""
    version = [OWN, "--version"]
    seeds = [OWN, "build", str(SEEDS), "-o", str(work / "seeds" / "site")]
    (work / "seeds").mkdir()
    run([seeds])
    for name, command in (("`site-builder --version`", version), ("the seed archive, nothing changed", seeds)):
        yield f"{name}: {1000 * statistics.median(run([command]).seconds for _ in range(10)):.0f} ms"


def machine(tools: Path) -> str:
    cpu = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    said = subprocess.run([tool(tools, "hugo/binaries/hugo"), "version"], check=True, capture_output=True, text=True)
    version = said.stdout.split()[1].partition("-")[0].partition("+")[0]
    day = datetime.datetime.now(tz=datetime.UTC).date()
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    return f"{cpu}, {cores} cores (load before: {load:.1f}), Python {platform.python_version()}, Hugo {version}, {day}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long a build takes, beside Hugo's of the same site.")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3, help="of each case, without search")
    parser.add_argument("--runs-search", type=int, default=1, help="of each case, with search")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tags", default="300", help="how many; or “many”, most of them used once")
    parser.add_argument("--search", type=int, choices=(0, 1), default=1, help="0: without search only")
    parser.add_argument("--tools", type=Path, default=Path(".venv-bench"), help="where Hugo and Pagefind are installed")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    about = machine(given.tools)
    tags = 0 if given.tags == "many" else int(given.tags)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        texts = generate(work / "archive", given.articles, seed=given.seed, tags=tags)
        hugo.write_site(work / "hugo", texts)
        edits = Edits(texts, given.seed)
        found = list(rows(measured(builders(work, given.tools, with_search=False), edits, given.runs), "pages"))
        if given.search:
            times = measured(builders(work, given.tools, with_search=True), edits, given.runs_search)
            found += rows(times, "with search")
        least = list(start_up(work))
    print(
        f"{given.articles:,} articles, {given.tags} tags; {about}. Medians of {given.runs} (search {given.runs_search})."
    )
    print("\n| | site-builder | Hugo | Hugo takes × | processor time | largest process | all processes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(*found, "", *least, sep="\n")


if __name__ == "__main__":
    main()
