"""The table of readings is what its tool writes."""

import json

from tools.readings import READINGS, readings


def test_the_file_is_what_the_tool_writes() -> None:
    assert json.loads(READINGS.read_text(encoding="utf-8")) == readings(), "run: python -m tools.readings"
