"""tantivy: its own tokenizer with lower case and ASCII folding, BM25, term aggregations."""

import os
from pathlib import Path

import tantivy

from benchmarks.articles import made_up_facets, stream
from benchmarks.peers import FACETS, HITS

HEAP = 200_000_000  # bytes
VALUES = 64  # of a facet: more than there are, so that every one is counted
TEXT = ("title", "body")


class System:
    """See `benchmarks.peers.System`."""

    limit = None
    stride = 1

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        for name in TEXT:
            builder.add_text_field(name, stored=True, tokenizer_name="folded")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        self._schema = builder.build()
        self._counts = {name: {"terms": {"field": name, "size": VALUES}} for name in FACETS}

    def build(self, source: Path, folder: Path) -> None:
        """Index the articles of `source` in `folder`."""
        folder.mkdir()
        writer = self._connect(folder).writer(HEAP, os.cpu_count() or 1)
        for article in stream(source):
            values = {name: article[name] for name in TEXT} | made_up_facets(article["id"])
            writer.add_document(tantivy.Document(**values))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Make ready to answer."""
        self._index = self._connect(folder)
        self._searcher = self._index.searcher()

    def ask(self, query: str) -> int:
        """Fetch the whole answer; return how many articles match."""
        # In lower case, because in capitals AND, OR, NOT and IN are operators.
        parsed = self._index.parse_query(query.lower(), list(TEXT))
        found = self._searcher.search(parsed, HITS, count=True)
        self._searcher.aggregate(parsed, self._counts)
        marker = tantivy.SnippetGenerator.create(self._searcher, parsed, self._schema, "body")
        for _, address in found.hits:
            document = self._searcher.doc(address)
            _ = document["title"], marker.snippet_from_doc(document).to_html()
        return int(found.count)

    def _connect(self, folder: Path) -> tantivy.Index:
        index = tantivy.Index(self._schema, path=str(folder))
        folded = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        folded = folded.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
        index.register_tokenizer("folded", folded.build())
        return index
