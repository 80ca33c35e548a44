"""Comments of stylesheets and scripts: they are left out, and nothing else is."""

import pytest

from site_builder.common.comments import without_comments


@pytest.mark.parametrize(
    ("name", "text", "lean"),
    [
        ("a.css", "/* Head\n * more */\na { b: c; } /* d */\n\n  @media x {\n    e { f: '/'; }\n  }\n", "a { b: c; }\n@media x {\ne { f: '/'; }\n}\n"),
        ("a.css", "/*! Licence */\na {}\n", "/*! Licence */\na {}\n"),
        ("a.js", "// One\nconst a = 1; // two\n  /** three\n   * four */\n  b('// five');\n", "const a = 1; // two\n  b('// five');\n"),
        ("a.js", "/* One */\n\n// Two\n// Three\nx();\n/* Four */ y();\n", "x();\n/* Four */ y();\n"),
        ("a.js", "const a = /\\/*x/;\nb = `\n  text`;\n", "const a = /\\/*x/;\nb = `\n  text`;\n"),
        ("a.svg", "<svg><!-- /* x */ --></svg>", "<svg><!-- /* x */ --></svg>"),
    ],
)  # fmt: skip
def test_comments_stay_behind(name: str, text: str, lean: str) -> None:
    assert without_comments(name, text) == lean
