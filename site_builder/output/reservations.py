"""Which address is whose: no two files share one, nor two that some systems take for one, nor lie in each other."""

from site_builder.archive.addresses import fold_address
from site_builder.common.problems import Problem


class Reservations:
    """The addresses that are taken; `problems` are those of files that wanted one of them too."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._reserved: dict[str, str] = {}  # by what an address shares with its likes
        self._parents: set[str] = set()

    def reserve(self, address: str, source: str = "") -> bool:
        """Take an address, if it is free; `source` is the file, if there is one, that wants it."""
        other = self.rival(address)
        if other is not None:
            message = f"two files want this address ({other})"
            if source:
                message = f"its address, {address}, is wanted by another file too ({other})"
            self.problems.append(Problem(source or address, 0, message, "rename one of the articles, pages or aliases"))
            return False
        self._reserved[fold_address(address)] = address
        return True

    def rival(self, address: str) -> str | None:
        """The reserved address that leaves no room for another."""
        own = fold_address(address)
        other = self._reserved.get(own)
        if other is None and own in self._parents:
            other = f"{address}/…"
        parent = own.rpartition("/")[0]
        while parent and other is None and parent not in self._parents:
            other = self._reserved.get(parent)
            self._parents.add(parent)
            parent = parent.rpartition("/")[0]
        return other
