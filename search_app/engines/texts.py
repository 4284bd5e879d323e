"""The texts of articles from their token streams, with what a query wants found in them."""

import bisect
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from indexer.codec.layout import Numbers
from indexer.codec.segment import Segment
from indexer.schema import stored_date
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
            table = wanted_codes(segment, wanted)
            found.update(zip(own, _texts(segment, [at for _, at in own], table), strict=True))
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


def _texts(segment: Segment, articles: Sequence[int], table: PieceCodes) -> Iterator[_Text]:
    tokens = segment.tokens(articles)
    codes = table.take(segment.arrays["piece_codes"].take(tokens.pieces))
    for (first, last), titled, end in zip(
        itertools.pairwise(tokens.starts.tolist()),
        tokens.title_pieces.tolist(),
        tokens.title_ends.tolist(),
        strict=True,
    ):
        # Without a title the newline is the first piece, or in it.
        yield _Text(tokens.pieces[first:last], codes[first:last], max(titled, 1), end)


def wanted_codes(segment: Segment, wanted: Sequence[Wanted]) -> PieceCodes:
    """Return what each of the segment's piece codes stands for of the wanted syllables."""
    table = np.zeros((len(segment.terms) + 1, 2), np.uint16)
    for place, (folded, marked) in enumerate(wanted):
        known = segment.spellings(segment.group(folded))
        for spelling, number in known.items():
            if spelling in marked:
                table[number + 1] = 2 * place + 2, (2 * place + 2) | LINE_END
            elif not table[number + 1, 0]:
                table[number + 1] = 2 * place + 1, (2 * place + 1) | LINE_END
    return table.ravel()


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
