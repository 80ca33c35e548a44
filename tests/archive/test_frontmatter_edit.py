"""An alias is added, and not a byte else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.archive.article import parse_article
from site_builder.archive.frontmatter.edit import NoEditError, with_alias

# front matter → the same with the alias
YAML = {
    "title: x  # mine\n": "title: x  # mine\naliases: [/a/b.html]\n",
    "": "aliases: [/a/b.html]\n",
    "title: x\naliases: [old/one]  # why\ndate: 2024\n": "title: x\naliases: [old/one, /a/b.html]  # why\ndate: 2024\n",
    "aliases: []\n": "aliases: [/a/b.html]\n",
    "aliases: [\n  old/one,\n]\n": "aliases: [\n  old/one, /a/b.html]\n",
    "aliases:\n- one\n- 'two'  # why\ntitle: x\n": "aliases:\n- one\n- 'two'  # why\n- /a/b.html\ntitle: x\n",
    "aliases:\n  - one\n\n# mine\ntitle: x\n": "aliases:\n  - one\n  - /a/b.html\n\n# mine\ntitle: x\n",
    "title: x\naliases:\n  - one": "title: x\naliases:\n  - one\n  - /a/b.html\n",
    "aliases: old/one\ntitle: x\n": "aliases: [old/one, /a/b.html]\ntitle: x\n",
    "aliases: 'old/one' # why\n": "aliases: ['old/one', /a/b.html] # why\n",
    "aliases:\ntitle: x\n": "aliases: [/a/b.html]\ntitle: x\n",
    "text: |\n  aliases: [no]\ntitle: x\n": "text: |\n  aliases: [no]\ntitle: x\naliases: [/a/b.html]\n",
    "aliases: [/a/b.html]\n": "aliases: [/a/b.html]\n",
}
TOML = {
    'title = "x" # mine\n': 'title = "x" # mine\naliases = ["/a/b.html"]\n',
    'title = "x"\n[extra]\ny = 1\n': 'title = "x"\naliases = ["/a/b.html"]\n[extra]\ny = 1\n',
    "aliases = [\"one]\", 'two'] # why\n": 'aliases = ["one]", \'two\', "/a/b.html"] # why\n',
    'aliases = [\n  "one",\n]\ndate = 2024-01-01\n': 'aliases = [\n  "one", "/a/b.html"]\ndate = 2024-01-01\n',
    "aliases = []\n": 'aliases = ["/a/b.html"]\n',
    'aliases = "one"\n': 'aliases = ["one", "/a/b.html"]\n',
}
CASES = [("---", *case) for case in YAML.items()] + [("+++", *case) for case in TOML.items()]


@pytest.mark.parametrize(("fence", "before", "after"), CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_alias_is_added_and_nothing_else_changes(
    fence: str, before: str, after: str, newline: str, mark: str
) -> None:
    def file(head: str) -> str:
        head = head if not head or head.endswith("\n") else head + "\n"
        return mark + f"{fence}\n{head}{fence}\n\nBody:\n---\naliases: [x]\n".replace("\n", newline)

    assert with_alias(file(before), "/a/b.html") == file(after)


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\ntitle: [\n---\n",
        "+++\ntitle = \n+++\n",
        "---\n{title: x}\n---\n",
        "---\naliases: {a: b}\n---\n",
        "---\naliases: |\n  one\n  two\n---\n",
        "---\n- a list\n---\n",
        "---\ntitle: x\n",
    ],
)
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    with pytest.raises(NoEditError):
        with_alias(text, "/a.html")


_NAMES = st.text(st.sampled_from("aZ9-_.~ 中é'\"[]{}:#%&*!|>"), min_size=1, max_size=12).map(
    lambda name: f"/{name}.html"
)


@given(st.lists(_NAMES, min_size=1, max_size=4, unique=True), st.sampled_from(sorted(YAML)))
def test_any_alias_is_read_as_it_was_given(names: list[str], head: str) -> None:
    keys = {"title: ": "title: y\n", "date: ": "date: 2024\n"}
    text = f"---\n{''.join(line for key, line in keys.items() if key not in head)}{head}\n---\nBody\n"
    for name in names:
        text = with_alias(text, name)
    found, problems = parse_article(text.encode(), "x.md", "x.md")
    assert found, problems
    assert found.article.front.aliases[-len(names) :] == tuple(names)
