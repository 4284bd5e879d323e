"""Why an article has its rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.article import Article
from search_app.core.asked import Asked
from search_app.core.errors import NoWordsError
from search_app.core.phrases import phrase_places, stands_in
from search_app.core.port import Engine, Share


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article has its rank for a query."""

    article: Article
    rank: int | None  # from 1; None: it lacks every word, or what an operator demands
    missing: Sequence[str]  # phrases
    absent: Sequence[str]  # words
    total: int
    score: float
    shares: Sequence[Share]


def explained(engine: Engine, asked: Asked, number: int, article: Article) -> Explanation:
    """Return why the article with this number has its rank.

    Raises:
        NoWordsError: no word was asked for.
    """
    if not asked.query.syllables:
        raise NoWordsError
    shares = engine.shares(asked.clauses, number)
    had = {share.clause for share in shares}
    rank, total = engine.rank(asked.request(), number)
    places = phrase_places(asked.query, engine.lexicon)
    return Explanation(
        article=article,
        rank=rank,
        missing=[
            " ".join(syllable.marked for syllable in phrase)
            for phrase, own in zip(asked.query.phrases, places, strict=True)
            if not stands_in(own, f"{article.title}\n{article.text}")
        ],
        absent=[clause.label for clause in asked.clauses if clause.counts and clause not in had],
        total=total,
        score=sum(share.score for share in shares),
        shares=sorted(shares, key=lambda share: -share.score),
    )
