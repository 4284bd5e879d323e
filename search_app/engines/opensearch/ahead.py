"""Numbers that will be asked for one by one: to ask for each alone is a request each."""

import threading
from collections import deque
from collections.abc import Sequence

_MOST = 8  # lists that are read at the same time; an older one is read article by article


class Ahead:
    """Lists of numbers, and how far each was read. Safe to use from many threads."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._lists: deque[tuple[Sequence[int], int]] = deque(maxlen=_MOST)
        self._lock = threading.Lock()

    def add(self, numbers: Sequence[int]) -> None:
        """Remember a list that will be read from its beginning."""
        if len(numbers) > 1:
            with self._lock:
                self._lists.append((numbers, 0))

    def with_following(self, number: int) -> list[int]:
        """Return a number and, if a list has it as the next one, those that come then."""
        with self._lock:
            for place, (numbers, at) in enumerate(self._lists):
                if numbers[at] == number:
                    behind = at + self._at_once
                    del self._lists[place]
                    if behind < len(numbers):
                        self._lists.append((numbers, behind))
                    return [*numbers[at:behind]]
        return [number]
