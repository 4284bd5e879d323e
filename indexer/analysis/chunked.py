"""The texts of a batch, cut into chunks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analyzers.segmentation.tagger import numbers
from indexer.analysis.chunks import EDGE, SIZE, TIGHT, Chunks, split_chunks
from indexer.analysis.term_batch import Int32, Int64
from indexer.article import Article


@dataclass(frozen=True, slots=True)
class Chunked:
    """The chunks of a batch: text after text, the edge before, between and behind them."""

    text: str  # all texts, a line break before and behind each
    text_starts: Int64  # where each begins in that, and one more for the end
    numbers: Int64  # of the chunks
    starts: Int64  # where each begins in `text`
    edges: Int64  # which of them are edges
    title_ends: Int64  # which of them stand right behind a title
    table: Int32  # what is known of each chunk, by its number: see `Chunks`

    def column(self, which: int) -> Int32:
        """Return a column of the table for each chunk of the batch."""
        column: Int32 = self.table[which].take(self.numbers)
        return column


def cut(articles: Sequence[Article], chunks: Chunks) -> Chunked:
    """Return `articles`, each as its title, a line break and its body, in chunks."""
    texts = [f"{article.title}\n{article.text}" for article in articles]
    number = chunks.__getitem__
    read = ["".join(map(number, split_chunks(text))) for text in texts]
    found = numbers(EDGE.join(["", *read, ""]))
    edges = np.flatnonzero(found == ord(EDGE))
    titles = [article.title.count(" ") + 2 * article.title.count("\n") + 1 for article in articles]
    table = chunks.table.columns()
    sizes = table[SIZE].take(found).astype(np.int64)
    tight = table[TIGHT].take(found) == 1
    sizes[:-1] += ~(tight[:-1] | tight[1:])  # the space behind it
    return Chunked(
        text="\n".join(["", *texts, ""]),
        text_starts=np.cumsum([1, *(len(text) + 1 for text in texts)]),
        numbers=found,
        starts=np.cumsum(sizes) - sizes,
        edges=edges,
        title_ends=edges[:-1] + 1 + np.array(titles, np.int64),
        table=table,
    )
