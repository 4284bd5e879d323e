"""pyvi and Whoosh as one would first put them together: words, marked and folded, BM25F."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyvi import ViTokenizer
from unidecode import unidecode
from whoosh import index
from whoosh.analysis import Filter as TokenFilter
from whoosh.analysis import LowercaseFilter, Token, Tokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.sorting import Count

from benchmarks.articles import made_up_facets, stream
from benchmarks.peers import FACETS, HITS

MEMORY = 512  # MB
FIELDS = ("title", "body", "folded")


class Words(Tokenizer):
    """pyvi's words as Whoosh's tokens."""

    def __call__(self, value: str, **wanted: Any) -> Iterator[Token]:
        """Give the words of a text, with their places in it."""
        start_pos, start = wanted.get("start_pos", 0), 0
        token = Token(**wanted)
        for place, word in enumerate(ViTokenizer.tokenize(value).split(), start_pos):
            begin = value.find(word.partition("_")[0], start)
            token.text, token.pos, token.boost = word, place, 1.0
            token.startchar, token.endchar = begin, begin + len(word)
            start = max(start, begin + len(word))
            yield token


class Folded(TokenFilter):
    """Takes the accents off."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Give the same tokens, folded."""
        for token in tokens:
            token.text = unidecode(token.text)
            yield token


class System:
    """See `benchmarks.peers.System`."""

    limit = 2_000
    stride = 5

    def __init__(self) -> None:
        marked = Words() | LowercaseFilter()
        facets = {name: ID(sortable=True) for name in FACETS}
        self._schema = Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(analyzer=marked, stored=True),
            body=TEXT(analyzer=marked, stored=True),
            folded=TEXT(analyzer=marked | Folded()),
            **facets,
        )

    def build(self, source: Path, folder: Path) -> None:
        """Index the articles of `source` in `folder`."""
        folder.mkdir()
        writer = index.create_in(folder, self._schema).writer(limitmb=MEMORY)
        for article in stream(source):
            both = f"{article['title']}\n{article['body']}"
            writer.add_document(**article, folded=both, **made_up_facets(article["id"]))
        writer.commit()

    def open(self, folder: Path) -> None:
        """Make ready to answer."""
        self._searcher = index.open_dir(folder).searcher()
        self._parser = MultifieldParser(FIELDS, self._schema, group=OrGroup)

    def ask(self, query: str) -> int:
        """Fetch the whole answer; return how many articles match."""
        wanted = self._parser.parse(query)
        found = self._searcher.search(wanted, limit=HITS, groupedby=list(FACETS), maptype=Count)
        _ = [found.groups(name) for name in FACETS]
        # Sliced, because grouped results hold every match, whatever the limit.
        _ = [(hit["title"], hit.highlights("body")) for hit in found[:HITS]]
        return len(found)
