"""The texts of articles from their token streams, with what a query wants found in them."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indexer.codec.segment import Segment
from indexer.schema import stored_date
from search_app.core.port import ArticleText, Head, Wanted

Codes = npt.NDArray[np.uint16]


class StreamText:
    """Implements `search_app.core.port.ZoneText` on a stretch of a token stream."""

    def __init__(
        self,
        segment: Segment,
        table: Codes,
        pieces: npt.NDArray[np.int64],
        lead: str,
        end: int | None,
    ) -> None:
        self.lead = lead
        self._segment = segment
        self._table = table
        self._pieces = pieces
        self._end = end  # characters of the last piece that belong to the zone; None for all

    @cached_property
    def codes(self) -> Codes:
        """What each piece's syllable is of the wanted ones."""
        return self._table.take(self._segment.arrays["piece_terms"].take(self._pieces))

    @cached_property
    def breaks(self) -> npt.NDArray[np.bool_]:
        """Whether a line ends in each piece, behind its syllable."""
        return self._segment.arrays["piece_breaks"].take(self._pieces)

    def pieces(self, first: int, last: int) -> list[tuple[str, int]]:
        """Return the text of the pieces `first` to `last`, and how many characters are syllable."""
        numbers = self._pieces[first:last].tolist()
        lengths = self._segment.arrays["piece_lengths"].take(self._pieces[first:last]).tolist()
        texts = list(map(self._segment.piece, numbers))
        if texts and last >= len(self._pieces):
            texts[-1] = texts[-1][: self._end]
        return list(zip(texts, lengths, strict=True))


def wanted_codes(segment: Segment, wanted: Sequence[Wanted]) -> Codes:
    """Return the code of each term of a segment plus 1; that of 0, no term, is 0."""
    table = np.zeros(len(segment.terms) + 1, np.uint16)
    for place, (folded, marked) in enumerate(wanted):
        terms = segment.terms_of(segment.group(folded))
        own = table[terms.start + 1 : terms.stop + 1]
        own[own == 0] = 2 * place + 1
        for number in terms:
            if segment.terms[number] in marked:
                table[number + 1] = 2 * place + 2
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
    pieces, titled, title_chars = segment.tokens(number)
    # The last piece of the title goes on into the body, up to its first syllable. A first
    # piece without a syllable is what stands before the first one.
    first = pieces[:titled].tolist() or pieces[:1].tolist()
    texts = [segment.piece(at) for at in first]
    joined = "".join(texts)
    title_end = len(texts[-1]) - (len(joined) - title_chars) if titled else 0
    leads = bool(first) and segment.arrays["piece_terms"][first[0]] == 0
    title_lead = joined[: min(title_chars, len(texts[0]))] if leads and titled else ""
    title_first = 1 if leads and titled else 0
    body_first = titled if titled or not leads else 1
    title = StreamText(segment, table, pieces[title_first:titled], title_lead, title_end)
    body_lead = joined[title_chars + 1 :] if titled or leads else ""
    body = StreamText(segment, table, pieces[body_first:], body_lead, None)
    return ArticleText(title, body)
