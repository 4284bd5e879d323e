"""Which states of the index can be current: known to this process, and by a file to others."""

import os
from pathlib import Path


class Window:
    """The states from the one that the last finished builder made to that of the one at work.

    States are counted from 0 on and go round the cycle. A request that begins when a builder has
    ended must not be answered by a state before that builder's; one that ends before a builder
    has begun, by none of that builder's.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.first = self.last = 0
        self._write()

    def open(self, state: int) -> None:
        """Let a state be seen: its builder is about to begin."""
        self.last = state
        self._write()

    def close(self, state: int) -> None:
        """Let none before a state be seen any more: its builder has ended."""
        self.first = state
        self._write()

    def _write(self) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(f"{self.first} {self.last}\n", "utf-8")
        os.replace(new, self._file)  # noqa: PTH105  the one call that is atomic everywhere
