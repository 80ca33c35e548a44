"""What README and docs tell people to type works.

A fenced block ```sh or ```python is run, as written, in a folder with a copy of the program, block after block.
Words after `sh` say more: `no-run` (servers, other people's programs, what takes minutes), `exit=1` (it fails). A block
```LANGUAGE file=PATH is written to that file, one with insert=PATH before=WORD goes into it before the line that
begins with that word; ```text output is what the command before it prints, `…` standing for
anything. `<!-- run: COMMAND -->` does what the reader is told in words, or what he has already.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_builder.cli import cli
from tests.docs.documents import CODE, ROOT, blocks, commands, each_document

SHELLS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as a reader of the docs has it: the repository's, whose program is the one that runs."""
    for name in ("seeds", "docs", "site_builder", "templates", "static", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name)  # with what is compiled, which saves a second
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


@each_document
@pytest.mark.skipif(sys.platform != "linux", reason="they are written for bash and the tools beside it on Linux")
def test_commands_work(file: Path, desk: Path) -> None:
    path = f"{desk / '.venv' / 'bin'}:/usr/bin:/bin"
    printed = ""
    for block in blocks(file.read_text("utf-8")):
        if block.value("file"):
            (desk / block.value("file")).write_text(block.text, "utf-8")
        elif block.value("insert"):
            whole = (desk / block.value("insert")).read_text("utf-8")
            before, mark, after = whole.partition(f"\n{block.value('before')}")
            assert mark, block.text
            (desk / block.value("insert")).write_text(f"{before}\n{block.text}\n\n{mark[1:]}{after}", "utf-8")
        elif block.kind in SHELLS and "no-run" not in block.words:
            env = {"PATH": path, "HOME": str(desk), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(desk)}
            command = [*SHELLS[block.kind], block.text]
            ended = subprocess.run(
                command, cwd=desk, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            printed = ended.stdout
            assert ended.returncode == int(block.value("exit") or 0), f"{block.text}\n{printed}"
        elif block.words == ("output",):
            pattern = re.escape(block.text.strip()).replace("…\n", ".*\n").replace("…", ".*")
            assert re.fullmatch(pattern, printed.strip(), re.DOTALL), printed


def given_options(line: str) -> tuple[str, list[str]]:
    """The command of site-builder that a line names, and the options it gives."""
    found = re.search(r"site-builder ([a-z]+)\b([^#|;`]*)", line)
    return (found[1], re.findall(r"(?<=\s)--?[a-z][a-z-]*", found[2])) if found else ("", [])


@each_document
def test_commands_exist(file: Path) -> None:
    """Those that are not run too, and those in the middle of a sentence."""
    for line in [*commands(file), *CODE.findall(file.read_text("utf-8"))]:
        name, options = given_options(line)
        if name:
            known = {
                option
                for parameter in cli.commands[name].params
                for option in (*parameter.opts, *parameter.secondary_opts)
            }
            assert set(options) <= known | {"--help", "-h"}, line


@each_document
def test_targets_exist(file: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for line in [*commands(file), *CODE.findall(file.read_text("utf-8"))]:
        if found := re.match(r"make ([a-z-]+)((?: [A-Z_]+=\S*)*)", line):
            assert re.search(rf"^{found[1]}:", makefile, re.MULTILINE), line
            for name in re.findall(r"([A-Z_]+)=", found[2]):
                assert re.search(rf"\$\({name}\)|^{name} ", makefile, re.MULTILINE), line


@each_document
def test_samples_can_be_read(file: Path) -> None:
    for block in blocks(file.read_text("utf-8")):
        if block.kind in ("yaml", "json"):
            read = yaml.safe_load(block.text) if block.kind == "yaml" else json.loads(block.text)
            assert isinstance(read, dict), block.text
