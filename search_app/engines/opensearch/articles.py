"""Articles as documents, and those kept that were read last."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexer.article import Article
from indexer.errors import ClusterError
from indexer.opensearch.articles import article_of
from indexer.opensearch.tokens import document_id
from search_app.core.cuts import Cut, Vocabulary, cut
from search_app.core.limits import spend
from search_app.core.port import Head, Wanted
from search_app.core.texts import CutTexts
from search_app.engines.opensearch.ahead import Ahead
from search_app.engines.opensearch.asking import Asking, Json

BUDGET = 64 << 20  # bytes that are kept
SOURCE = ["article"]  # what a search must ask for whose hits are kept
_AT_ONCE = 100  # articles in an answer
_OVERHEAD = 2_000  # bytes of an article besides its text
_OF_LETTER = 8  # bytes: its text, once more as it is cut, and the cuts


class GoneError(ClusterError):
    """An article was asked for by a number that none has any more: an update took it away."""

    def __init__(self) -> None:
        super().__init__(
            "The index is being updated, and an article of this list is gone. Ask again."
        )


class _Kept:
    """An article, and its cuts once they were needed, with the vocabulary that they are of."""

    __slots__ = ("article", "cut", "head")

    def __init__(self, article: Article) -> None:
        self.article = article
        self.head = Head(
            id=article.id,
            url=article.url,
            source=article.source,
            date=article.date,
            year=article.year,
            cities=article.cities,
            topics=article.topics,
        )
        self.cut: tuple[Vocabulary, Cut] | None = None

    @property
    def size(self) -> int:
        letters = len(self.article.title) + len(self.article.text)
        return _OVERHEAD + _OF_LETTER * letters


class Articles:
    """The articles of one build by their numbers. Safe to use from many threads."""

    def __init__(self, asking: Asking, budget: int = BUDGET) -> None:
        self._asking = asking
        self._budget = budget
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._numbers: dict[str, int] = {}  # of those kept, by id
        self._ahead = Ahead(_AT_ONCE)
        self._vocabulary = Vocabulary()
        self._lock = threading.Lock()
        self.size = 0

    def keep(self, articles: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Keep articles: the number of each, and what its document has as `article`."""
        found = {number: _Kept(article_of(stored)) for number, stored in articles}
        with self._lock:
            for number, own in found.items():
                self._add(number, own)

    def will_be_read(self, numbers: Sequence[int]) -> None:
        """Say that articles will be asked for one by one, in this order: they come together."""
        self._ahead.add(numbers)

    def article(self, number: int) -> Article:
        """Return the article with a number.

        Raises:
            GoneError: there is none any more.
        """
        return self._read([number])[0].article

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        """Return what hits show of articles besides their texts.

        Raises:
            GoneError: there is none any more.
        """
        return [own.head for own in self._read(numbers)]

    def texts(self, numbers: Sequence[int], wanted: Sequence[Wanted]) -> CutTexts:
        """Return the texts of one or more articles, the `wanted` syllables found in them.

        Raises:
            GoneError: there is none any more.
        """
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
        vocabulary = self._vocabulary
        cuts = [_cut(own, vocabulary) for own in self._read(numbers)]
        spend(sum(len(own.syllables) for own in cuts))
        return CutTexts(cuts, vocabulary, wanted)

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id."""
        if not article_id:  # that is refused, and no article has it
            return None
        known = self._numbers.get(article_id)
        if known is not None:
            return known
        query = {"ids": {"values": [document_id(article_id)]}}
        for number, own in self._found(query, 1).items():
            if own.article.id == article_id:
                return number
        return None

    def _read(self, numbers: Sequence[int]) -> list[_Kept]:
        found = self._known(numbers)
        missing = [number for number in dict.fromkeys(numbers) if number not in found]
        if len(missing) == 1:
            missing = self._ahead.with_following(missing[0])
        for first in range(0, len(missing), _AT_ONCE):
            some = missing[first : first + _AT_ONCE]
            found |= self._found({"terms": {"number": some}}, len(some))
        try:
            return [found[number] for number in numbers]
        except KeyError:
            raise GoneError from None

    def _known(self, numbers: Sequence[int]) -> dict[int, _Kept]:
        with self._lock:
            found = {number: self._kept[number] for number in numbers if number in self._kept}
            for number in found:
                self._kept.move_to_end(number)
        return found

    def _found(self, query: Json, most: int) -> dict[int, _Kept]:
        """Return the articles that a query finds, by number, and keep them."""
        filtered = {"bool": {"filter": [query]}}
        body = {"query": filtered, "_source": SOURCE, "docvalue_fields": ["number"]}
        found = {
            hit["fields"]["number"][0]: _Kept(article_of(hit["_source"]["article"]))
            for hit in self._asking.hits(body, most)
        }
        with self._lock:
            return {number: self._add(number, own) for number, own in found.items()}

    def _add(self, number: int, own: _Kept) -> _Kept:
        """Return what is kept of an article, if it is known with its cuts already."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        self._kept[number] = own
        self._numbers[own.article.id] = number
        self.size += own.size
        while self.size > self._budget and len(self._kept) > 1:
            gone, oldest = self._kept.popitem(last=False)
            if self._numbers.get(oldest.article.id) == gone:
                del self._numbers[oldest.article.id]
            self.size -= oldest.size
        return own


def _cut(own: _Kept, vocabulary: Vocabulary) -> Cut:
    if own.cut is None or own.cut[0] is not vocabulary:
        own.cut = vocabulary, cut(own.article.title, own.article.text, vocabulary)
    return own.cut[1]
