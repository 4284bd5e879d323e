"""The local engine: the index on this machine's disk, scored as arrays."""

import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from indexer import places
from indexer.article import Article
from indexer.codec.frequencies import BODY, LEAD, TITLE
from indexer.errors import IndexCorruptError
from indexer.store import Generation, current_generation, damaged_files
from search_app.core import facets
from search_app.core.facets import Mask
from search_app.core.model import FacetName, PlaceNames
from search_app.core.port import Head, Matches, Share, Wanted
from search_app.core.request import Clause, Condition, Request
from search_app.engines import order
from search_app.engines.columns import Facets, between
from search_app.engines.completions import LocalCompletions
from search_app.engines.conditions import mask
from search_app.engines.copies import Copies, Listed, Ranked
from search_app.engines.kept import EvidenceCache
from search_app.engines.leaf import Leaf, Lengths, leaf_of
from search_app.engines.lexicon import LocalLexicon
from search_app.engines.scoring import LeafScores, covering, score_leaves
from search_app.engines.texts import StreamTexts, head


class _Found(NamedTuple):
    """What a request finds in one leaf."""

    leaf: Leaf
    scores: LeafScores
    masks: dict[FacetName | None, Mask]  # what each facet counts; under None the answer itself


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
        lengths = Lengths.of([segment for segment, _ in segments])
        bases = itertools.accumulate((segment.articles for segment, _ in segments), initial=0)
        self._leaves = [
            Leaf(segment, base, live, lengths)
            for base, (segment, live) in zip(bases, segments, strict=False)
        ]
        self._cache = EvidenceCache(self._leaves)
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
        return cls(current_generation(root))

    def match(self, request: Request) -> Matches:
        """Return the wanted stretch of matches; equal scores newest first, then by number."""
        found = self._found(request)
        listed = self._list(found, request)
        return Matches(
            total=_total(found),
            listed=listed.length,
            numbers=listed.ranked.numbers,
            scores=listed.ranked.scores,
            copies=listed.copies,
            facets=self._facets(request.place_names).counts([own.masks for own in found]),
        )

    def copies(self, number: int) -> list[int]:
        """Return the articles that are copies of the one with this number, the newest first."""
        return self._copies.others(number)

    def count(self, request: Request) -> int:
        """Return how many articles match, as `match` would say in `total`, for less work."""
        return _total(self._found(request))

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
        found = self._found(request)
        total = _total(found)
        numbers = self._page(found, request, 0, total).numbers
        return (numbers.index(number) + 1 if number in numbers else None), total

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

    def damage(self) -> IndexCorruptError | None:
        """Return the error that names a damaged file, if one is; this reads all of them."""
        for path, problem in damaged_files(self._generation):
            return self._generation.corrupt(path, problem)
        return None

    def _place(self, number: int) -> tuple[Leaf, int]:
        """Return the leaf of an article, and its number there."""
        return leaf_of(self._leaves, number)

    @functools.cached_property
    def _copies(self) -> Copies:
        return Copies(*self._grouped, self._leaves)

    def _facets(self, place_names: PlaceNames | None) -> Facets:
        return self._facets_today if place_names else self._facets_as_stored

    @functools.cached_property
    def _facets_as_stored(self) -> Facets:
        return self._facets_with(str)

    @functools.cached_property
    def _facets_today(self) -> Facets:
        return self._facets_with(places.today)

    def _facets_with(self, city_name: Callable[[str], str]) -> Facets:
        live = [leaf.live for leaf in self._leaves]
        return Facets([leaf.segment for leaf in self._leaves], live, city_name)

    def _found(self, request: Request) -> list[_Found]:
        scores = score_leaves(self._leaves, request.clauses, self._cache)
        own_facets = self._facets(request.place_names)
        meeting = self._meeting(request.where, own_facets)
        if request.match_all:
            matching = [leaf.live for leaf in self._leaves]
        elif request.needed > 1:
            matching = covering(scores, request.clauses, request.needed, meeting)
        else:
            matching = [own.matching for own in scores]
        found = []
        for at, leaf in enumerate(self._leaves):
            needed = [matching[at]]
            if request.date_from or request.date_to:
                needed.append(between(leaf.days, request.date_from, request.date_to))
            if meeting is not None:
                needed.append(meeting[at])
            matched = functools.reduce(np.logical_and, needed)
            chosen = {
                facet: own_facets.mask(at, facet, values)
                for facet, values in request.filters.items()
            }
            found.append(_Found(leaf, scores[at], facets.own_group_masks(matched, chosen)))
        return found

    def _meeting(self, where: Condition | None, own_facets: Facets) -> list[Mask] | None:
        """Return of each leaf which articles meet a condition."""
        if where is None:
            return None
        return [
            mask(where, leaf, functools.partial(own_facets.mask, at))
            for at, leaf in enumerate(self._leaves)
        ]

    def _list(self, found: Sequence[_Found], request: Request) -> Listed:
        """Return the wanted stretch of the list, which has one of each group if that is wanted."""
        if not request.collapse:
            page = self._page(found, request, request.offset, request.limit)
            return Listed(page, _total(found), {})
        return self._copies.collapse(
            [own.masks[None] for own in found],
            lambda limit: self._page(found, request, 0, limit),
            request.offset,
            request.limit,
        )

    def _page(self, found: Sequence[_Found], request: Request, offset: int, limit: int) -> Ranked:
        """Return a stretch of all matches, in order."""
        wanted = offset + limit
        is_by_score = request.sort == "relevance" and not request.match_all
        parts, best = [], np.empty(0, np.float32)
        for leaf, scores, masks in found:
            if is_by_score:
                few, own = scores.best(masks[None], wanted, order.least_of_best(best, wanted))
                best = np.concatenate((best, own))
                parts.append((own, leaf.days[few], few + leaf.base, own))
            else:
                every = scores.all()
                first, second = order.keys(request.sort, every, leaf.days)
                few = order.first_few(first, masks[None], wanted)
                parts.append((first[few], second[few], few + leaf.base, every[few]))
        if not parts:
            return Ranked([], [])
        first, second, numbers, scores_ = map(np.concatenate, zip(*parts, strict=True))
        page = order.ordered(first, second, numbers)[offset:wanted]
        return Ranked(numbers[page].tolist(), scores_[page].tolist())

    def _times(self, leaf: Leaf, clause: Clause, number: int) -> tuple[int, int, bool]:
        """Return how often an article has a clause in title and body, and if in its lead."""
        found = []
        for stretch in leaf.stretches(clause.form, clause.places)[1]:
            postings = leaf.segment.postings(clause.kind, *stretch)
            found.append(postings.codes[postings.docs == number])
        codes = np.concatenate(found)
        return int(TITLE[codes].sum()), int(BODY[codes].sum()), bool(LEAD[codes].any())


def _total(found: Iterable[_Found]) -> int:
    return sum(int(np.count_nonzero(own.masks[None])) for own in found)
