"""What clauses give one article, found in its text: a cluster tells no more than the score."""

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from analyzers import JOINER, pair_starts, split_syllables
from analyzers.abbreviations import Abbreviations
from analyzers.terms import Term, other_form_terms, syllable_terms, unit_terms
from analyzers.units import find_units
from indexer import weighting
from indexer.article import Article
from indexer.codec.frequencies import BODY, LEAD, LENGTHS, TITLE, encode, encode_lengths
from indexer.opensearch.mapping import SCALE
from search_app.core import ranking
from search_app.core.port import Share
from search_app.core.request import Clause

Said = tuple[str, ...]  # a term, or the two of a pair
Codes = npt.NDArray[np.uint8]


class Terms:
    """How often an article has each term and pair, as an index counts them."""

    def __init__(self, article: Article, abbreviations: Abbreviations) -> None:
        text = f"{article.title}\n{article.text}"
        syllables = split_syllables(text)
        titled = bisect.bisect_left(syllables, len(article.title), key=lambda own: own.start)
        self.in_title: Counter[Said] = Counter()
        self.in_body: Counter[Said] = Counter()
        self.in_lead: set[Said] = set()
        self._by_folded: dict[Said, dict[Said, None]] = {}
        for said, folded, at in _said(text, abbreviations):
            self._by_folded.setdefault(folded, {})[said] = None
            (self.in_title if at < titled else self.in_body)[said] += 1
            if titled <= at < titled + weighting.LEAD_SYLLABLES:
                self.in_lead.add(said)

    def lengths(self) -> tuple[int, int]:
        """Return how many terms title and body have."""
        title, body = (
            sum(times for said, times in own.items() if len(said) == 1)
            for own in (self.in_title, self.in_body)
        )
        return title, body

    def of(self, clause: Clause) -> list[Said]:
        """Return what of a clause it has."""
        if clause.form == "folded":
            return [*self._by_folded.get(tuple(place[0] for place in clause.places), ())]
        every = itertools.product(*clause.places)
        return [said for said in every if said in self.in_title or said in self.in_body]

    def codes(self, said: Sequence[Said]) -> Codes:
        """Return how often it has some terms or pairs: see `indexer.codec.frequencies`."""
        return encode(
            np.array([self.in_title[own] for own in said]),
            np.array([self.in_body[own] for own in said]),
            np.array([own in self.in_lead for own in said]),
        )


def _said(text: str, abbreviations: Abbreviations) -> Iterator[tuple[Said, Said, int]]:
    """Yield the terms and pairs of a text, marked and folded, and where each begins.

    That is the number of a syllable. `indexer.analysis` finds the same in many articles at once.
    """
    syllables = split_syllables(text)
    starts = pair_starts(text, syllables)
    for at in starts:
        left, right = syllables[at : at + 2]
        yield (left.marked, right.marked), (left.folded, right.folded), at
    units = find_units(text)
    expansions = abbreviations.find(text, syllables, units)
    terms: Iterator[Term] = itertools.chain(
        syllable_terms(syllables),
        unit_terms(units, syllables),
        other_form_terms(expansions, syllables, set(starts)),
    )
    for term in terms:
        if term.kind == "pair of other form":
            yield tuple(term.marked.split(JOINER)), tuple(term.folded.split(JOINER)), term.first
        else:
            yield (term.marked,), (term.folded,), term.first


def shares(
    clauses: Sequence[Clause],
    terms: Terms,
    means: weighting.Lengths,
    articles: int,
    having: Mapping[Clause, int],
) -> list[Share]:
    """Return what each clause gives an article with these terms.

    `having` says how many of all `articles` have a clause.
    """
    found: list[Share] = []
    for clause in clauses:
        said = terms.of(clause)
        if not said:
            continue
        codes = terms.codes(said)
        times = int(TITLE[codes].sum()), int(BODY[codes].sum()), bool(LEAD[codes].any())
        count = having[clause]
        idf = ranking.idf(articles, count)
        found.append(Share(clause, *times, count, idf, _amount(clause, codes, terms, means)))
    return found


def _amount(clause: Clause, codes: Codes, terms: Terms, means: weighting.Lengths) -> float:
    """Return how much the frequencies say, as they are stored: in whole numbers."""
    title, body = (
        weighting.share(zone, LENGTHS.take(encode_lengths(np.array([length]))), mean)
        for zone, length, mean in zip(("title", "body"), terms.lengths(), means, strict=True)
    )
    found = weighting.frequencies(codes, title, body) * SCALE
    if clause.form == "folded" and clause.kind == "syllable":  # one term there, whatever its marks
        found = found.sum(keepdims=True)
    stored = float(np.maximum(np.rint(found), 1).sum()) / SCALE
    k1 = weighting.K1[clause.kind]
    return stored * (k1 + 1) / (stored + k1)
