"""The local engine: the index on this machine's disk, scored as arrays."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.article import Article
from indexer.store import current_generation
from search_app.core import facets, ranking
from search_app.core.facets import Mask
from search_app.core.model import FACETS, FacetName
from search_app.core.port import Clause, Matches, Request, Share
from search_app.core.ranking import Floats
from search_app.engines.arrays import FIELDS, WhooshArrays
from search_app.engines.columns import Columns
from search_app.engines.lexicon import LocalLexicon
from search_app.engines.phrases import PhraseFinder


class LocalEngine:
    """Implements `search_app.core.port.Engine` on the current generation of an index directory.

    Raises:
        IndexMissingError, IndexOutdatedError, IndexCorruptError: it cannot be opened.
    """

    def __init__(self, root: Path) -> None:
        generation = current_generation(root)
        self.abbreviations = generation.abbreviations()
        self._arrays = WhooshArrays(generation)
        self._columns = Columns(self._arrays)
        self._phrases = PhraseFinder(self._arrays)
        self._norms = {zone: self._norm(zone) for zone in ranking.ZONE_BOOSTS}
        self.lexicon = LocalLexicon(self._arrays)

    def match(self, request: Request) -> Matches:
        """Return the wanted stretch of matches; equal scores newest first, then by number."""
        scores, matched = self._score(request)
        masks = facets.own_group_masks(
            matched,
            {facet: self._columns.mask(facet, values) for facet, values in request.filters.items()},
        )
        answer = masks[None]
        page = self._ordered(answer, scores, request)[request.offset :][: request.limit]
        return Matches(
            total=int(answer.sum()),
            numbers=page.tolist(),
            scores=scores[page].tolist(),
            facets={
                facet: self._columns.counts(facet, masks.get(facet, answer)) for facet in FACETS
            },
        )

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
        scores, matched = self._score(request)
        ordered = self._ordered(matched, scores, request)
        places = np.flatnonzero(ordered == number)
        return (int(places[0]) + 1 if len(places) else None), len(ordered)

    def shares(self, clauses: Sequence[Clause], number: int) -> list[Share]:
        """Return what each clause gives one article; the scores add up to its score."""
        found = []
        for clause in clauses:
            tf, having = self._frequency(clause)
            if tf[number]:
                times = {
                    zone: sum(self._times(field, term, number) for term in clause.terms)
                    for zone, field in FIELDS[clause.kind].items()
                }
                score = float(self._share(clause, tf[number : number + 1], having)[0])
                found.append(Share(clause, times["title"], times["body"], having, score))
        return found

    def article(self, number: int) -> Article:
        """Return the article with a number from `match`."""
        return self._arrays.article(number)

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id."""
        found = self._arrays.postings("id", article_id).numbers
        return int(found[0]) if len(found) else None

    def facet_values(self, facet: FacetName) -> Sequence[str]:
        """Return every value of a facet, in order; years as text."""
        return self._columns.values(facet)

    def _score(self, request: Request) -> tuple[Floats, Mask]:
        """Return every article's score, and which articles match but for the facets."""
        scores = np.zeros(self._arrays.articles, np.float32)
        covered = np.zeros(self._arrays.articles, np.int32)
        for clause in request.clauses:
            tf, having = self._frequency(clause)
            scores += self._share(clause, tf, having)
            if clause.counts:
                covered += tf > 0
        # When no article has as many as are needed, those that have most of them match.
        needed = min(request.needed, int(covered.max(initial=0)) or 1)
        matched: Mask = covered >= (0 if request.match_all else needed)
        matched &= self._columns.between(request.date_from, request.date_to)
        for phrase in request.phrases:
            matched &= self._phrases.mask(phrase, matched)
        return scores, matched

    def _share(self, clause: Clause, tf: Floats, having: int) -> Floats:
        weight = clause.weight * ranking.idf(self.lexicon.articles, having)
        return np.float32(weight) * ranking.saturate(tf)

    def _frequency(self, clause: Clause) -> tuple[Floats, int]:
        """Return each article's boosted, normalised frequency, and how many have any."""
        tf = np.zeros(self._arrays.articles, np.float32)
        for zone, field in FIELDS[clause.kind].items():
            boost = np.float32(ranking.ZONE_BOOSTS[zone])
            for term in clause.terms:
                found = self._arrays.postings(field, term)
                tf[found.numbers] += boost * found.frequencies / self._norms[zone][found.numbers]
        return tf, int(np.count_nonzero(tf))

    def _times(self, field: str, term: str, number: int) -> int:
        found = self._arrays.postings(field, term)
        return int(found.frequencies[found.numbers == number].sum())

    def _ordered(self, answer: Mask, scores: Floats, request: Request) -> npt.NDArray[np.int64]:
        """Return the matches in the order asked for; undated articles come last by date."""
        numbers = np.flatnonzero(answer)
        days, best = self._columns.days[numbers], -scores[numbers]
        keys: tuple[npt.NDArray[Any], ...]  # the first decides, the next break ties
        if request.sort == "newest":
            keys = (-days, best)
        elif request.sort == "oldest":
            keys = (days == 0, days, best)
        else:
            keys = (best, -days)
        return numbers[np.lexsort((numbers, *reversed(keys)))]  # lexsort's last key sorts first

    def _norm(self, zone: str) -> Floats:
        lengths = self._arrays.lengths(zone)
        return ranking.length_norm(lengths, float(lengths.mean()) if len(lengths) else 0.0)
