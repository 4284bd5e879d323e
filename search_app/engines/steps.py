"""Much work in steps of some milliseconds, so that no query holds a thread, or much memory."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_AT_ONCE = 1 << 18  # postings: adding up as many takes 2 ms, and some megabytes


def steps(
    items: Sequence[T], sizes: Sequence[int], at_once: int = _AT_ONCE
) -> Iterator[Sequence[T]]:
    """Yield `items` as stretches, each as long as their sizes stay within `at_once` together.

    One that is larger is a stretch by itself.
    """
    first = size = 0
    for at, own in enumerate(sizes):
        if size and size + own > at_once:
            yield items[first:at]
            first, size = at, 0
        size += own
    if first < len(items):
        yield items[first:]
