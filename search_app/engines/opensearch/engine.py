"""The engine of an index in an OpenSearch cluster."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from analyzers import Syllable
from indexer.article import Article
from indexer.codec.dictionary import Dictionary
from indexer.memo import memo
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.parts import read_abbreviations, read_parts
from indexer.weighting import Lengths
from search_app.core.model import FacetName, PlaceNames
from search_app.core.port import Head, Matches, Share, Texts, Wanted
from search_app.core.request import Clause, Request
from search_app.engines.completions import PhraseCompletions
from search_app.engines.lexicon import LocalLexicon
from search_app.engines.opensearch import copies, explaining, names
from search_app.engines.opensearch.articles import Articles
from search_app.engines.opensearch.asking import Asking
from search_app.engines.opensearch.queries import field_of
from search_app.engines.opensearch.searches import Searches
from search_app.engines.opensearch.titles import find_titles
from search_app.engines.opensearch.values import FacetValues

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


_KEPT = 256  # articles whose copies are known: the page of one asks for them twice


class OpenSearchEngine:
    """Implements `search_app.core.port.Engine` on a generation in a cluster.

    What tells words and completes them is read once and answered here; the cluster ranks, counts
    and keeps the articles. Safe to use from many threads.

    Raises:
        IndexCorruptError: the counts of its terms are not what was written.
        ClusterError: the cluster cannot be asked.
    """

    def __init__(self, client: "OpenSearch", generation: ClusterGeneration) -> None:
        self._generation = generation
        meta = generation.meta
        self.abbreviations = read_abbreviations(client, generation.lexicon)
        dictionaries = read_parts(client, generation.lexicon, meta.parts)
        for own in dictionaries:
            own.keep(1 / len(dictionaries))
        self._asking = Asking(client, generation.name)
        self._articles = Articles(self._asking)
        self._copies = memo(self._read_copies, _KEPT)
        self._values = FacetValues(self._asking)
        self.lexicon = LocalLexicon(dictionaries, meta.articles)
        self.completions = ClusterCompletions(self._asking, dictionaries)
        self._searches = Searches(self._asking, self.lexicon)

    def match(self, request: Request) -> Matches:
        """Return the wanted stretch of matches; equal scores newest first, then by number."""
        matches, articles = self._searches.match(request)
        self._articles.keep(articles)
        return matches

    def copies(self, number: int) -> list[int]:
        """Return the articles that are copies of the one with this number, the newest first."""
        return [*self._copies(number)]

    def _read_copies(self, number: int) -> tuple[int, ...]:
        return tuple(copies.copies(self._asking, number))

    def every(self, request: Request) -> list[int]:
        """Return the numbers of all that the list has, in order, whatever stretch is wanted."""
        numbers = [*self._searches.every(request)]
        self._articles.will_be_read(numbers)
        return numbers

    def count(self, request: Request) -> int:
        """Return how many articles match, as `match` would say in `total`, for less work."""
        return self._searches.count(request)

    def rank(self, request: Request, number: int) -> tuple[int | None, int]:
        """Return the place of an article among the matches, from 1 or None, and how many match."""
        return self._searches.rank(request, number)

    def shares(self, clauses: Sequence[Clause], number: int) -> list[Share]:
        """Return what each clause gives one article; the scores add up to its score."""
        meta = self._generation.meta
        return explaining.shares(
            clauses,
            explaining.Terms(self.article(number), self.abbreviations),
            Lengths(meta.title_length, meta.body_length),
            self.lexicon.articles,
            self._searches.articles_having(clauses),
        )

    def article(self, number: int) -> Article:
        """Return the article with a number from `match`."""
        return self._articles.article(number)

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        """Return what hits show of the articles with these numbers, besides their texts."""
        return self._articles.heads(numbers)

    def texts(self, numbers: Sequence[int], wanted: Sequence[Wanted]) -> Texts:
        """Return the texts of one or more articles, the `wanted` syllables found in them."""
        return self._articles.texts(numbers, wanted)

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id."""
        return self._articles.number(article_id)

    def facet_values(
        self, facet: FacetName, place_names: PlaceNames | None = None
    ) -> Sequence[str]:
        """Return every value of a facet, in order; years as text."""
        return self._values.of(field_of(facet, place_names))

    def sources(self) -> dict[str, int]:
        """Return how many articles `Named` finds of each source that one names or has as host."""
        return names.sources(self._asking)

    @property
    def built(self) -> str:
        """Return when the index was built, as ISO time in UTC."""
        return self._generation.meta.built

    @property
    def fingerprint(self) -> str:
        """Return what is another for every other build of an index, in letters and digits."""
        return self._generation.meta.build

    def damage(self) -> None:
        """Find none: its terms were read whole, and a cluster sees to its files itself.

        What is wrong with it may pass, and the error of whatever is asked says it.
        """


class ClusterCompletions(PhraseCompletions):
    """Implements `search_app.core.port.Completions` on an index in a cluster."""

    def __init__(self, asking: Asking, dictionaries: Sequence[Dictionary]) -> None:
        super().__init__(dictionaries)
        self._asking = asking

    def titles(
        self, finished: Sequence[Syllable], begun: str, fits: Callable[[str], bool] | None = None
    ) -> Iterator[tuple[str, int]]:
        """Yield titles with these syllables side by side, and where the first begins."""
        return find_titles(self._asking, self._dictionaries, finished, begun, fits)
