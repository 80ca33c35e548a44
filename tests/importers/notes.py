"""A small importer, as a newcomer would write one: notes of a day, each with its own words, and a picture for all.

1998-01-09
# Tea is early
The tea harvest began ten days early.
# Tea is early
At the market, too.
"""

from pathlib import Path

from site_builder.archive.addresses import slug
from site_builder.archive.authorities import NameIndex
from site_builder.archive.frontmatter.model import FrontMatter, Status
from site_builder.common.problems import Problem, warning
from site_builder.importers.base import Imported, ImportOptions, InputFile, NewFile
from site_builder.importers.compose import Draft, Paragraph, Picture

READS = "NAME.note"


def detect(path: Path, /) -> bool:
    """Whether the file is one of notes."""
    return path.suffix == ".note"


def read(file: InputFile, options: ImportOptions, _tags: NameIndex, /) -> list[Imported]:
    """The notes of a file as drafts, with the picture beside it."""
    path = str(file.path)
    day, *notes = file.path.read_text(encoding="utf-8").replace("\n#", "\n\x00#").split("\x00")
    if not notes:
        return [Imported(file.name, path, problems=(Problem(path, 1, "holds no note", "begin each with #"),))]
    picture = file.path.with_suffix(".png")
    files = (NewFile(f"media/{file.name}.png", picture),) if picture.exists() else ()
    problems = () if files else (warning(path, 0, "has no picture"),)
    shown = tuple(Picture(new.path, "as printed") for new in files)
    drafts = tuple(_draft(note, options.date or day.strip(), shown) for note in notes)
    return [Imported(file.name, path, drafts, files, problems=problems)]


def _draft(note: str, day: str, pictures: tuple[Picture, ...]) -> Draft:
    title, _, body = note.partition("\n")
    title = title.strip("# ")
    front = FrontMatter(title=title, date=day, status=Status.UNCHECKED)
    return Draft(f"{day.replace('-', '/')}/{slug(title)}.md", front, (*pictures, Paragraph(body.strip())))
