"""Plain text as a `ZoneText`: for text that no index holds in pieces."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analyzers import split_syllables
from search_app.core.port import LINE_END, ArticleText, PieceCodes, Wanted, ZoneText


class Pieces(NamedTuple):
    """Implements `search_app.core.port.ZoneText` on values in memory."""

    lead: str
    codes: PieceCodes
    texts: Sequence[tuple[str, int]]

    def pieces(self, first: int, last: int) -> Sequence[tuple[str, int]]:
        """Return the text of the pieces `first` to `last`, and how many characters are syllable."""
        return self.texts[first:last]


def cut(text: str, wanted: Sequence[Wanted]) -> ZoneText:
    """Return `text` cut where each syllable begins, the `wanted` syllables found."""
    syllables = split_syllables(text)
    starts = [syllable.start for syllable in syllables]
    ends = [*starts, len(text)][1:]
    exactly, otherwise = _codes(wanted)
    codes = [exactly.get(s.marked) or otherwise.get(s.folded, 0) for s in syllables]
    texts = [(text[s.start : end], s.end - s.start) for s, end in zip(syllables, ends, strict=True)]
    for at, (piece, length) in enumerate(texts):
        if codes[at] and "\n" in piece[length:]:
            codes[at] |= LINE_END
    return Pieces(
        text[: starts[0]] if starts else text,
        np.array(codes, np.uint16),
        texts,
    )


def article_text(title: str, body: str, wanted: Sequence[Wanted]) -> ArticleText:
    """Return a title and a body as an engine gives them that keeps no pieces."""
    return ArticleText(cut(title, wanted), cut(body, wanted))


def _codes(wanted: Sequence[Wanted]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the codes of marked syllables, and of those that only fold to a wanted one."""
    exactly: dict[str, int] = {}
    otherwise: dict[str, int] = {}
    for at, (folded, marked) in enumerate(wanted):
        exactly.update(dict.fromkeys(marked, 2 * at + 2))
        otherwise.setdefault(folded, 2 * at + 1)
    return exactly, otherwise
