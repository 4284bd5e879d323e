"""The articles that hits stand for, because they are nearly the same."""

import itertools
from collections.abc import Mapping, Sequence

from search_app.core.model import Copy
from search_app.core.port import Engine
from search_app.core.snippets import headings

MOST_SHOWN = 20  # of the copies of one hit


def shown_copies(
    engine: Engine, copies: Mapping[int, Sequence[int]]
) -> dict[int, tuple[Copy, ...]]:
    """Return what to show of the copies of each article, by its number."""
    numbers = [*itertools.chain.from_iterable(own[:MOST_SHOWN] for own in copies.values())]
    if not numbers:
        return {}
    titles = headings(engine.texts(numbers, ()))
    every = iter(
        Copy(head.id, title, head.url, head.source, head.date, head.year)
        for head, title in zip(engine.heads(numbers), titles, strict=True)
    )
    return {
        number: tuple(itertools.islice(every, min(len(own), MOST_SHOWN)))
        for number, own in copies.items()
    }
