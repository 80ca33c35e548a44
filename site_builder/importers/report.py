"""What an import found, for people (a table) and for scripts (JSON)."""

from collections.abc import Sequence

import msgspec

from site_builder.common.problems import Problem
from site_builder.importers.base import AssignedDate, ImportResult
from site_builder.importers.messages import Message

_STATES = {"new": "", "redone": "made anew", "known": "already imported; nothing changed", "refused": "not imported"}


def as_table(results: Sequence[ImportResult], *, dry_run: bool = False) -> str:
    """Page, date and where it is from, number of articles, then each doubt with its lines; a last line sums up."""
    rows = [_row(result) for result in results]
    widths = [
        max(map(len, column)) for column in zip(("page", "date", "from"), *(row[:3] for row in rows), strict=True)
    ]
    lines = [_line(("page", "date", "from", "articles", "doubts", ""), widths)]
    for result, row in zip(results, rows, strict=True):
        lines.append(_line(row, widths))
        lines += [f"    date: {_on_one_line(doubt.translated(str))}" for doubt in _date_doubts(result)]
        lines += [
            f"    {_lines_named(doubt.lines)}: {doubt.text} [{_on_one_line(front.title)}]"
            for _, front in result.articles
            for doubt in front.doubts
            if doubt.lines
        ]
    return "\n".join([*lines, *_summary_lines(results, dry_run=dry_run)])


def _row(result: ImportResult) -> tuple[str, ...]:
    doubts = sum(bool(doubt.lines) for _, front in result.articles for doubt in front.doubts)
    return (
        result.name,
        _day(result),
        result.date.origin if result.date else "",
        str(len(result.articles)),
        str(doubts + len(_date_doubts(result))),
        _STATES[result.state],
    )


def _day(result: ImportResult) -> str:
    """The date that was assigned to all, or that all articles have."""
    if date := result.date:
        return f"{date.edtf}{'' if date.certain else ' (not certain)'}"
    days = {front.date for _, front in result.articles}
    return days.pop() if len(days) == 1 else ""


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    named = "  ".join(text.ljust(width) for text, width in zip(row[:3], widths, strict=True))
    return f"{named}  {row[3]:>8}  {row[4]:>6}  {row[5]}".rstrip()


def _summary_lines(results: Sequence[ImportResult], *, dry_run: bool) -> list[str]:
    new = [result for result in results if result.state in ("new", "redone")]
    articles = sum(len(result.articles) for result in new)
    verb = "would be written" if dry_run else "written"
    undated = sum(bool(result.date and not result.date.certain) for result in new)
    lines = [f"{articles} drafts {verb} from {len(new)} of {len(results)} pages"]
    if undated:
        lines.append(f"the day of {undated} of them is not certain: give --date, or --table, with --redo")
    return lines


def _date_doubts(result: ImportResult) -> tuple[Message, ...]:
    return result.date.doubts if result.date and result.articles else ()


def _lines_named(lines: str) -> str:
    return f"lines {lines}" if "-" in lines or "," in lines else f"line {lines}"


def _on_one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def to_json(results: Sequence[ImportResult]) -> str:
    """The same, whole."""
    found = [
        {
            "page": _printable(result.name),
            "state": result.state,
            **_date(result.date),
            "articles": [{"file": f"articles/{name}", **_summary(front)} for name, front in result.articles],
            "problems": [_problem(problem) for problem in result.problems],
        }
        for result in results
    ]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def _date(date: AssignedDate | None) -> dict[str, object]:
    if date is None:
        return {}
    doubts = [doubt.translated(str) for doubt in date.doubts]
    return {"date": date.edtf, "date_from": date.origin, "date_certain": date.certain, "date_doubts": doubts}


def _problem(problem: Problem) -> dict[str, object]:
    keys = msgspec.to_builtins(problem)
    return {key: _printable(value) if isinstance(value, str) else value for key, value in keys.items()}


def _printable(text: str) -> str:
    """The text with a code for each byte of a file's name that is no UTF-8, as it is shown on the terminal."""
    return text.encode(errors="backslashreplace").decode()


def _summary(front: msgspec.Struct) -> dict[str, object]:
    keys = msgspec.to_builtins(front)
    shown = (
        "title",
        "title_origin",
        "kicker",
        "deck",
        "date",
        "date_note",
        "byline",
        "dateline",
        "page",
        "source",
        "doubts",
    )
    return {key: keys[key] for key in shown if keys[key]}
