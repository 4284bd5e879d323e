"""What people hold in their hands: an index to search, whatever engine keeps it."""

import dataclasses
import datetime
import functools
import inspect
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar

from indexer.article import Article
from indexer.errors import ClusterError
from search_app.core.answer import answer
from search_app.core.asked import Asked
from search_app.core.completion import complete
from search_app.core.copies import shown_copies
from search_app.core.corrections import settle
from search_app.core.damage import Damage
from search_app.core.errors import InvalidRequestError, QueryTooCostlyError, UnknownArticleError
from search_app.core.explanation import Explanation, explained
from search_app.core.hits import hits
from search_app.core.model import Copy, FacetName, Hit, Page, PlaceNames, Sort, Stats
from search_app.core.parameters import as_date, as_place_names, check_page
from search_app.core.port import Engine
from search_app.core.query import Query, whole
from search_app.core.reader import Reader
from search_app.core.request import Request
from search_app.core.search import Search
from search_app.core.selection import Selection
from search_app.core.similarity import LEAST_SCORE, telling_clauses
from search_app.core.snippets import highlight
from search_app.core.statistics import Statistics
from search_app.core.wanted import tables

P = ParamSpec("P")
T = TypeVar("T")


def _of_one_build(
    method: Callable[Concatenate["Index", P], T],
) -> Callable[Concatenate["Index", P], T]:
    """Have a call answered by one build from begin to end, and name the damage it fails of.

    Checking what is read at each step would cost more than the reading.
    """

    @functools.wraps(method)
    def asked(self: "Index", /, *args: P.args, **kwargs: P.kwargs) -> T:
        own = self.snapshot()
        try:
            return method(own, *args, **kwargs)
        except (InvalidRequestError, QueryTooCostlyError, ClusterError):
            raise
        except Exception as error:
            if isinstance(error, TypeError):
                inspect.signature(method).bind(own, *args, **kwargs)  # raises: it is no call of it
            damage = own._damage.found()  # noqa: SLF001  an index, too
            if damage is None:
                raise
            raise damage.with_traceback(None) from error  # one error, raised again and again

    return asked


class Index:
    """An open index. Safe to use from many threads; never changes what is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = Reader(engine)
        self._statistics = Statistics(engine)
        self._damage = Damage(engine.damage)

    def snapshot(self) -> "Index":
        """Return the index as it is now: its answers stay those of one build, and agree."""
        return self

    @_of_one_build
    def search(
        self,
        text: str = "",
        *,
        city: Sequence[str] | str = (),
        year: Sequence[int | str] | int | str = (),
        topic: Sequence[str] | str = (),
        places: PlaceNames | None = None,
        date_from: datetime.date | str | None = None,
        date_to: datetime.date | str | None = None,
        sort: Sort = "relevance",
        page: int = 1,
        per_page: int = 10,
        collapse: bool = False,
        literal: bool = False,
        histogram: bool = False,
    ) -> Page:
        """Return one page of the articles that have any word of `text`, the best first.

        Sorted by date, it must have as many of the words as any has. What operators demand
        must be met (`search_app.core.language`). Values inside a facet are alternatives;
        facets narrow each other; dates are inclusive, and leave undated articles out. A text
        that asks for no words lists all articles that are let through, newest first.

        Cities have their names when the article appeared. With `places` "2025" their facet, its
        filter and ``thanhpho:`` go by those since July 2025: what is one province now is one
        value, and also found by the names of its parts. Hits show the names as of their time.

        Where only the suggestion finds something, that is answered: `understood.corrected`;
        where nothing does, `relaxations` say what to drop.
        A `literal` text means what was typed: accents, keys and slips stay, and all
        quotations demand their phrases. With `collapse`, articles that are nearly the same
        are listed as one with `copies`; `total` and `facets` count all. With `histogram`, the
        matches of each year or month are counted, too.

        Raises:
            InvalidRequestError: a parameter has no meaning (page 0, an unreadable date).
            UnknownFacetValueError: no article has a wanted city or topic.
        """
        started = time.perf_counter()
        check_page(sort, page, per_page)
        wanted: dict[FacetName, Any] = {"city": city, "year": year, "topic": topic}
        selection = Selection.read(self._engine, wanted, places, date_from, date_to)
        options = {"sort": sort, "collapse": collapse}
        search = Search(self._engine, self._reader, text, selection, literal, options)
        return answer(search, page=page, per_page=per_page, histogram=histogram, started=started)

    @_of_one_build
    def scan(
        self,
        text: str = "",
        *,
        city: Sequence[str] | str = (),
        year: Sequence[int | str] | int | str = (),
        topic: Sequence[str] | str = (),
        places: PlaceNames | None = None,
        date_from: datetime.date | str | None = None,
        date_to: datetime.date | str | None = None,
        sort: Sort = "relevance",
        collapse: bool = False,
        literal: bool = False,
    ) -> Iterator[Article]:
        """Return every article of all pages that `search` gives, in their order.

        Each is read when it is its turn, so all may be many; their order takes some bytes each.

        Raises:
            InvalidRequestError: a parameter has no meaning; at the call, not at the first article.
            UnknownFacetValueError: no article has a wanted city or topic.
        """
        check_page(sort, page=1, per_page=1)
        wanted: dict[FacetName, Any] = {"city": city, "year": year, "topic": topic}
        selection = Selection.read(self._engine, wanted, places, date_from, date_to)
        options = {"sort": sort, "collapse": collapse}
        search = Search(self._engine, self._reader, text, selection, literal, options)
        return map(self._article, search.every())

    @_of_one_build
    def stats(
        self, today: datetime.date | str | None = None, *, places: PlaceNames | None = None
    ) -> Stats:
        """Return what the index holds as a whole; what is recent, as of `today` in Viet Nam.

        Cities have the names that `places` says, as in `search`.

        Raises:
            InvalidRequestError: a parameter has no meaning.
        """
        return self._statistics.of(as_date("today", today), as_place_names(places))

    @_of_one_build
    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        number = self._engine.number(whole(article_id))
        return None if number is None else self._engine.article(number)

    @_of_one_build
    def similar(self, article_id: str, limit: int = 5) -> Sequence[Hit]:
        """Return the articles that share most of what tells this one from others, best first.

        Its copies are left out, of articles that are copies of one another all but one, and
        what shares little of it.

        Raises:
            UnknownArticleError: no article has this id.
        """
        number = self._required(article_id)
        article = self._engine.article(number)
        copies = self._engine.copies(number)
        clauses = telling_clauses(article, self._engine.lexicon, len(copies))
        found = self._engine.match(Request(clauses=clauses, limit=limit + 1, collapse=True))
        own = {number, *copies}
        least = LEAST_SCORE * max(found.scores, default=0)
        others = [
            at
            for at, (other, score) in enumerate(zip(found.numbers, found.scores, strict=True))
            if other not in own and score >= least
        ][:limit]
        matches = dataclasses.replace(
            found,
            numbers=[found.numbers[at] for at in others],
            scores=[found.scores[at] for at in others],
            copies={},
        )
        return hits(self._engine, matches, tables(Query("")))

    @_of_one_build
    def copies(self, article_id: str) -> Sequence[Copy]:
        """Return the articles that are nearly the same as one, the newest first; not all of many.

        Raises:
            UnknownArticleError: no article has this id.
        """
        number = self._required(article_id)
        return shown_copies(self._engine, {number: self._engine.copies(number)}).get(number, ())

    @_of_one_build
    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Complete what is being typed, marked or folded: phrases of the articles, then titles."""
        return complete(prefix, self._engine.completions, self._engine.lexicon, limit)

    @_of_one_build
    def explain(
        self,
        text: str,
        article_id: str,
        *,
        literal: bool = False,
        places: PlaceNames | None = None,
    ) -> Explanation:
        """Return why an article has its place for a query.

        Raises:
            UnknownArticleError, NoWordsError: no article has this id, or `text` no word.
        """
        number = self._required(article_id)
        ask = functools.partial(self._reader.ask, place_names=as_place_names(places))
        asked = ask(text, literal=literal)
        if asked.suggestion:  # where nothing else is found, the answer to explain is that of it
            count = self._engine.count
            asked = settle(asked, ask, Asked.request, count, count).asked
        return explained(self._engine, asked, number, self._engine.article(number))

    @_of_one_build
    def highlight(self, article_text: str, query_text: str, *, literal: bool = False) -> str:
        """Return all of a text as escaped HTML, what matches the query in <mark>."""
        asked = self._reader.ask(query_text, literal=literal)
        return highlight(article_text, asked.looked_for)

    @property
    @_of_one_build
    def fingerprint(self) -> str:
        """What is another as soon as the index is built anew or updated: for caches and cursors."""
        return self._engine.fingerprint

    @property
    @_of_one_build
    def articles(self) -> int:
        """How many articles the index has."""
        return self._engine.lexicon.articles

    @property
    @_of_one_build
    def built(self) -> str:
        """When the index was built, as ISO time in UTC."""
        return self._engine.built

    @_of_one_build
    def damage(self) -> Exception | None:
        """Read all files of the index; return what is to be said if one is not as written."""
        return self._engine.damage()

    @_of_one_build
    def _article(self, number: int) -> Article:
        return self._engine.article(number)

    def _required(self, article_id: str) -> int:
        number = self._engine.number(whole(article_id))
        if number is None:
            raise UnknownArticleError(article_id)
        return number
