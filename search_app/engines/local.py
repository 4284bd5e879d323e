"""The local engine: the index on this machine's disk, scored as arrays."""

import dataclasses
import functools
import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from analyzers import split_syllables
from indexer.article import Article
from indexer.codec.frequencies import BODY, LEAD, TITLE
from indexer.errors import IndexCorruptError
from indexer.store import Generation, damaged_files, held_generation
from search_app.core.limits import spend
from search_app.core.model import FacetName, PlaceNames
from search_app.core.port import NO_PERIODS, Head, Matches, Share, Wanted
from search_app.core.request import Clause, Named, Request
from search_app.engines import order
from search_app.engines.columns import FacetsByNames
from search_app.engines.completions import LocalCompletions
from search_app.engines.copies import NONE_RANKED, Copies, Listed, Ranked
from search_app.engines.found import Finder, Found, total
from search_app.engines.kept import EvidenceCache
from search_app.engines.leaf import Leaf, leaf_of, mean_lengths
from search_app.engines.lexicon import LocalLexicon
from search_app.engines.periods import MonthCounts
from search_app.engines.texts import StreamTexts, head


class LocalEngine:
    """Implements `search_app.core.port.Engine` on a generation of an index directory.

    Safe to use from many threads: what it maps never changes.

    Raises:
        IndexCorruptError: a file of it is damaged.
    """

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.abbreviations = generation.abbreviations()
        segments = [(own.segment, own.live) for own in generation.segments()]
        for segment, _ in segments:
            segment.keep(1 / len(segments))
        lengths = mean_lengths([segment for segment, _ in segments])
        bases = itertools.accumulate((segment.articles for segment, _ in segments), initial=0)
        self._leaves = [
            Leaf(segment, base, live, lengths)
            for base, (segment, live) in zip(bases, segments, strict=False)
        ]
        self._facets = FacetsByNames(segments)
        self._cache = EvidenceCache(self._leaves)
        self._finder = Finder(self._leaves, self._cache, self._facets)
        # Mapped now, while the generation is there, and put in order when it is first asked for.
        self._grouped = generation.copies()
        live_articles = sum(int(leaf.live.sum()) for leaf in self._leaves)
        self.completions = LocalCompletions(self._leaves)
        self.lexicon = LocalLexicon([leaf.segment for leaf in self._leaves], live_articles)

    @classmethod
    def open(cls, root: Path) -> Self:
        """Open the current generation of an index directory.

        Raises:
            IndexMissingError, IndexOutdatedError, IndexCorruptError: it cannot be opened.
        """
        return cls(held_generation(root))

    def match(self, request: Request) -> Matches:
        """Return the wanted stretch of matches; equal scores newest first, then by number."""
        found = self._finder.find(request)
        listed = self._list(found, request)
        return Matches(
            total=total(found),
            listed=listed.length,
            numbers=listed.ranked.numbers.tolist(),
            scores=listed.ranked.scores.tolist(),
            copies=listed.copies,
            facets=self._facets(request.place_names).counts([own.masks for own in found]),
            periods=(
                self._month_counts.count([own.of_all_days for own in found])
                if request.periods
                else NO_PERIODS
            ),
        )

    def copies(self, number: int) -> list[int]:
        """Return the articles that are copies of the one with this number, the newest first."""
        return self._copies.others(number)

    def every(self, request: Request) -> list[int]:
        """Return the numbers of all that the list has, in order, whatever stretch is wanted."""
        found = self._finder.find(request)
        whole = dataclasses.replace(request, offset=0, limit=total(found))
        numbers: list[int] = self._list(found, whole).ranked.numbers.tolist()
        return numbers

    def count(self, request: Request) -> int:
        """Return how many articles match, as `match` would say in `total`, for less work."""
        return total(self._finder.find(request))

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
        found = self._finder.find(request)
        length = total(found)
        numbers = self._page(found, request, 0, length).numbers.tolist()
        return (numbers.index(number) + 1 if number in numbers else None), length

    def shares(self, clauses: Sequence[Clause], number: int) -> list[Share]:
        """Return what each clause gives one article; the scores add up to its score."""
        leaf, own = self._place(number)
        at = self._leaves.index(leaf)
        shares: list[Share] = []
        for clause, found in zip(clauses, self._cache.find(clauses), strict=True):
            amount = found.of_leaves[at].share(leaf, own)
            if amount:
                times = self._times(leaf, clause, own)
                shares.append(Share(clause, *times, found.articles, found.idf, amount))
        return shares

    def article(self, number: int) -> Article:
        """Return the article with a number from `match`."""
        leaf, own = self._place(number)
        return leaf.segment.article(own)

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        """Return what hits show of the articles with these numbers, besides their texts."""
        return [head(leaf.segment, own) for leaf, own in map(self._place, numbers)]

    def texts(self, numbers: Sequence[int], wanted: Sequence[Wanted]) -> StreamTexts:
        """Return the texts of one or more articles, the `wanted` syllables found in them."""
        places = map(self._place, numbers)
        return StreamTexts([(leaf.segment, own) for leaf, own in places], wanted)

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id."""
        for leaf in self._leaves:
            own = leaf.segment.number(article_id)
            if own >= 0 and leaf.live[own]:
                return leaf.base + own
        return None

    def facet_values(
        self, facet: FacetName, place_names: PlaceNames | None = None
    ) -> Sequence[str]:
        """Return every value of a facet, in order; years as text."""
        return self._facets(place_names).values(facet)

    def sources(self) -> dict[str, int]:
        """Return how many articles `Named` finds of each source that one names or has as host."""
        written: Counter[str] = Counter()
        for leaf in self._leaves:
            written.update(leaf.names.sources(leaf.live))
        spelled: dict[str, str] = {}
        for name in sorted(written, key=lambda name: (-written[name], name)):
            together = "".join(syllable.marked for syllable in split_syllables(name))
            spelled.setdefault(together or name, name)
        return {name: self._named(name, written[name]) for name in spelled.values()}

    @property
    def built(self) -> str:
        """Return when the index was built, as ISO time in UTC."""
        return self._generation.manifest.built

    @functools.cached_property
    def fingerprint(self) -> str:
        """Return what is another for every other build of an index, in letters and digits."""
        return self._generation.checksum

    def damage(self) -> IndexCorruptError | None:
        """Return the error that names a damaged file, if one is; this reads all of them."""
        for path, problem in damaged_files(self._generation):
            return self._generation.corrupt(path, problem)
        return None

    def _place(self, number: int) -> tuple[Leaf, int]:
        """Return the leaf of an article, and its number there."""
        return leaf_of(self._leaves, number)

    def _named(self, source: str, written: int) -> int:
        """Return how many articles a source finds; if there is nothing to look for, `written`."""
        syllables = tuple(syllable.marked for syllable in split_syllables(source))
        if not syllables:
            return written
        wanted = Named("source", syllables)
        return sum(int((leaf.names.mask(wanted) & leaf.live).sum()) for leaf in self._leaves)

    @functools.cached_property
    def _month_counts(self) -> MonthCounts:
        return MonthCounts(self._leaves)

    @functools.cached_property
    def _copies(self) -> Copies:
        return Copies(*self._grouped, self._leaves)

    def _list(self, found: Sequence[Found], request: Request) -> Listed:
        """Return the wanted stretch of the list, which has one of each group if that is wanted."""
        if not request.collapse:
            page = self._page(found, request, request.offset, request.limit)
            return Listed(page, total(found), {})
        return self._copies.collapse(
            [own.masks[None] for own in found],
            lambda limit: self._page(found, request, 0, limit),
            request.offset,
            request.limit,
        )

    def _page(self, found: Sequence[Found], request: Request, offset: int, limit: int) -> Ranked:
        """Return a stretch of all matches, in order."""
        wanted = offset + limit
        is_by_score = request.sort == "relevance" and not request.match_all
        parts, best = [], np.empty(0, np.float32)
        for own in found:
            spend()
            leaf, among = own.leaf, own.masks[None]
            if is_by_score:
                least = order.least_of_best(best, wanted)
                few, scores = own.scores.best(among, wanted, least)
                best = np.concatenate((best, scores))
                parts.append((scores, leaf.days[few], few + leaf.base, scores))
            else:
                every = own.scores.all()
                first, second = order.keys(request.sort, every, leaf.days)
                few = order.first_few(first, among, wanted)
                parts.append((first[few], second[few], few + leaf.base, every[few]))
        if not parts:
            return NONE_RANKED
        first, second, numbers, scores_ = map(np.concatenate, zip(*parts, strict=True))
        page = order.ordered(first, second, numbers)[offset:wanted]
        return Ranked(numbers[page], scores_[page])

    def _times(self, leaf: Leaf, clause: Clause, number: int) -> tuple[int, int, bool]:
        """Return how often an article has a clause in title and body, and if in its lead."""
        found = []
        for stretch in leaf.stretches(clause.form, clause.places)[1]:
            postings = leaf.segment.postings(clause.kind, *stretch)
            spend(len(postings.docs))
            found.append(postings.codes[postings.docs == number])
        codes = np.concatenate(found)
        return int(TITLE[codes].sum()), int(BODY[codes].sum()), bool(LEAD[codes].any())
