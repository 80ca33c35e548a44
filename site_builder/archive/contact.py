"""To whom a reader reports an error: `contact` in `archive.yaml`.

An e-mail address, the issues of a repository on a host whose form takes a title and a text in its address, or any other
web form. What is reported is put into the address, so nothing is sent before the reader sends it.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

import msgspec

_MAIL = re.compile(r"(?:mailto:)?([^\s@<>\"(),;:?&%]+@[^\s@<>\"(),;:?&%]+\.[^\s@<>\"(),;:?&%]+)")
_PLACES = frozenset({"title", "address", "place", "words"})  # what a form's address may ask for
_BRANCH = r"/(?P<branch>[^/]+)(?:/(?P<folder>.+))?"


class _Host(msgspec.Struct, frozen=True):
    """How the addresses of a repository's host are written, after that of the repository."""

    folder: str  # one that is looked at
    issue: str
    edit: str


_GITHUB = _Host(r"/tree", "/issues/new?title={title}&body={text}", "/edit")
_GITLAB = _Host(r"/-/tree", "/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={text}", "/-/edit")
_FORGEJO = _Host(r"/src/branch", "/issues/new?title={title}&body={text}", "/_edit")
_HOSTS = {"github.com": _GITHUB, "gitlab.com": _GITLAB, "codeberg.org": _FORGEJO}

HINT = (
    "write an e-mail address, the address of a repository such as https://github.com/OWNER/NAME, or that of a form; "
    "in it {title}, {address}, {place} and {words} stand for what is reported"
)


class Contact(msgspec.Struct, frozen=True):
    """A way to report an error. `form` is an address in which {title}, {text} and so on are to be put.

    `edit` is the address below which the files of the archive can be changed; "" where it is not known.
    """

    form: str = ""
    edit: str = ""

    def address(self, **values: str) -> str:
        """The address with these values in their places; the others are left empty."""
        return _FIELD.sub(lambda field: quote(values.get(field[1], ""), safe=""), self.form)

    def asks_for(self, *names: str) -> bool:
        """Whether a form has places for any of these."""
        return any(f"{{{name}}}" in self.form for name in names)


_FIELD = re.compile(r"\{(\w*)\}")


@lru_cache
def parse_contact(text: str) -> Contact | None:
    """The contact that a setting names; None of what is none."""
    text = text.strip()
    if not text:
        return Contact()
    if mail := _MAIL.fullmatch(text):
        return Contact(f"mailto:{quote(mail[1], safe='@+')}?subject={{title}}&body={{text}}")
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", text):
        return None
    host = _HOSTS.get(parts.netloc.removeprefix("www.")) or (_GITLAB if parts.netloc.startswith("gitlab.") else None)
    if host:
        return _repository(f"{parts.scheme}://{parts.netloc}", parts.path, host)
    return Contact(text) if set(_FIELD.findall(text)) <= _PLACES and "{" not in _FIELD.sub("", text) else None


def _repository(site: str, path: str, host: _Host) -> Contact | None:
    """A repository, or a folder in it, in which the archive lies."""
    path, tree, rest = path.rstrip("/").partition(f"{host.folder}/")
    name = re.sub(r"(?:/-)?/issues(?:/new)?$", "", path).removesuffix(".git")
    if not re.fullmatch(r"(?:/[\w.-]+){2,}", name) or (host is not _GITLAB and name.count("/") != 2):
        return None
    return Contact(site + name + host.issue, f"{site}{name}{host.edit}/{rest}" if tree and rest else "")
