"""Which files of `media/` can run a script in the site's name.

Pictures and documents come from many hands, and a page of its own has no policy that forbids scripts. So pages for
browsers are left out and named, by their names and, where the name tells nothing, by how they begin, as browsers
would. SVG and other XML are published as they are if nothing in them is active. `static/` is the archive's theme and
may hold what it wants.
"""

import re
from pathlib import Path

# What browsers show as a page, or run.
_PAGES = frozenset(
    "html htm shtml xhtml xht mht mhtml hta htc swf jar svgz xsl xslt js mjs cjs php phtml asp aspx jsp cgi".split()  # noqa: SIM905
)
_XML = frozenset(("svg", "xml", "rdf", "rss", "atom", "kml", "gpx", "mml"))
# Whose kind their names tell any server; what they hold is never taken for a page.
_PLAIN = frozenset(
    """jpg jpeg jpe jfif png gif webp avif bmp ico tif tiff jp2 j2k heic mp3 ogg oga opus wav flac m4a aac mp4 m4v webm
    ogv mov avi mkv pdf epub djvu djv zip gz bz2 xz 7z tar warc txt csv tsv md json doc docx odt ods odp xls xlsx ppt
    pptx rtf woff woff2 ttf otf vtt srt""".split()  # noqa: SIM905
)
# What an article may have beside it, to show it.
_ATTACHMENTS = frozenset(
    """jpg jpeg jpe jfif png gif webp avif bmp svg tif tiff pdf djvu epub mp3 ogg oga opus wav flac m4a mp4 m4v webm ogv
    mov""".split()  # noqa: SIM905
)
_PAGE = re.compile(
    rb"(?:\s|<!--.*?-->|<\?.*?>)*<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|svg"
    rb"|img|form|meta|link|base|object|embed|frameset|x:script|[\w-]+:html)\b",
    re.IGNORECASE | re.DOTALL,
)
_BEGINNING = 2048
_LARGEST = 50_000_000  # bytes of an SVG or XML file
_ACTIVE = frozenset(("foreignobject", "handler", "listener"))
_SVG = ("", "http://www.w3.org/2000/svg")
_XHTML = "http://www.w3.org/1999/xhtml"
_SCHEMES = (
    "javascript:",
    "vbscript:",
    "livescript:",
    "data:text/html",
    "data:image/svg",
    "data:application/x",
    "data:text/xml",
)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
HINT = "publish a picture, a PDF or a text of it; what belongs to the site's theme lies in static/"


def is_attachment(name: str) -> bool:
    """Whether a file in `articles/` is a picture, a film, a recording or a document that an article may show."""
    return name.rpartition(".")[2].lower() in _ATTACHMENTS


def is_active(path: str) -> str:
    """Why a file must not be published, or "". What cannot be read is a matter of who publishes it."""
    name = path.rpartition("/")[2]
    endings = [ending.lower() for ending in name.split(".")[1:]]
    # Some servers look at every ending of a name.
    page = next((ending for ending in endings if ending in _PAGES), "")
    if page:
        return f"a “.{page}” file can run scripts"
    last = endings[-1] if endings else ""
    if last in _PLAIN:
        return ""
    try:
        if last in _XML:
            return _in_xml(Path(path))
        with open(path, "rb") as file:  # noqa: PTH123 - a Path for each of thousands takes its time
            beginning = file.read(_BEGINNING)
    except OSError:
        return ""
    plain = beginning.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # as UTF-16 it is a page, too
    if _PAGE.match(plain):
        return "it begins as a page for browsers does"
    return _in_xml(Path(path)) if plain.lstrip().startswith(b"<?xml") else ""


class _Active(Exception):  # noqa: N818 - it is a finding
    """Something active was found."""


def _in_xml(file: Path) -> str:
    """What is active in an XML file, or ""."""
    if file.stat().st_size > _LARGEST:
        return f"it is larger than {_LARGEST // 1_000_000} MB"
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = _element
    parser.StartNamespaceDeclHandler = _namespace
    parser.ProcessingInstructionHandler = _instruction
    parser.EntityDeclHandler = _entity
    parser.ExternalEntityRefHandler = _external
    try:
        with file.open("rb") as source:
            parser.ParseFile(source)
    except _Active as found:
        return str(found)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"it cannot be read as XML ({error}), so nobody can say what it does"
    return ""


def _element(name: str, attributes: dict[str, str]) -> None:
    space, _, local = name.rpartition(" ")
    if local.lower() == "script" or (local.lower() in _ACTIVE and space in _SVG):
        raise _Active(f"it holds “<{local}>”")
    for key, value in attributes.items():
        short = key.rpartition(" ")[2].lower()
        plain = _BLANKS.sub("", value).lower()
        named = plain.rpartition(":")[2] if short == "attributename" else short
        if named.startswith("on") and space in _SVG:
            raise _Active(f"it holds “{short}”, which runs a script")
        if any(scheme in plain for scheme in _SCHEMES):
            raise _Active(f"it holds an address that runs a script, in “{short}”")


def _namespace(_prefix: str | None, space: str | None) -> None:
    if space and _XHTML in space:
        raise _Active("it holds HTML")


def _instruction(target: str, _data: str) -> None:
    if target.lower() not in ("xpacket", "adobe-xap-filters"):  # what programs leave in the files that they write
        raise _Active(f"it holds an instruction, “<?{target}”")


def _entity(
    name: str, is_parameter: bool, value: str | None, _base: str | None, system: str | None, _public: str | None,
    _notation: str | None,
) -> None:  # fmt: skip
    # Drawing programs abbreviate the names of their namespaces so.
    if is_parameter or system or value is None or len(value) > 1000 or re.search("[<&]", value):
        raise _Active(f"it declares an entity, “{name}”")


def _external(_context: str, _base: str | None, _system: str | None, _public: str | None) -> int:
    raise _Active("it refers to another file")
