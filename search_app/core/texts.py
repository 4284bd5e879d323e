"""Plain texts as `Texts`: for those that no index holds in pieces."""

import bisect
import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from analyzers import Syllable, split_syllables
from search_app.core.limits import spend
from search_app.core.port import LINE_END, PieceCodes, Stretch, Wanted

_AT_ONCE = 1 << 13  # characters read in a step: some milliseconds


class PlainTexts:
    """Implements `search_app.core.port.Texts` on titles and bodies."""

    def __init__(self, articles: Sequence[tuple[str, str]], wanted: Sequence[Wanted] = ()) -> None:
        exactly, otherwise = _codes(wanted)
        codes: list[int] = []
        self.starts = [0]
        self.bodies: list[int] = []
        self.title_ends: list[int] = []
        self._stretches: list[Stretch] = []
        for title, body in articles:
            text = f"{title}\n{body}"
            syllables = [*_syllables(text)]
            starts = [syllable.start for syllable in syllables]
            ends = [syllable.end for syllable in syllables]
            own = [exactly.get(s.marked) or otherwise.get(s.folded, 0) for s in syllables]
            if not starts or starts[0]:
                starts, ends, own = [0, *starts], [0, *ends], [0, *own]
            starts.append(len(text))
            for at, code in enumerate(own):
                if code and "\n" in text[ends[at] : starts[at + 1]]:
                    own[at] |= LINE_END
            titled = max(bisect.bisect_left(starts, len(title)), 1)
            self.bodies.append(len(codes) + titled)
            self.title_ends.append(len(title) - starts[titled - 1])
            codes += own
            self.starts.append(len(codes))
            self._stretches.append(Stretch(text, starts, ends))
        self.codes: PieceCodes = np.array(codes, np.uint16)

    def stretches(self, ranges: Sequence[tuple[int, int]]) -> list[Stretch]:
        """Return the pieces from the first to before the last of each of `ranges`."""
        found = []
        for first, last in ranges:
            number = bisect.bisect_right(self.starts, first) - 1
            begin = self.starts[number]
            text, starts, ends = self._stretches[number]
            own = slice(first - begin, last - begin)
            found.append(Stretch(text, starts[own.start : own.stop + 1], ends[own]))
        return found


def _syllables(text: str) -> Iterator[Syllable]:
    """Yield the syllables of `text`, a long one read in steps that end with a line."""
    for first, last in itertools.pairwise(_cuts(text)):
        spend()
        for syllable in split_syllables(text[first:last]):
            yield syllable._replace(start=syllable.start + first, end=syllable.end + first)


def _cuts(text: str) -> Iterator[int]:
    """Yield 0, then where each step ends."""
    at = 0
    yield at
    while at < len(text):
        line_end = text.find("\n", at + _AT_ONCE)
        at = line_end + 1 if line_end >= 0 else len(text)
        yield at


def _codes(wanted: Sequence[Wanted]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the codes of marked syllables, and of those that only fold to a wanted one."""
    exactly: dict[str, int] = {}
    otherwise: dict[str, int] = {}
    for at, (folded, marked) in enumerate(wanted):
        exactly.update(dict.fromkeys(marked, 2 * at + 2))
        otherwise.setdefault(folded, 2 * at + 1)
    return exactly, otherwise
