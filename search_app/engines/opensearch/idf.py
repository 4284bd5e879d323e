"""How many articles have a clause, by the counts of a lexicon."""

import math

from search_app.core import ranking
from search_app.core.port import Lexicon
from search_app.core.request import Clause
from search_app.engines.opensearch.queries import spelled


def articles_with(clause: Clause, lexicon: Lexicon) -> int:
    """Return about how many articles have a clause; exactly, if it can be only one term.

    Of several spellings it is what they would have together if none drew another near.
    """
    spellings = spelled(clause.form, clause.places, lexicon)
    if len(spellings) == 1:
        counts = [lexicon.syllable_count(own) for own in spellings[0]]
    else:
        left, right = spellings
        counts = lexicon.pair_counts(left, right).ravel().tolist()
    every = max(lexicon.articles, 1)
    without = math.prod(1 - min(count / every, 1) for count in counts)
    # The lexicon counts articles that were replaced or deleted since, too.
    return min(max(round(every * (1 - without)), max(counts, default=0)), every)


def factor(clause: Clause, lexicon: Lexicon, k1: float) -> float:
    """Return what the share of a clause is multiplied with: see `search_app.core.ranking`."""
    return clause.weight * ranking.idf(lexicon.articles, articles_with(clause, lexicon)) * (k1 + 1)
