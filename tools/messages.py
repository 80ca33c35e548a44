"""The catalogues of the interface, brought up to date: `make messages`, or `python -m tools.messages`.

What the program and the theme say goes into `messages.pot`; each language's catalogue gets what is new, without a
translation, and loses what is said no more. Nothing is compiled: the program reads `.po` files as they are.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "site_builder" / "theme" / "locale"
TEMPLATE = LOCALE / "messages.pot"
KEYWORDS = {"_": None, "N_": None, "say": None, "gettext": None, "ngettext": (1, 2)}
TEMPLATES = {"**": {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}}


def extract() -> Catalog:
    """What the program and the theme say in the language of the archive."""
    program = extract_from_dir(ROOT / "site_builder", [("**.py", "python")], keywords=KEYWORDS)
    theme = extract_from_dir(ROOT / "templates", [("**.html", "jinja2"), ("**.xml", "jinja2")], TEMPLATES, KEYWORDS)
    found = Catalog()
    for _, _, message, _, _ in (*program, *theme):
        found.add(message)
    return found


def read(file: Path) -> Catalog:
    """A catalogue from its file."""
    with file.open("rb") as text:
        return read_po(text)


def update(file: Path, found: Catalog) -> list[str]:
    """Write the messages of `found` into a catalogue, with the translations it has; gives those that lack one."""
    head, known = file.read_text(encoding="utf-8").partition("\n\n")[0], read(file)
    new = Catalog(locale=known.locale)
    for message in found:
        if message.id:
            before = known.get(_key(message))
            new.add(message.id, before.string if before else "")
    text = io.BytesIO()
    write_po(text, new, width=0, no_location=True, omit_header=True, sort_output=True)
    file.write_text(f"{head}\n\n{text.getvalue().decode().rstrip()}\n", encoding="utf-8")
    return [_key(message) for message in new if message.id and not _words(message)]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _words(message: Message) -> str:
    string = message.string
    return string if isinstance(string, str) else (string or [""])[0]


def main() -> None:
    """Update all catalogues, and say what is left to translate."""
    found = extract()
    update(TEMPLATE, found)
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/messages.po")):
        for words in update(file, found):
            print(f"{file.relative_to(ROOT)}: not yet translated: {words}")


if __name__ == "__main__":
    main()
