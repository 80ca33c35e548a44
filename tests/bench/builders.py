"""The two programs that are measured, each with its site, its command and its way to change an article."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from tests import generated
from tests.bench import compare, hugo
from tests.bench.measure import Run, run
from tests.generated import Text

OWN = str(Path(sys.executable).with_name("site-builder"))


class Builder(msgspec.Struct, frozen=True):
    """A program that builds the generated articles in `source` into `output`, which lies in a folder of its own."""

    name: str
    source: Path
    output: Path
    commands: Sequence[list[str]]
    write: Callable[[Path, Text], Path]
    rules: compare.Rules

    def clean(self) -> None:
        """Put aside all that earlier builds left, so that the next is the first.

        It is removed with the rest when the benchmark ends: where thousands of files have just been deleted, ext4 takes ten times as long to make new
        ones for some minutes, whoever makes them, since it goes past each inode that was freed a short while ago.
        """
        aside = Path(tempfile.mkdtemp(dir=self.source.parent, prefix="aside-"))
        for left in (self.output.parent, self.source / "resources"):
            if left.exists():
                left.rename(aside / left.name)
        self.output.parent.mkdir()

    def build(self) -> Run:
        return run(self.commands)

    def edit(self, text: Text) -> None:
        """Write an article anew."""
        self.write(self.source, text)

    def shows(self, text: Text, words: str) -> bool:
        """Whether the words stand on the article's page."""
        return words in (self.output / f"{text.name}.html").read_text(encoding="utf-8")

    def counted(self) -> dict[str, compare.Count]:
        return compare.counted(self.output, self.rules)


def builders(work: Path, tools: Path, *, with_search: bool) -> tuple[Builder, Builder]:
    """Ours and Hugo. The folders `archive` and `hugo` in `work` hold the articles."""
    end = "-search" if with_search else ""
    archive, output = work / "archive", work / f"ours{end}" / "site"
    command = [OWN, "build", str(archive), "-o", str(output), *([] if with_search else ["--no-search"])]
    ours = Builder("site-builder", archive, output, [command], generated.write_article, compare.OURS)
    site, public = work / "hugo", work / f"hugo{end}-output" / "public"
    commands = [_hugo(tools, site, public, with_search=with_search)]
    if with_search:
        # Pages say lang="en"; taken at their word, Pagefind would take a line of Chinese for one word.
        pagefind = tool(tools, "pagefind_bin_extended/pagefind_extended")
        commands.append([pagefind, "--site", str(public), "--force-language", "zh"])
    return ours, Builder("Hugo", site, public, commands, hugo.write_article, compare.HUGO)


def _hugo(tools: Path, site: Path, public: Path, *, with_search: bool) -> list[str]:
    config = "hugo.yaml,search.yaml" if with_search else "hugo.yaml"
    paths = ["--source", str(site), "--destination", str(public), "--cacheDir", str(public.with_name("cache"))]
    return [tool(tools, "hugo/binaries/hugo"), "build", "--config", config, "--noBuildLock", *paths]


def tool(tools: Path, path: str) -> str:
    """A program itself, not the script that starts it by way of Python."""
    found = sorted(tools.resolve().glob(f"lib/python*/site-packages/{path}"))
    if not found:
        raise SystemExit(f"{path} is not installed in {tools}: make bench installs it")
    return str(found[-1])
