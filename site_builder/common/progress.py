"""How far the work is: what whoever waits for it is told."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # (what is being done, done so far, of how many; 0 where nobody knows)
