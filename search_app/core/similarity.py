"""What to look for to find articles like one: the pairs and the rare syllables that tell it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analyzers import pair_starts, split_syllables
from indexer.article import Article
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.ranking import idf
from search_app.core.request import Clause

LEAST_SCORE = 0.2  # of what the article itself has; what reached less was most often unrelated
_MOST_TERMS = 30
_IN_TITLE = 1.5  # what one in the title counts
_REPEATS = 0.9  # power of the count: what is said often is what an article is about
_SYLLABLE_WEIGHT = 0.6  # names that are no pair (chip, UFO, Zimbabwe); the others are in pairs
_RARE = 1 / 20  # of the articles

Term = tuple[str, ...]  # a syllable or a pair


def telling_clauses(article: Article, lexicon: Lexicon, copies: int = 0) -> list[Clause]:
    """Return clauses for what tells `article` from others, weighed by how often it says it.

    What no article but it and its `copies` has leads nowhere and is left out.
    """
    counts = _counts(article)
    weights = {
        term: count**_REPEATS * (1.0 if len(term) > 1 else _SYLLABLE_WEIGHT)
        for term, count in counts.items()
    }
    having = _having(counts, lexicon)
    telling = {
        term: weights[term] * idf(lexicon.articles, articles)
        for term, articles in having.items()
        if articles > 1 + copies
    }
    best = sorted(telling, key=lambda term: (-telling[term], term))[:_MOST_TERMS]
    return [
        Clause(
            label=" ".join(term),
            kind="pair" if len(term) > 1 else "syllable",
            form="marked",
            places=tuple((syllable,) for syllable in term),
            weight=weights[term],
        )
        for term in best
    ]


def _counts(article: Article) -> Mapping[Term, float]:
    """Return how often an article has each of its syllables and pairs."""
    text = f"{article.title}\n{article.text}"
    syllables = split_syllables(text)
    marked = [syllable.marked for syllable in syllables]
    titled = sum(syllable.start < len(article.title) for syllable in syllables)
    counts: defaultdict[Term, float] = defaultdict(float)
    for at, syllable in enumerate(marked):
        counts[(syllable,)] += _IN_TITLE if at < titled else 1
    for at in pair_starts(text, syllables):
        counts[marked[at], marked[at + 1]] += _IN_TITLE if at < titled else 1
    return counts


def _having(terms: Iterable[Term], lexicon: Lexicon) -> dict[Term, int]:
    """Return how many articles have each pair, and each syllable that few have."""
    pairs = [(term[0], term[1]) for term in terms if len(term) > 1]
    spend()
    found: dict[Term, int] = dict(zip(pairs, lexicon.count_pairs(pairs).tolist(), strict=True))
    for term in terms:
        if len(term) == 1 and (count := lexicon.syllable_count(term[0])) < _RARE * lexicon.articles:
            found[term] = count
    return found
