"""Texts that were cut by their syllables as `Texts`: for those that no index holds in pieces."""

import bisect
import itertools
from collections.abc import Sequence
from typing import Self

import numpy as np

from search_app.core.cuts import Cut, Vocabulary, cut
from search_app.core.port import LINE_END, PieceCodes, Stretch, Wanted


class CutTexts:
    """Implements `search_app.core.port.Texts` on one or more texts, cut by one vocabulary."""

    def __init__(
        self, cuts: Sequence[Cut], vocabulary: Vocabulary, wanted: Sequence[Wanted]
    ) -> None:
        self._cuts = cuts
        self.starts = [0, *itertools.accumulate(len(own.syllables) for own in cuts)]
        self.bodies = [at + own.body for at, own in zip(self.starts, cuts, strict=False)]
        self.title_ends = [own.title_end for own in cuts]
        syllables = np.concatenate([own.syllables for own in cuts])
        self.codes: PieceCodes = vocabulary.codes(wanted).take(syllables)
        line_ends = np.concatenate([own.line_ends for own in cuts])
        self.codes[line_ends & (self.codes > 0)] |= LINE_END

    @classmethod
    def of(cls, articles: Sequence[tuple[str, str]], wanted: Sequence[Wanted] = ()) -> Self:
        """Return plain titles and bodies, the `wanted` syllables found in them."""
        vocabulary = Vocabulary()
        return cls([cut(*own, vocabulary) for own in articles], vocabulary, wanted)

    def stretches(self, ranges: Sequence[tuple[int, int]]) -> list[Stretch]:
        """Return the pieces from the first to before the last of each of `ranges`."""
        found = []
        for first, last in ranges:
            number = bisect.bisect_right(self.starts, first) - 1
            own, begin = self._cuts[number], self.starts[number]
            starts = own.starts[first - begin : last - begin + 1].tolist()
            found.append(Stretch(own.text, starts, own.ends[first - begin : last - begin].tolist()))
        return found
