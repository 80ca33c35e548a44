"""Files of media/ that could run a script are left out and named; all others are published as they are."""

import gzip
from pathlib import Path

import pytest

from site_builder.archive.media import is_active
from site_builder.common.problems import Level
from site_builder.pipeline.build import build
from tests.conftest import Make, article

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<?xpacket begin='' id='W5M0'?>
<svg xmlns="&ns_svg;" version="1.1" viewBox="0 0 9 9"><style>path { fill: red }</style><defs><path id="a" d="M0 0"/></defs>
<use href="#a"/><a href="https://example.org/"><text>on a day in June</text></a><image href="data:image/png;base64,AA=="/></svg>"""

ACTIVE: dict[str, str | bytes] = {
    "a.html": "<p>x", "a.HTM": "", "a.xhtml": "", "a.svgz": gzip.compress(b"<svg/>"), "a.mht": "", "a.swf": "", "a.js": "",
    "a.html.en": "x", "a.php.jpg": "", "a.hta": "", "a.xsl": "",
    "script.svg": SVG.format("<script>alert(1)</script>"),
    "prefixed.svg": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>',
    "html.svg": SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    "img.svg": SVG.format('<img xmlns="http://www.w3.org/1999/xhtml" src="x"/>'),
    "onload.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "ONLOAD.svg": '<svg xmlns="http://www.w3.org/2000/svg" onClick="alert(1)"/>',
    "foreign.svg": SVG.format("<foreignObject/>"),
    "link.svg": SVG.format('<a href="javascript:alert(1)"><text>x</text></a>'),
    "blank.svg": SVG.format('<a xlink:href=" java&#10;scr&#9;ipt:alert(1)"><text>x</text></a>'),
    "capital.svg": SVG.format('<a href="JavaScript:alert(1)"/>'),
    "set.svg": SVG.format('<a><set attributeName="href" to="javascript:alert(1)"/></a>'),
    "set-on.svg": SVG.format('<set attributeName="onmouseover" to="alert(1)"/>'),
    "use.svg": SVG.format('<use href="data:image/svg+xml;base64,AAAA#x"/>'),
    "entity.svg": '<!DOCTYPE svg [<!ENTITY x "<script/>">]>' + SVG.format("&x;"),
    "external.svg": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("&x;"),
    "parameter.svg": '<!DOCTYPE svg [<!ENTITY % x SYSTEM "x.dtd"> %x;]>' + SVG.format(""),
    "attlist.svg": '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>' + SVG.format(""),
    "style.svg": '<?xml-stylesheet href="x.xsl" type="text/xsl"?>' + SVG.format(""),
    "broken.svg": SVG.format("<script>"),
    "late.svg": SVG.format("<g>" * 200 + "<script/>" + "</g>" * 200),
    "utf-16.svg": SVG.format("<script/>").encode("utf-16"),
    "page.xml": '<html xmlns="http://www.w3.org/1999/xhtml"><body onload="alert(1)"/></html>',
    "alto.xml": '<alto xmlns="x"><h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script></alto>',
    "no-ending": "\n <!-- x --> <!DOCTYPE HTML><script>alert(1)</script>",
    "odd.ending": b"\xef\xbb\xbf<SCRIPT>alert(1)</SCRIPT>",
    "utf-16": "<html><script>alert(1)</script>".encode("utf-16"),
    "xml-inside": '<?xml version="1.0"?><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script/></x>',
}  # fmt: skip

HARMLESS: dict[str, str | bytes] = {
    "plain.svg": SVG.format('<path d="M0 0" id="one" font-family="on"/>'),
    "drawn.svg": INKSCAPE,
    "scan.jpg": b"\xff\xd8\xff", "is-text.jpg": "<html><script>alert(1)</script>", "table.csv": "a,b\n", "paper.pdf": "%PDF-1.4",
    "note.txt": "<html> is said here", "README": "plain words < 3", "data.bin": bytes(range(256)), "empty": "",
    "alto.xml": '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><String CONTENT="a" onset="2"/></alto>',
    "tei.xml": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><head>x</head></body></text></TEI>',
    "premis.xml": '<premis:object xmlns:premis="http://www.loc.gov/premis/v3"/>',
    "page.v2.pdf": "", "一.png": "",
}  # fmt: skip


def write(folder: Path, name: str, content: str | bytes) -> str:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(folder / name)


@pytest.mark.parametrize("name", ACTIVE)
def test_what_can_run_scripts_is_found(tmp_path: Path, name: str) -> None:
    assert is_active(write(tmp_path, name, ACTIVE[name]))


@pytest.mark.parametrize("name", HARMLESS)
def test_what_cannot_is_published(tmp_path: Path, name: str) -> None:
    assert not is_active(write(tmp_path, name, HARMLESS[name]))


def test_active_media_are_named_and_left_out_and_so_are_links_to_them(make: Make, tmp_path: Path) -> None:
    body = "[a drawing](media/script.svg) and [another](media/plain.svg), [a page](media/a.html)"
    media = {**HARMLESS, **ACTIVE}
    root = make({"articles/a.md": article(body=body), **{f"media/{name}": data for name, data in media.items()}})
    make({"media/alto2.xml": ACTIVE["alto.xml"], "media/alto.xml": HARMLESS["alto.xml"], "static/own.html": "<p>theme"})
    report = build(root, tmp_path / "dist", with_search=False)
    published = {file.name: file.read_bytes() for file in (tmp_path / "dist" / "media").iterdir()}
    assert set(published) == set(HARMLESS)
    assert published["drawn.svg"] == INKSCAPE.encode()
    errors = {Path(problem.path).name for problem in report.problems if problem.level is Level.ERROR}
    assert errors == (set(ACTIVE) - {"alto.xml"}) | {"alto2.xml"}
    links = [problem.message for problem in report.problems if problem.level is Level.WARNING]
    assert len(links) == 2
    text = (tmp_path / "dist" / "a.html").read_text(encoding="utf-8")
    assert "media/plain.svg" in text
    assert "media/script.svg" not in text
    assert (tmp_path / "dist" / "static" / "own.html").is_file()
