"""The texts of articles from their token streams, with what a query wants found in them."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.codec.layout import Numbers
from indexer.codec.segment import Segment
from indexer.schema import stored_date
from search_app.core.port import LINE_END, ArticleText, Head, Wanted

Codes = npt.NDArray[np.uint16]
_FIRST_TERM = 2  # the least code of a piece that has a syllable


class StreamText:
    """Implements `search_app.core.port.ZoneText` on a stretch of a token stream."""

    __slots__ = ("_end", "_numbers", "_segment", "codes", "lead")

    def __init__(
        self, segment: Segment, numbers: Numbers, codes: Codes, lead: str, end: int | None = None
    ) -> None:
        self.codes = codes
        self.lead = lead
        self._segment = segment
        self._numbers = numbers
        self._end = end  # characters of the last piece that belong to the zone; None for all

    def pieces(self, first: int, last: int) -> list[tuple[str, int]]:
        """Return the text of the pieces `first` to `last`, and how many characters are syllable."""
        pieces = list(map(self._segment.piece, self._numbers[first:last].tolist()))
        if self._end is not None and pieces and last >= len(self._numbers):
            text, length = pieces[-1]
            pieces[-1] = text[: self._end], length
        return pieces


def wanted_codes(segment: Segment, wanted: Sequence[Wanted]) -> Codes:
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


def article_texts(segment: Segment, articles: Sequence[int], table: Codes) -> list[ArticleText]:
    """Return the texts of some articles, their syllables coded by `table`, all in one go."""
    tokens = segment.tokens(articles)
    codes = segment.arrays["piece_codes"].take(tokens.pieces)
    # A first piece without a syllable is what stands before the first one.
    leads = (codes.take(tokens.starts[:-1]) < _FIRST_TERM).tolist()
    bounds = itertools.pairwise(tokens.starts.tolist())
    coded = table.take(codes)
    texts = []
    for (first, last), lead, titled, end in zip(
        bounds, leads, tokens.title_pieces.tolist(), tokens.title_ends.tolist(), strict=True
    ):
        # The last piece of the title goes on into the body, up to its first syllable.
        between = segment.piece(int(tokens.pieces[first + max(titled - 1, 0)]))[0]
        title_lead = body_lead = ""
        if lead and titled:
            title_lead = (
                between[:end] if titled == 1 else segment.piece(int(tokens.pieces[first]))[0]
            )
        if lead or titled:
            body_lead = between[end + 1 :]
        title, body = slice(first + lead, first + titled), slice(first + max(titled, lead), last)
        texts.append(
            ArticleText(
                StreamText(segment, tokens.pieces[title], coded[title], title_lead, end),
                StreamText(segment, tokens.pieces[body], coded[body], body_lead),
            )
        )
    return texts
