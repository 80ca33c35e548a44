"""Queries made at random: such as the grammar allows, and signs in any order."""

import random

WORDS = [
    *"招商引资西",
    "招商",
    "引资",
    "西宁",
    "20GW",
    "GW单",
    "518.7",
    "runs",
    "run",
    "u*",
    "a",
    "é",
    '"招商 引资"',
    "“西宁”",
    "「a」",
    "ข่า",
]
FIELDS = ["title:", "标题：", "by:", "tag:", "text:", "標題:", "foo:", "section: "]
NEAR = ["~", "~0 ", "~1", "~3", "～2", "~10", "~５"]
SIGNS = [*'|()-~*:"“”「」｜（）～：＂－ ', " ~2 ", " | ", "title:", " -(", "by:("]


def well_formed(choose: random.Random, depth: int = 3) -> str:
    """All that must hold, with parentheses inside of parentheses."""
    return " ".join(choose.choice(["", "", "", "-"]) + _near(choose, depth) for _ in range(choose.randint(1, 3)))


def _near(choose: random.Random, depth: int) -> str:
    found = _any(choose, depth)
    while choose.random() < 0.35:
        found += f" {choose.choice(NEAR)} {_any(choose, depth)}"
    return found


def _any(choose: random.Random, depth: int) -> str:
    found = _one(choose, depth)
    while choose.random() < 0.3:
        found += choose.choice(["|", " | ", "｜"]) + _one(choose, depth)
    return found


def _one(choose: random.Random, depth: int) -> str:
    field = choose.choice(FIELDS) if choose.random() < 0.25 else ""
    if depth and choose.random() < 0.25:
        return f"{field}({well_formed(choose, depth - 1)})"
    return f"{field}{choose.choice(WORDS)}"


def any_signs(choose: random.Random) -> str:
    """Words and signs in any order."""
    return "".join(choose.choice(WORDS if choose.random() < 0.5 else SIGNS) for _ in range(choose.randint(1, 9)))


def queries(choose: random.Random, count: int) -> list[str]:
    """Half of them well formed, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[well_formed(choose) if len(found) % 2 else any_signs(choose)] = None
    return list(found)
