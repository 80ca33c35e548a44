"""What an import found, for people (a table) and for scripts (JSON)."""

from collections.abc import Sequence

import msgspec

from site_builder.importers.write import Outcome
from site_builder.problems import Problem

_STATES = {"new": "", "known": "already imported; nothing changed", "refused": "not imported"}


def as_table(outcomes: Sequence[Outcome], *, dry_run: bool = False) -> str:
    """Page, number of articles, then each doubt with its lines; and a last line that sums up."""
    width = max((len(outcome.stem) for outcome in outcomes), default=4)
    lines = [f"{'page':<{width}}  articles  doubts"]
    for outcome in outcomes:
        doubts = [(front.title, doubt) for _, front in outcome.articles for doubt in front.doubts]
        state = _STATES[outcome.state]
        lines.append(f"{outcome.stem:<{width}}  {len(outcome.articles):>8}  {len(doubts):>6}  {state}".rstrip())
        lines += [f"    {_place(doubt.lines)}: {doubt.text} [{title}]" for title, doubt in doubts]
    new = [outcome for outcome in outcomes if outcome.state == "new"]
    articles = sum(len(outcome.articles) for outcome in new)
    verb = "would be written" if dry_run else "written"
    lines.append(f"{articles} drafts {verb} from {len(new)} of {len(outcomes)} pages")
    return "\n".join(lines)


def _place(lines: str) -> str:
    return f"lines {lines}" if "-" in lines else f"line {lines}"


def to_json(outcomes: Sequence[Outcome]) -> str:
    """The same, whole."""
    found = [
        {
            "page": _printable(outcome.stem),
            "state": outcome.state,
            "articles": [{"file": f"articles/{name}", **_summary(front)} for name, front in outcome.articles],
            "problems": [_problem(problem) for problem in outcome.problems],
        }
        for outcome in outcomes
    ]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def _problem(problem: Problem) -> dict[str, object]:
    keys = msgspec.to_builtins(problem)
    return {key: _printable(value) if isinstance(value, str) else value for key, value in keys.items()}


def _printable(text: str) -> str:
    """The text with a code for each byte of a file's name that is no UTF-8, as it is shown on the terminal."""
    return text.encode(errors="backslashreplace").decode()


def _summary(front: msgspec.Struct) -> dict[str, object]:
    keys = msgspec.to_builtins(front)
    shown = ("title", "title_origin", "kicker", "deck", "date", "date_note", "byline", "dateline", "source", "doubts")
    return {key: keys[key] for key in shown if keys[key]}
