"""The texts of articles from their token streams, with what a query wants found in them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.codec.segment import Segment
from indexer.schema import stored_date
from search_app.core.port import ArticleText, Head, Wanted

Codes = npt.NDArray[np.uint16]


class _Coded(NamedTuple):
    """The pieces of an article: their numbers, codes and line breaks."""

    numbers: npt.NDArray[np.int64]
    codes: Codes
    breaks: npt.NDArray[np.bool_]


class StreamText:
    """Implements `search_app.core.port.ZoneText` on a stretch of a token stream."""

    def __init__(
        self, segment: Segment, coded: _Coded, stretch: slice, lead: str, end: int | None = None
    ) -> None:
        self.lead = lead
        self.codes = coded.codes[stretch]
        self.breaks = coded.breaks[stretch]
        self._segment = segment
        self._numbers = coded.numbers[stretch]
        self._end = end  # characters of the last piece that belong to the zone; None for all

    def pieces(self, first: int, last: int) -> list[tuple[str, int]]:
        """Return the text of the pieces `first` to `last`, and how many characters are syllable."""
        pieces = list(map(self._segment.piece, self._numbers[first:last].tolist()))
        if self._end is not None and pieces and last >= len(self._numbers):
            text, length = pieces[-1]
            pieces[-1] = text[: self._end], length
        return pieces


def wanted_codes(segment: Segment, wanted: Sequence[Wanted]) -> Codes:
    """Return the code of each term of a segment plus 1; that of 0, no term, is 0."""
    table = np.zeros(len(segment.terms) + 1, np.uint16)
    for place, (folded, marked) in enumerate(wanted):
        known = segment.spellings(segment.group(folded))
        numbers = segment.terms_of(segment.group(folded))
        own = table[numbers.start + 1 : numbers.stop + 1]
        own[own == 0] = 2 * place + 1
        for spelling in marked:
            if spelling in known:
                table[known[spelling] + 1] = 2 * place + 2
    return table


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


def article_text(segment: Segment, number: int, table: Codes) -> ArticleText:
    """Return the text of an article, its syllables coded by `table`."""
    pieces, titled, title_end = segment.tokens(number)
    terms = segment.arrays["piece_terms"].take(pieces)
    coded = _Coded(pieces, table.take(terms), segment.arrays["piece_breaks"].take(pieces))
    if not len(pieces):
        return ArticleText(*(StreamText(segment, coded, slice(0), "") for _ in "tb"))
    # The last piece of the title goes on into the body, up to its first syllable. A first
    # piece without a syllable is what stands before the first one.
    between = segment.piece(int(pieces[max(titled - 1, 0)]))[0]
    leads = int(terms[0] == 0)
    title_lead = segment.piece(int(pieces[0]))[0] if leads and titled else ""
    if titled == 1:
        title_lead = title_lead[:title_end]
    body_lead = between[title_end + 1 :] if titled or leads else ""
    title = StreamText(segment, coded, slice(leads, titled), title_lead, title_end)
    body = StreamText(segment, coded, slice(max(titled, leads), None), body_lead)
    return ArticleText(title, body)
