"""Articles of a run on their way into the index."""

from collections.abc import Mapping

from indexer.codec.container import Array
from indexer.pipeline.target import Writer


class Intake:
    """Hands batches to a writer, and knows which of their articles are still wanted."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._ids: list[str | None] = []  # of the batch that is open, None for the unwanted
        self._row: dict[str, int] = {}

    def keep(self, article_id: str) -> None:
        """Take the next article of the open batch, under this id."""
        self._row[article_id] = len(self._ids)
        self._ids.append(article_id)

    def leave_out(self) -> None:
        """Pass over the next article of the open batch."""
        self._ids.append(None)

    def copy(self, article_id: str, new_id: str) -> None:
        """Take an article that the index had before, under another id."""
        self._writer.copy(article_id, new_id)

    def withdraw(self, article_id: str) -> None:
        """Take back an article that this run kept."""
        row = self._row.pop(article_id, None)
        if row is not None:
            self._ids[row] = None
        else:
            self._writer.withdraw(article_id)

    def close_batch(self, arrays: Mapping[str, Array]) -> None:
        """Hand the open batch to the writer: `arrays` hold its articles in the order given."""
        if self._row:
            self._writer.add(arrays, self._ids)
        self._ids, self._row = [], {}
