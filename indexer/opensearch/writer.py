"""Articles on their way into an index in a cluster: numbered, grouped, counted, sent.

About every ten thousand articles a part ends: when the cluster has all its documents, the counts
of its terms are written, and from then on a build that is cut off need not read them again.
"""

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis.sketches import BINS, Sketches
from indexer.codec.build import id_arrays
from indexer.codec.container import Arrays
from indexer.codec.dictionary import totals
from indexer.codec.tally import Tally
from indexer.opensearch import again, generations
from indexer.opensearch.address import Address
from indexer.opensearch.bulk import Batch, Sender, delete
from indexer.opensearch.documents import Entry
from indexer.opensearch.generations import ClusterGeneration
from indexer.opensearch.meta import Meta
from indexer.opensearch.parts import each_part, joined, last_of, next_after, write_part
from indexer.opensearch.stored import stored
from indexer.weighting import Lengths

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

WAITING = 2_000  # articles: by their mean lengths the terms of all are weighed
PART = 10_000  # articles: a minute's work is lost when a build is cut off
_MOST_PARTS = 4  # that readers have to look into


@dataclass(slots=True)
class _Waiting:
    arrays: Arrays
    ids: list[str | None]

    @property
    def articles(self) -> int:
        return sum(own is not None for own in self.ids)


@dataclass(slots=True)
class _Part:
    """Articles whose terms are counted together."""

    number: int
    tally: Tally = field(default_factory=Tally)
    sent: list[Future[None]] = field(default_factory=list)


class ClusterWriter:
    """Writes articles to a generation in a cluster, as `indexer.codec.writer.SegmentWriter` does.

    What is written cannot be seen before the index is refreshed. Articles of one id replace
    each other, whatever the order in which they arrive, by their numbers. `watch` is called before
    anything is written; it raises what ends the writing, when another process took it over.
    """

    def __init__(
        self,
        client: "OpenSearch",
        address: Address,
        generation: ClusterGeneration,
        watch: Callable[[], None] = lambda: None,
    ) -> None:
        self._client = client
        self._watch = watch
        self._address = address
        self._generation = generation
        self._sender = Sender(client, address, generation.name)
        self._before = stored(client, generation.name)
        self._leaders = self._before.leaders
        # Microseconds, because numbers are versions: a cluster remembers that of a deleted article
        # for a minute, and takes none that is lower for one of the same id.
        self._number = max(self._before.last_number + 1, time.time_ns() // 1_000)
        self._parts = [*generation.meta.parts]
        self._part = _Part(next_after(client, generation.lexicon, self._parts))
        self._ended: list[_Part] = []  # not all of which is there
        self._waiting: list[_Waiting] = []
        self._row: dict[str, tuple[_Waiting, int]] = {}  # of what waits
        self._sent: dict[str, int] = {}  # number of each article that was sent
        self._unwanted: set[str] = set()  # sent, or there before
        self._replaced: set[str] = set()  # there before, until what was withdrawn was sent
        self._led: dict[int, int] = {}  # articles there before, and who leads them now

    def add(self, arrays: Arrays, ids: Sequence[str | None]) -> None:
        """Take in the arrays of a batch, and the ids of its articles; None for the unwanted.

        Raises:
            ClusterError, WorkerError: what was taken in before could not be sent.
        """
        own = _Waiting({**arrays, **id_arrays([own or "" for own in ids])}, list(ids))
        self._waiting.append(own)
        self._row |= {key: (own, row) for row, key in enumerate(ids) if key is not None}
        if self._sent or sum(own.articles for own in self._waiting) > WAITING:
            self._sender.start()
            self._flush()

    def copy(self, article_id: str, new_id: str) -> None:
        """Add an article that there was before once more, under another id."""
        # As it is seen: another article may have been sent under its id.
        own = again.analysed(self._client, self._generation, [article_id], realtime=False)
        for found in own:
            self.add(found.arrays, [new_id])

    def withdraw(self, article_id: str) -> None:
        """Take back an article that was added; one of before that it replaced stays."""
        if article_id in self._row:
            own, row = self._row.pop(article_id)
            own.ids[row] = None
        else:
            self._forget(article_id)
            self._sent.pop(article_id, None)
            self._unwanted.add(article_id)
            self._replaced |= {article_id} & self._before.numbers.keys()

    def delete(self, article_id: str) -> None:
        """Delete an article that there was before, unless it is replaced."""
        self._unwanted.add(article_id)
        self._replaced.discard(article_id)

    @property
    def has_sent(self) -> bool:
        """Whether the cluster has anything of what was added, withdrawn or not."""
        return bool(self._sent or self._unwanted)

    def finish(self) -> Meta:
        """Send what waits, delete what is unwanted, and return what is to be said of the index.

        Raises:
            ClusterError, WorkerError: something could not be sent.
        """
        self._flush()
        self._put_back()
        gone = self._unwanted - self._sent.keys()
        for article_id in gone:
            self._forget(article_id)
        self._end_part()
        self._sender.finish()
        self._write_parts()
        self._send_led(gone)
        self._watch()
        delete(self._client, self._address, self._generation.name, gone)
        articles = len((self._before.numbers.keys() | self._sent.keys()) - gone)
        return replace(self._generation.meta, articles=articles, parts=self._joined())

    def close(self) -> None:
        """Let go of the processes that send."""
        self._sender.close()

    def _flush(self) -> None:
        waiting, self._waiting, self._row = self._waiting, [], {}
        if not self._generation.meta.body_length and any(own.articles for own in waiting):
            self._weigh(waiting)
        for own in waiting:
            if own.articles:
                self._send(own)

    def _put_back(self) -> None:
        """Send once more what was there before, where its place was taken by what is unwanted.

        Nothing was refreshed since, so that what is seen is as it was.
        """
        ids = sorted(self._replaced - self._sent.keys())
        for found in again.analysed(self._client, self._generation, ids, realtime=False):
            self.add(found.arrays, found.ids)
        self._flush()

    def _weigh(self, waiting: Sequence[_Waiting]) -> None:
        """Write down the mean lengths of the first articles: who goes on must have the same."""
        tally = Tally()
        for own in waiting:
            tally.add(own.arrays, own.ids)
        counted = totals(tally.finish())
        meta = replace(
            self._generation.meta,
            title_length=counted.title_lengths / counted.articles,
            body_length=max(counted.body_lengths, 1) / counted.articles,
        )
        self._watch()
        generations.verify(self._client, self._address, self._generation)
        generations.save(self._client, self._generation.name, meta)
        self._generation = replace(self._generation, meta=meta)

    def _send(self, own: _Waiting) -> None:
        rows = [row for row, key in enumerate(own.ids) if key is not None]
        ids = [key for key in own.ids if key is not None]
        for article_id in ids:
            self._forget(article_id)
        numbers = np.arange(self._number, self._number + len(ids))
        self._number += len(ids)
        leaders = self._leaders.add(numbers, _sketches(own.arrays)[rows])
        decided = zip(rows, ids, numbers.tolist(), leaders.tolist(), strict=True)
        entries = [Entry(*entry) for entry in decided]
        self._sent |= {entry.id: entry.number for entry in entries}
        self._part.tally.add(own.arrays, own.ids)
        self._watch()
        self._part.sent.append(self._sender.send(self._batch(own.arrays, entries)))
        if self._part.tally.articles >= PART:
            self._end_part()

    def _batch(self, arrays: Arrays, entries: Sequence[Entry]) -> Batch:
        meta = self._generation.meta
        lengths = Lengths(meta.title_length, meta.body_length)
        return Batch(arrays, entries, self._part.number, lengths)

    def _forget(self, article_id: str) -> None:
        """Let an article lead no more that is deleted, or replaced."""
        for known in (self._sent, self._before.numbers):
            number = known.get(article_id)
            if number is not None:
                self._led |= dict(self._leaders.withdraw(number))
                self._led.pop(number, None)

    def _send_led(self, gone: Collection[str]) -> None:
        """Send once more the articles whose leader is another now; all parts are written."""
        now = {**self._before.numbers, **self._sent}
        ids = [own for own, number in now.items() if number in self._led and own not in gone]
        for found in again.analysed(self._client, self._generation, ids):
            numbers = (now[own] for own in found.ids)
            entries = [
                Entry(row, own, number, self._led[number])
                for row, (own, number) in enumerate(zip(found.ids, numbers, strict=True))
            ]
            batch = self._batch(found.arrays, entries)
            self._watch()
            # Their terms are counted: any part will do that is there.
            self._sender.send(batch._replace(part=last_of(self._parts[:1])))
        self._sender.finish()

    def _end_part(self) -> None:
        """Let the articles of the next part begin; write those that are all there."""
        if self._part.sent:
            self._ended.append(self._part)
            self._part = _Part(self._part.number + 1)
        while self._ended and all(own.done() for own in self._ended[0].sent):
            self._write(self._ended.pop(0))

    def _write_parts(self) -> None:
        for part in self._ended:
            self._write(part)
        self._ended = []

    def _write(self, part: _Part) -> None:
        self._sender.wait(part.sent)
        self._watch()
        write_part(self._client, self._generation.lexicon, part.number, part.tally.finish())
        self._parts.append(part.number)

    def _joined(self) -> tuple[int, ...]:
        """Return the parts of which readers have the counts: few, since they look into each."""
        most = _MOST_PARTS if self._generation.meta.state == "whole" else 1
        if len(self._parts) <= most:
            return tuple(self._parts)
        lexicon, every = self._generation.lexicon, Tally()
        for own in each_part(self._client, lexicon, self._parts):
            every.add_dictionary(own.arrays)
        number = joined(self._parts)
        self._watch()
        write_part(self._client, lexicon, number, every.finish())
        return (number,)


def _sketches(arrays: Arrays) -> Sketches:
    return arrays["sketch"].view(np.uint8).reshape(-1, BINS)
