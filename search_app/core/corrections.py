"""What a search does with its suggestion: count what it would find, or answer with it.

Where the text as typed finds nothing, and its suggestion something, the answer is that of the
suggestion.
"""

import dataclasses
from collections.abc import Callable
from typing import NamedTuple

from search_app.core.asked import Asked
from search_app.core.port import Engine, Matches
from search_app.core.request import Request


class Settled(NamedTuple):
    """What is answered: what was asked for in the end, and what may be asked for instead."""

    asked: Asked
    matches: Matches
    suggestion: str | None = None
    suggestion_total: int | None = None  # articles that it would find, with the same filters


def settle(
    asked: Asked,
    ask: Callable[[str], Asked],
    request_of: Callable[[Asked], Request],
    engine: Engine,
) -> Settled:
    """Return the answer to `asked`, or to its suggestion if that alone finds something.

    `ask` reads a text, `request_of` adds the filters and the page. One that finds
    nothing only because its phrases stand nowhere is answered as typed, too.
    """
    request = request_of(asked)
    matches = engine.match(request)
    if asked.suggestion is None:
        return Settled(asked, matches)
    other = ask(asked.suggestion)
    wanted = request_of(other)
    total = engine.count(wanted)
    if not total:
        return Settled(asked, matches)
    if matches.total or engine.count(dataclasses.replace(request, where=None)):
        return Settled(asked, matches, asked.suggestion, total)
    understood = dataclasses.replace(
        other.understood, text=asked.understood.text, corrected=asked.suggestion
    )
    return Settled(dataclasses.replace(other, understood=understood), engine.match(wanted))
