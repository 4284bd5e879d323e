"""What plain Whoosh and plain counting say of a search, where they can."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence

from flask import request

from indexer.article import Article
from search_app.core.index import Index
from search_app.core.model import FACETS, UNKNOWN
from search_app.core.request import Request
from search_app.core.search import Search
from search_app.core.selection import Selection
from search_app.web import create_app
from search_app.web.state import read_state
from tests.reliability.soak.questions import Question
from tests.search_app.test_oracle import Oracle

KINDS = ("search", "folded", "literal", "phrase", "operators", "dates")
_CLOSE = 2e-4  # scores are told with four digits, and added up in another order


class WrongAnswerError(Exception):
    """A search is not answered as plain Whoosh or plain counting would."""


def hold_to_plain(index: Index, questions: Sequence[Question], most: int) -> None:
    """Ask `most` searches and look at each article of the answers.

    Raises:
        WrongAnswerError: there are other articles, scores or counts.
    """
    searches = [own for own in questions if own.kind in KINDS and "places=2025" not in own.path]
    differing = differences(index, searches[:: max(1, len(searches) // max(1, most))][:most])
    if differing:
        raise WrongAnswerError("\n".join(differing))


def differences(index: Index, questions: Iterable[Question]) -> list[str]:
    """Return which searches are not answered as they should be, and how."""
    app, engine = create_app(index), index._engine
    oracle = Oracle(engine._generation.folder)
    found = []
    for question in questions:
        told = app.test_client().get(question.path).json
        with app.test_request_context(question.path):
            wanted = _request(index, read_state(request.args, collapse=False))
        if told["understood"]["corrected"]:
            continue  # another question was answered
        scores, _ = oracle.answer(wanted)
        articles = {number: engine.article(number) for number in scores}
        let_through = {
            number: article for number, article in articles.items() if _is_between(article, wanted)
        }
        ranked = [(engine.number(hit["id"]), hit["score"]) for hit in told["hits"]]
        if not (
            told["total"] == len(let_through)
            and all(abs(scores[number] - score) < _CLOSE for number, score in ranked)
            and _counts(told) == _counted(let_through.values())
            and _is_best(ranked, let_through, scores, wanted)
        ):
            found.append(f"{question.path}: {told['total']}, by Whoosh {len(let_through)}")
    return found


def _request(index: Index, state) -> Request:
    engine = index._engine
    narrowed = {"city": state.city, "year": state.year, "topic": state.topic}
    dates = state.date_from, state.date_to
    selection = Selection.read(engine, narrowed, state.places, *dates)
    search = Search(engine, index._reader, state.q, selection, state.literal, {"sort": state.sort})
    wanted = search.request_of(search.ask(state.q))
    if wanted.needed > 1:  # sorted by date, only those count that have as many words as any has
        raise ValueError(state)
    return dataclasses.replace(wanted, limit=state.per_page)


def _is_between(article: Article, wanted: Request) -> bool:
    if not (wanted.date_from or wanted.date_to):
        return True
    if article.date is None:
        return False
    day = f"{article.date:%Y-%m-%d}"
    first, last = wanted.date_from, wanted.date_to
    return (not first or day >= str(first)) and (not last or day <= str(last))


def _is_best(
    ranked: Sequence[tuple[int, float]],
    articles: dict[int, Article],
    scores: dict[int, float],
    wanted: Request,
) -> bool:
    """Return whether a first page has the best, the best first."""
    best = sorted((scores[number] for number in articles), reverse=True)[: wanted.limit]
    told = [score for _, score in ranked]
    return (
        wanted.sort != "relevance"
        or wanted.match_all
        or all(abs(one - other) < _CLOSE for one, other in zip(best, told, strict=True))
    )


def _counts(told: dict) -> dict[str, dict[str, int]]:
    return {
        facet: {
            str(own["value"]): own["count"]
            for own in told["facets"][facet]
            if own["value"] != UNKNOWN
        }
        for facet in FACETS
    }


def _counted(articles: Iterable[Article]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for article in articles:
        counts["city"].update(article.cities)
        counts["topic"].update(article.topics)
        if article.year:
            counts["year"][str(article.year)] += 1
    return counts
