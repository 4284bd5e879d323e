"""What people hold in their hands: an index to search, whatever engine keeps it."""

import dataclasses
import datetime
import functools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from indexer.article import Article
from search_app.core.asked import Asked, understand
from search_app.core.completion import complete
from search_app.core.copies import shown_copies
from search_app.core.corrections import settle
from search_app.core.errors import InvalidRequestError
from search_app.core.facets import facet_list, resolve
from search_app.core.meant import as_meant
from search_app.core.model import FACETS, FacetName, Hit, Page, Sort
from search_app.core.parameters import as_date, as_list, check_page
from search_app.core.phrases import phrase_places, stands_in
from search_app.core.port import Engine, Matches, Request, Share
from search_app.core.query import MAX_CHARACTERS, Query, read_query, whole
from search_app.core.quotations import whole_sentence, without_quotations
from search_app.core.similarity import LEAST_SCORE, telling_clauses
from search_app.core.snippets import excerpts, highlight
from search_app.core.wanted import Tables, tables

P = ParamSpec("P")
T = TypeVar("T")
_KEPT = 1 << 8  # texts as understood: people turn pages, choose facets and sort


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article has its rank for a query."""

    article: Article
    rank: int | None  # from 1; None: it lacks every word, or what an operator demands
    missing: Sequence[str]
    total: int
    score: float
    shares: Sequence[Share]


def _naming_damage(
    method: Callable[Concatenate["Index", P], T],
) -> Callable[Concatenate["Index", P], T]:
    """Raise what is wrong with the files of the index when a method fails because of them.

    Checking what is read at each step would cost more than the reading.
    """

    @functools.wraps(method)
    def checked(self: "Index", /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, *args, **kwargs)
        except InvalidRequestError:
            raise
        except Exception as error:
            damage = self._engine.damage()
            if damage is None:
                raise
            raise damage from error

    return checked


class Index:
    """An open index. Safe to use from many threads; never changes what is on disk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept = functools.lru_cache(_KEPT)(self._understand)

    @_naming_damage
    def search(
        self,
        text: str = "",
        *,
        city: Sequence[str] | str = (),
        year: Sequence[int | str] | int | str = (),
        topic: Sequence[str] | str = (),
        date_from: datetime.date | str | None = None,
        date_to: datetime.date | str | None = None,
        sort: Sort = "relevance",
        page: int = 1,
        per_page: int = 10,
        collapse: bool = False,
        literal: bool = False,
    ) -> Page:
        """Return one page of the articles that have any word of `text`, the best first.

        Sorted by date, it must have as many of the words as any has: no rank puts the
        rest below. What operators demand must be met (`search_app.core.language`); a text of
        nothing else lists all articles that meet it. Values inside a
        facet are alternatives; facets narrow each other. Articles without a full date
        are left out by `date_from` and `date_to`, both inclusive. An empty text lists
        all articles the filters let through, newest first. When nothing is found but by
        the suggestion, that is answered; `understood.corrected` names it. A `literal` text
        means what was typed: no accents are added, no keys read, nothing is corrected, and
        quotations of a whole sentence demand their phrases, too.

        With `collapse`, of articles that are nearly the same only the first is in the list,
        and its `copies` name the others that match; `total` and `facets` count all matches.

        Raises:
            InvalidRequestError: a parameter has no meaning (page 0, an unreadable date).
            UnknownFacetValueError: no article has a wanted city or topic.
        """
        started = time.perf_counter()
        check_page(sort, page, per_page)
        wanted = self._filters({"city": city, "year": year, "topic": topic})
        request_of = functools.partial(
            Asked.request,
            filters=wanted,
            date_from=as_date("date_from", date_from),
            date_to=as_date("date_to", date_to),
            sort=sort,
            offset=(page - 1) * per_page,
            limit=per_page,
            match_all=not text.strip(),
            collapse=collapse,
        )
        found = settle(self._ask(text, literal=literal), self._ask, request_of, self._engine)
        return Page(
            total=found.matches.total,
            hits=self._hits(found.matches, found.asked.looked_for),
            facets={
                facet: facet_list(facet, found.matches.facets[facet], wanted.get(facet, ()))
                for facet in FACETS
            },
            suggestion=found.suggestion,
            suggestion_total=found.suggestion_total,
            understood=found.asked.understood,
            took_ms=1e3 * (time.perf_counter() - started),
            page=page,
            per_page=per_page,
            listed=found.matches.listed,
        )

    @_naming_damage
    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        number = self._engine.number(whole(article_id))
        return None if number is None else self._engine.article(number)

    @_naming_damage
    def similar(self, article_id: str, limit: int = 5) -> Sequence[Hit]:
        """Return the articles that share most of what tells this one from others, best first.

        Its copies are left out, of articles that are copies of one another all but one, and
        what shares little of it.

        Raises:
            InvalidRequestError: no article has this id.
        """
        number, article = self._required(article_id)
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
        return self._hits(matches, tables(Query("")))

    @_naming_damage
    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Complete what is being typed, marked or folded: phrases of the articles, then titles."""
        return complete(prefix, self._engine.completions, self._engine.lexicon, limit)

    @_naming_damage
    def explain(self, text: str, article_id: str, *, literal: bool = False) -> Explanation:
        """Return why an article has its place for a query.

        Raises:
            InvalidRequestError: no article has this id, or there is no word in `text`.
        """
        number, article = self._required(article_id)
        asked = self._ask(text, literal=literal)
        if not asked.query.syllables:
            raise InvalidRequestError("There is no word in the query to explain.")
        shares = self._engine.shares(asked.clauses, number)
        rank, total = self._engine.rank(asked.request(), number)
        return Explanation(
            article=article,
            rank=rank,
            missing=[
                " ".join(syllable.marked for syllable in phrase)
                for phrase, places in zip(
                    asked.query.phrases,
                    phrase_places(asked.query, self._engine.lexicon),
                    strict=True,
                )
                if not stands_in(places, f"{article.title}\n{article.body}")
            ],
            total=total,
            score=sum(share.score for share in shares),
            shares=sorted(shares, key=lambda share: -share.score),
        )

    def highlight(self, article_text: str, query_text: str) -> str:
        """Return all of a text as escaped HTML, what matches the query in <mark>."""
        return highlight(article_text, self._ask(query_text).looked_for)

    @property
    def articles(self) -> int:
        """How many articles the index has."""
        return self._engine.lexicon.articles

    def _ask(self, text: str, *, literal: bool = False) -> Asked:
        return self._kept(text[: MAX_CHARACTERS + 1], literal)  # more would only be cut off

    def _understand(self, text: str, literal: bool) -> Asked:  # noqa: FBT001  a key of what is kept
        lexicon, facet_values = self._engine.lexicon, self._engine.facet_values
        if literal:
            return understand(text, self._read_literally, lexicon, facet_values)
        asked = understand(text, self._read, lexicon, facet_values)
        sentence = asked.where and whole_sentence(asked.query, asked.where, lexicon)
        if sentence and not self._engine.count(Request(where=sentence, match_all=True)):
            return understand(text, self._read_unquoted, lexicon, facet_values)
        return asked

    def _read(self, text: str) -> Query:
        return as_meant(read_query(text, self._engine.abbreviations), self._engine.lexicon)

    def _read_unquoted(self, text: str) -> Query:
        return without_quotations(self._read(text))

    def _read_literally(self, text: str) -> Query:
        query = read_query(text, self._engine.abbreviations)
        return dataclasses.replace(query, is_literal=True)

    def _filters(self, wanted: Mapping[FacetName, Any]) -> dict[FacetName, tuple[str, ...]]:
        return {
            facet: resolve(facet, values, self._engine.facet_values(facet))
            for facet, given in wanted.items()
            if (values := as_list(given))
        }

    def _required(self, article_id: str) -> tuple[int, Article]:
        number = self._engine.number(whole(article_id))
        if number is None:
            raise InvalidRequestError(
                f"No article has the id {article_id[:60]!r}. The ids stand in the hits of a search."
            )
        return number, self._engine.article(number)

    def _hits(self, matches: Matches, looked_for: Tables) -> list[Hit]:
        if not matches.numbers:
            return []
        heads = self._engine.heads(matches.numbers)
        shown = excerpts(self._engine.texts(matches.numbers, looked_for.wanted), looked_for)
        copies = shown_copies(self._engine, matches.copies)
        return [
            Hit(
                id=head.id,
                title=excerpt.title,
                url=head.url,
                source=head.source,
                date=head.date,
                year=head.year,
                cities=head.cities,
                topics=head.topics,
                score=score,
                title_html=excerpt.title_html,
                snippet=excerpt.snippet,
                copies=copies.get(number, ()),
                copies_total=len(matches.copies.get(number, ())),
            )
            for number, head, excerpt, score in zip(
                matches.numbers, heads, shown, matches.scores, strict=True
            )
        ]
