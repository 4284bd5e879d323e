"""Everything an index can be asked in Python, asked of it with hostile texts."""

import heapq
import itertools
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from search_app.core.errors import InvalidRequestError
from search_app.core.index import Index
from search_app.core.limits import limited
from search_app.core.model import Page
from search_app.web.settings import Settings

SLOWEST = 10
_LIMITS = Settings()
_DATES = (*[None] * 20, "2021-01-01", "2022-12-31", "0001-01-01", "9999-12-31", "", "2021-02-30")
_NUMBERS = (*[1, 2, 5, 10] * 10, 0, -1, 10**9, 10**30, True)


@dataclass(slots=True)
class Asked:
    """What became of many questions."""

    answers: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)  # s of the processor

    def ask(self, said: str, question: Callable[[], str]) -> None:
        """Ask, and note how it was answered; anything but an answer is a failure."""
        started = time.thread_time()  # of a shared machine: what the rest of it does is not counted
        try:
            answer = question()
        except Exception as error:  # noqa: BLE001 - each kind of it is what we look for
            answer = f"failure {type(error).__name__}"
            self.failures.append(f"{said[:300]!r}: {error!r:.300}")
        self.answers[answer] += 1
        heapq.heappush(self.slowest, (time.thread_time() - started, said[:120]))
        if len(self.slowest) > SLOWEST:
            heapq.heappop(self.slowest)

    def add(self, other: "Asked") -> None:
        """Take in what another process asked."""
        self.answers += other.answers
        self.failures += other.failures
        self.slowest = heapq.nlargest(SLOWEST, self.slowest + other.slowest)


def ask_index(index: Index, text: str, chance: random.Random) -> str:
    """Ask an index one thing in one of the ways there are; return how it answered.

    What takes longer than a site lets it is a failure.
    """
    question = chance.choices(list(_QUESTIONS), [own[1] for own in _QUESTIONS.values()])[0]
    try:
        with limited(_LIMITS.seconds_per_query, _LIMITS.postings_per_query):
            _QUESTIONS[question][0](index, text, chance)
    except InvalidRequestError as error:
        return f"{question}: {type(error).__name__}"
    return question


def _search(index: Index, text: str, chance: random.Random) -> None:
    page = index.search(
        text,
        **_options(text, chance),
        page=chance.choice(_NUMBERS),
        per_page=chance.choice(_NUMBERS),
        histogram=chance.random() < 0.5,
    )
    _check(page)


def _plain_search(index: Index, text: str, _: random.Random) -> None:
    _check(index.search(text))


def _scan(index: Index, text: str, chance: random.Random) -> None:
    for article in itertools.islice(index.scan(text, **_options(text, chance)), 3):
        assert article.id


def _suggest(index: Index, text: str, chance: random.Random) -> None:
    assert all(index.suggest(text, chance.choice((1, 8, 100))))


def _explain(index: Index, text: str, chance: random.Random) -> None:
    article_id = chance.choice((*_ids(index), *_ids(index), text))
    index.explain(text, article_id, literal=chance.random() < 0.5)


def _articles(index: Index, text: str, chance: random.Random) -> None:
    assert index.get(text) is None or text in {article.id for article in index.scan()}
    index.similar(text, chance.choice((0, 1, 5)))


def _highlight(index: Index, text: str, chance: random.Random) -> None:
    query = chance.choice((text, "covid", text[::-1]))
    shown = index.highlight(text, query, literal=chance.random() < 0.5)
    assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")


_QUESTIONS = {
    "search": (_plain_search, 40),
    "search with options": (_search, 25),
    "scan": (_scan, 10),
    "suggest": (_suggest, 10),
    "explain": (_explain, 10),
    "get, similar": (_articles, 2),
    "highlight": (_highlight, 3),
}


def _options(text: str, chance: random.Random) -> dict[str, object]:
    """Return options that often have a meaning, and sometimes hold `text` itself."""

    def any_of(*values: object) -> object:
        return chance.choice((*values, *[()] * 20, text if chance.random() < 0.2 else ()))

    return {
        "city": any_of("hai phong", ["Hà Nội", "hai phong"], "", [text]),
        "year": any_of(2021, "2022", [2021, "không rõ"], -1, 10**20),
        "topic": any_of("Covid-19", "chuyen doi so", ["", "x"]),
        "places": chance.choice((None, None, "2025", "")),
        "date_from": chance.choice((*_DATES, text[:20])),
        "date_to": chance.choice(_DATES),
        "sort": chance.choice((*["relevance", "newest", "oldest"] * 10, text[:5])),
        "collapse": chance.random() < 0.5,
        "literal": chance.random() < 0.3,
    }


def _check(page: Page) -> None:
    assert page.total >= len(page.hits)
    assert page.total >= page.listed
    for hit in page.hits[:3]:
        for shown in (hit.snippet, hit.title_html):
            assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")


def _ids(index: Index) -> tuple[str, ...]:
    return tuple(hit.id for hit in index.search(per_page=5).hits)
