"""Emphasis: which runs of `*`, `_` and `~~` (CommonMark's delimiter runs) belong together.

CommonMark's algorithm, in linear time, with one addition: beside Chinese characters, where no spaces stand, emphasis
may also begin and end at a punctuation mark, as in `**“招商”**引资`.
"""

import re
import unicodedata

from site_builder.markdown.raw_html import DEPTH, TooComplexError

_RUN = re.compile(r"\*+|_+|~+")
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


class DelimiterRun:
    """A run of `*`, `_` or `~` that may open or close emphasis."""

    __slots__ = ("char", "close", "closes", "count", "end", "length", "next", "open", "opens", "place", "previous")

    def __init__(self, char: str, length: int, place: int, *, opens: bool, closes: bool) -> None:
        self.char, self.count, self.length, self.place = char, length, length, place
        self.opens, self.closes = opens, closes
        self.open = self.close = ""  # the tags that it has become
        self.previous: DelimiterRun | None = None
        self.next: DelimiterRun | None = None

    def html(self) -> str:
        """The tags that it has become, and the characters left of it."""
        return f"{self.close}{self.char * self.count}{self.open}"


class DelimiterStack:
    """The delimiter runs of one text that may still become emphasis, as a linked list."""

    def __init__(self) -> None:
        self.last: DelimiterRun | None = None

    def read(self, text: str, at: int) -> tuple[DelimiterRun | str, int]:
        """The run at `at`, or its characters where it can be none, and the position after it."""
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
        run = DelimiterRun(char, len(match[0]), at, opens=opens, closes=closes)
        run.previous, self.last = self.last, run
        if run.previous:
            run.previous.next = run
        return run, end

    def pair(self, bottom: DelimiterRun | None) -> None:
        """Turn the pairs among the runs after `bottom` into emphasis, and remove these runs from the list."""
        floor = bottom.place if bottom else -1
        lowest: dict[tuple[str, bool, int], int] = {}  # no opener for such a closer stands before this position
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

    def _first_after(self, floor: int) -> DelimiterRun | None:
        run = self.last
        while run and run.previous and run.previous.place > floor:
            run = run.previous
        return run if run and run.place > floor else None

    def _join(self, opener: DelimiterRun, closer: DelimiterRun) -> None:
        used = 2 if opener.count >= 2 and closer.count >= 2 else 1
        name = "del" if closer.char == "~" else "strong" if used == 2 else "em"
        opener.count -= used
        closer.count -= used
        opener.open = f"<{name}>{opener.open}"
        closer.close = f"{closer.close}</{name}>"
        opener.next, closer.previous = closer, opener  # runs between the two can open nothing any more
        for run in (opener, closer):
            if not run.count:
                self._unlink(run)

    def _unlink(self, run: DelimiterRun) -> None:
        if run.previous:
            run.previous.next = run.next
        if run.next:
            run.next.previous = run.previous
        else:
            self.last = run.previous


def _opener(closer: DelimiterRun, floor: int) -> DelimiterRun | None:
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


def to_html(parts: list[str | DelimiterRun]) -> str:
    """HTML and delimiter runs, joined as HTML.

    Raises TooComplexError where marks are nested too deep: the sanitizer's time is quadratic in the depth.
    """
    depth, deepest = 0, 0
    html = []
    for part in parts:
        if isinstance(part, str):
            html.append(part)
            continue
        depth += part.open.count("<") - part.close.count("<")
        deepest = max(deepest, depth)
        html.append(part.html())
    if deepest > DEPTH:
        raise TooComplexError("marks in marks")
    return "".join(html)
