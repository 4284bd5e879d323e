"""What to look for to find articles like one: its telling pairs."""

from collections import Counter

from analyzers import pair_starts, split_syllables
from indexer.article import Article
from search_app.core.port import Clause, Lexicon
from search_app.core.ranking import idf

_MOST_PAIRS = 25


def telling_clauses(article: Article, lexicon: Lexicon) -> list[Clause]:
    """Return clauses for the pairs that tell `article` from others, weighed by its own counts.

    A pair that no other article has leads nowhere and is left out.
    """
    text = f"{article.title}\n{article.body}"
    syllables = split_syllables(text)
    counts = Counter(
        (syllables[at].marked, syllables[at + 1].marked) for at in pair_starts(text, syllables)
    )
    having = dict(zip(counts, lexicon.count_pairs([*counts]).tolist(), strict=True))
    telling = {
        pair: count * idf(lexicon.articles, having[pair])
        for pair, count in counts.items()
        if having[pair] > 1
    }
    best = sorted(telling, key=lambda pair: (-telling[pair], pair))[:_MOST_PAIRS]
    return [
        Clause(
            label=" ".join(pair),
            kind="pair",
            form="marked",
            places=tuple((syllable,) for syllable in pair),
            weight=float(counts[pair]),
        )
        for pair in best
    ]
