"""Numbers that will be asked for one by one: to ask for each alone is a request each."""

import threading
from collections import deque
from collections.abc import Sequence

_MOST = 8  # lists that are read at the same time; an older one is read article by article
_REACH = 10_000  # numbers before and behind that are looked through for one


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
        """Return a number and, if it is near where a list is read, those that come then.

        What was not asked for in between is known already; and somebody else may ask for one.
        """
        with self._lock:
            for place, (numbers, at) in enumerate(self._lists):
                try:
                    first = numbers.index(number, max(at - _REACH, 0), at + _REACH)
                except ValueError:
                    continue
                behind = first + self._at_once
                del self._lists[place]
                if behind < len(numbers):
                    self._lists.append((numbers, behind))
                return [*numbers[first:behind]]
        return [number]
