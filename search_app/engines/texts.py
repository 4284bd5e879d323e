"""The texts of articles from their token streams, with what a query wants found in them."""

import bisect
import itertools
import threading
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from indexer.codec.container import Array
from indexer.codec.layout import Numbers
from indexer.codec.segment import Segment
from indexer.schema import stored_date
from search_app.core.limits import spend
from search_app.core.port import LINE_END, Head, PieceCodes, Stretch, Wanted

Place = tuple[Segment, int]  # of an article: its number in the segment


class _Text(NamedTuple):
    """The pieces of a text in its segment, and what they are of the wanted syllables."""

    pieces: Numbers
    codes: PieceCodes
    titled: int  # of the pieces
    title_end: int


class StreamTexts:
    """Implements `search_app.core.port.Texts` on the token streams of articles."""

    def __init__(self, places: Sequence[Place], wanted: Sequence[Wanted]) -> None:
        found: dict[Place, _Text] = {}
        for segment in dict.fromkeys(segment for segment, _ in places):
            own = [place for place in places if place[0] is segment]
            found.update(zip(own, _texts(segment, [at for _, at in own], wanted), strict=True))
        texts = [found[place] for place in places]
        self._segments = [segment for segment, _ in places]
        self._pieces = np.concatenate([text.pieces for text in texts])
        self.starts = [0, *itertools.accumulate(len(text.pieces) for text in texts)]
        self.bodies = [at + text.titled for at, text in zip(self.starts, texts, strict=False)]
        self.title_ends = [text.title_end for text in texts]
        self.codes: PieceCodes = np.concatenate([text.codes for text in texts])

    def stretches(self, ranges: Sequence[tuple[int, int]]) -> list[Stretch]:
        """Return the pieces from the first to before the last of each of `ranges`."""
        owners = [self._segments[bisect.bisect(self.starts, first) - 1] for first, _ in ranges]
        found: dict[tuple[int, int], Stretch] = {}
        for segment in dict.fromkeys(owners):
            own = [wanted for wanted, owner in zip(ranges, owners, strict=True) if owner is segment]
            pieces = [self._pieces[first:last] for first, last in own]
            found.update(zip(own, _spelled(segment, pieces), strict=True))
        return [found[wanted] for wanted in ranges]


def _spelled(segment: Segment, pieces: Sequence[Numbers]) -> Iterator[Stretch]:
    text, starts, ends = segment.spelled(np.concatenate(pieces))
    bounds = itertools.accumulate(map(len, pieces), initial=0)
    all_starts, all_ends = starts.tolist(), ends.tolist()
    for first, last in itertools.pairwise(bounds):
        yield Stretch(text, all_starts[first : last + 1], all_ends[first:last])


def _texts(segment: Segment, articles: Sequence[int], wanted: Sequence[Wanted]) -> Iterator[_Text]:
    tokens = segment.tokens(articles)
    spend(len(tokens.pieces))
    codes = _coded(segment, wanted, segment.arrays["piece_codes"].take(tokens.pieces))
    for (first, last), titled, end in zip(
        itertools.pairwise(tokens.starts.tolist()),
        tokens.title_pieces.tolist(),
        tokens.title_ends.tolist(),
        strict=True,
    ):
        # Without a title the newline is the first piece, or in it.
        yield _Text(tokens.pieces[first:last], codes[first:last], max(titled, 1), end)


def _coded(segment: Segment, wanted: Sequence[Wanted], codes: Array) -> PieceCodes:
    """Return what piece codes of the segment stand for of the wanted syllables."""
    table: dict[int, int] = {}
    for place, (folded, marked) in enumerate(wanted):
        known = segment.spellings(segment.group(folded))
        for spelling, number in known.items():
            if spelling in marked:
                table[number + 1] = 2 * place + 2
            else:
                table.setdefault(number + 1, 2 * place + 1)
    places = 2 * np.array([*table], np.intp)
    values = np.array([*table.values()], np.uint16)
    room = _room.table(2 * len(segment.terms) + 2)
    try:
        room[places], room[places + 1] = values, values | LINE_END
        return room.take(codes)
    finally:  # after a Ctrl-C, too
        room[places] = room[places + 1] = 0


class _Room(threading.local):
    """A table of each thread to work in: to fill a new one with zeros takes as long as the rest."""

    def __init__(self) -> None:
        self._table: PieceCodes = np.zeros(0, np.uint16)

    def table(self, size: int) -> PieceCodes:
        """Return zeros, at least `size`, to be left as zeros."""
        if len(self._table) < size:
            self._table = np.zeros(size, np.uint16)
        return self._table


_room = _Room()


def head(segment: Segment, number: int) -> Head:
    """Return what a hit shows of an article besides its title and body."""
    year = segment.values("year", number)
    return Head(
        id=segment.ids[number],
        url=segment.value("url", number),
        source=segment.value("source", number),
        date=stored_date(segment.value("date", number)),
        year=int(year[0]) if year else None,
        cities=segment.values("city", number),
        topics=segment.values("topic", number),
    )
