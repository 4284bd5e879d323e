"""Whose articles: bylines and sources, few for the many articles they stand at."""

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from analyzers import fold, split_syllables
from indexer.codec.container import Array
from indexer.codec.segment import Segment
from indexer.hosts import host
from search_app.core.facets import Mask
from search_app.core.request import Named


class Names:
    """The bylines, sources and hosts of the articles of a segment, read when first asked for."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def mask(self, condition: Named) -> Mask:
        """Return which articles have the name, deleted ones too."""
        if condition.column == "byline":
            return self._bylines.mask(condition.syllables)
        folded = tuple(map(fold, condition.syllables))
        together = ("".join(folded),)
        found = self._sources.mask(condition.syllables)
        return found | self._hosts.mask(folded) | self._hosts.mask(together)

    def sources(self, among: Mask) -> Counter[str]:
        """Return how many articles `among` some name each source, else have it as their host."""
        counts = self._counts("source", among)
        if counts.pop("", 0):
            nameless = self._segment.column("source")[:].index("")
            of = self._segment.arrays["source_of"]
            for url, count in self._counts("url", among & (of == nameless)).items():
                counts[host(url).removeprefix("www.")] += count
        del counts[""]
        return counts

    def _counts(self, column: str, among: Mask) -> Counter[str]:
        """Return how many articles `among` some have each value of a column that any has."""
        values = self._segment.column(column)[:]
        counts = np.bincount(self._segment.arrays[f"{column}_of"][among], minlength=len(values))
        return +Counter(dict(zip(values, counts.tolist(), strict=True)))

    @cached_property
    def _bylines(self) -> "_Column":
        return _Column(self._segment.column("byline")[:], self._segment.arrays["byline_of"])

    @cached_property
    def _sources(self) -> "_Column":
        return _Column(self._segment.column("source")[:], self._segment.arrays["source_of"])

    @cached_property
    def _hosts(self) -> "_Column":
        numbers: dict[str, int] = {}
        of = [numbers.setdefault(host(url), len(numbers)) for url in self._segment.column("url")[:]]
        return _Column([*numbers], np.array(of, np.uint16)[self._segment.arrays["url_of"]])


class _Column:
    """Distinct names, and which of them each article has."""

    def __init__(self, names: Sequence[str], of: Array) -> None:
        self._of = of
        self._names = [split_syllables(name) for name in names]
        # As one text with a line for each name: it is looked through in one go.
        folded = [[syllable.folded for syllable in name] for name in self._names]
        lines = [f" {' '.join(own)} \n" for own in folded]
        self._folded = "".join(lines)
        self._starts = [*itertools.accumulate(map(len, lines), initial=0)]
        self._together: dict[str, list[int]] = {}
        for number, own in enumerate(folded):
            self._together.setdefault("".join(own), []).append(number)

    def mask(self, wanted: Sequence[str]) -> Mask:
        """Return which articles have a name in which syllables stand side by side.

        Or all of whose syllables, run together, are the wanted ones run together.
        """
        folded = [*map(fold, wanted)]
        found = np.zeros(len(self._names), np.bool_)
        found[[number for number in self._with(folded) if self._fits(number, wanted)]] = True
        typed = "".join(wanted)
        for number in self._together.get("".join(folded), ()):
            name = "".join(syllable.marked for syllable in self._names[number])
            found[number] |= typed in (name, fold(name))
        mask: Mask = found.take(self._of)
        return mask

    def _with(self, folded: Sequence[str]) -> Iterator[int]:
        """Yield the names that have folded syllables side by side."""
        key, at = f" {' '.join(folded)} ", -1
        while (at := self._folded.find(key, at + 1)) >= 0:
            number = bisect.bisect_right(self._starts, at) - 1
            yield number
            at = self._starts[number + 1] - 1

    def _fits(self, number: int, wanted: Sequence[str]) -> bool:
        """Whether a name has the syllables side by side, with the marks that were typed."""
        name = self._names[number]
        return any(
            all(typed in own[:2] for typed, own in zip(wanted, name[at:], strict=False))
            for at in range(len(name) - len(wanted) + 1)
        )
