"""What a search does with its suggestion: count what it would find, or answer with it.

Where the text as typed finds nothing, and its suggestion something, the answer is that of the
suggestion.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from search_app.core.asked import Asked
from search_app.core.port import Matches
from search_app.core.request import Request

F = TypeVar("F", Matches, Sequence[int], int)


class Settled(NamedTuple, Generic[F]):
    """What is answered: what was asked for in the end, and what may be asked for instead."""

    asked: Asked
    found: F
    suggestion: str | None = None
    suggestion_total: int | None = None  # articles that it would find, with the same filters


def settle(
    asked: Asked,
    ask: Callable[[str], Asked],
    request_of: Callable[[Asked], Request],
    find: Callable[[Request], F],
    count: Callable[[Request], int],
) -> Settled[F]:
    """Return the answer to `asked`, or to its suggestion if that alone finds something.

    `ask` reads a text, `request_of` adds the filters and the page, `find` has an engine answer
    as far as that is wanted, and `count` only count. One that finds nothing only because its
    phrases stand nowhere is answered as typed, too.
    """
    request = request_of(asked)
    found = find(request)
    if asked.suggestion is None:
        return Settled(asked, found)
    other = ask(asked.suggestion)
    wanted = request_of(other)
    total = count(wanted)
    if not total:
        return Settled(asked, found)
    if found or count(dataclasses.replace(request, where=None)):
        return Settled(asked, found, asked.suggestion, total)
    understood = dataclasses.replace(
        other.understood, text=asked.understood.text, corrected=asked.suggestion
    )
    return Settled(dataclasses.replace(other, understood=understood), find(wanted))
