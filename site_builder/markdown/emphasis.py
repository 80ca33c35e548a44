"""Emphasis: which runs of `*`, `_` and `~~` belong together.

CommonMark's algorithm, in time that grows with the text; but between Chinese characters, where no spaces stand,
emphasis may also begin and end at a punctuation mark: `**“招商”**引资`.
"""

import re
import unicodedata

from site_builder.markdown.raw_html import DEPTH, TooMuchError

_RUN = re.compile(r"\*+|_+|~+")
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


class Run:
    """A run of `*`, `_` or `~` that may open or close emphasis."""

    __slots__ = ("char", "close", "closes", "count", "end", "length", "next", "open", "opens", "place", "previous")

    def __init__(self, char: str, length: int, place: int, *, opens: bool, closes: bool) -> None:
        self.char, self.count, self.length, self.place = char, length, length, place
        self.opens, self.closes = opens, closes
        self.open = self.close = ""  # the tags it has become
        self.previous: Run | None = None
        self.next: Run | None = None

    def html(self) -> str:
        """What it has become, and what is left of it."""
        return f"{self.close}{self.char * self.count}{self.open}"


class Runs:
    """The runs of one text that may still become emphasis."""

    def __init__(self) -> None:
        self.last: Run | None = None

    def read(self, text: str, at: int) -> tuple[Run | str, int]:
        """The run that begins at a place, or its characters if it can be none, and where the text goes on."""
        match = _RUN.match(text, at)
        assert match  # noqa: S101 - the mark was found here
        char, end = match[0][0], match.end()
        if char == "~" and len(match[0]) != 2:
            return match[0], end
        before, after = text[at - 1 : at] if at else "", text[end : end + 1]
        opens, closes = _flanks(before, after), _flanks(after, before)
        if char == "_":
            opens, closes = (
                opens and (not closes or _is_punctuation(before)), closes and (not opens or _is_punctuation(after)),
            )  # fmt: skip
        run = Run(char, len(match[0]), at, opens=opens, closes=closes)
        run.previous, self.last = self.last, run
        if run.previous:
            run.previous.next = run
        return run, end

    def pair(self, bottom: Run | None) -> None:
        """Find the pairs among the runs after `bottom`, and forget these."""
        floor = bottom.place if bottom else -1
        lowest: dict[tuple[str, bool, int], int] = {}  # below which place no opener is for such a closer
        closer = self._first_after(floor)
        while closer:
            if not closer.closes:
                closer = closer.next
                continue
            key = (closer.char, closer.opens, closer.length % 3)
            opener = _opener(closer, max(floor, lowest.get(key, -1)))
            if opener:
                self._join(opener, closer)
                closer = closer if closer.count else closer.next
            else:
                lowest[key] = closer.previous.place if closer.previous else floor
                if not closer.opens:
                    self._unlink(closer)
                closer = closer.next
        self.last = bottom
        if bottom:
            bottom.next = None

    def _first_after(self, floor: int) -> Run | None:
        run = self.last
        while run and run.previous and run.previous.place > floor:
            run = run.previous
        return run if run and run.place > floor else None

    def _join(self, opener: Run, closer: Run) -> None:
        used = 2 if opener.count >= 2 and closer.count >= 2 else 1
        name = "del" if closer.char == "~" else "strong" if used == 2 else "em"
        opener.count -= used
        closer.count -= used
        opener.open = f"<{name}>{opener.open}"
        closer.close = f"{closer.close}</{name}>"
        opener.next, closer.previous = closer, opener  # what stood between opens nothing any more
        for run in (opener, closer):
            if not run.count:
                self._unlink(run)

    def _unlink(self, run: Run) -> None:
        if run.previous:
            run.previous.next = run.next
        if run.next:
            run.next.previous = run.previous
        else:
            self.last = run.previous


def _opener(closer: Run, floor: int) -> Run | None:
    run = closer.previous
    while run and run.place > floor:
        # CommonMark's rule of three: `a*b**c*` is one emphasis.
        both = (run.closes or closer.opens) and closer.length % 3 != 0 and (run.length + closer.length) % 3 == 0
        if run.char == closer.char and run.opens and not both:
            return run
        run = run.previous
    return None


def _flanks(outside: str, inside: str) -> bool:
    """Whether a run between the two may open emphasis; turned round, whether it may close one."""
    if not inside or inside.isspace():
        return False
    if not _is_punctuation(inside):
        return True
    return not outside or outside.isspace() or _is_punctuation(outside) or _CJK.match(outside) is not None


def _is_punctuation(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] in "PS"


def joined(made: list[str | Run]) -> str:
    """HTML and runs as HTML. The sanitizer takes time by the square of marks in marks. Raises TooMuchError."""
    depth, deepest = 0, 0
    html = []
    for one in made:
        if isinstance(one, str):
            html.append(one)
            continue
        depth += one.open.count("<") - one.close.count("<")
        deepest = max(deepest, depth)
        html.append(one.html())
    if deepest > DEPTH:
        raise TooMuchError("marks in marks")
    return "".join(html)
