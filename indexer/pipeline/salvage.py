"""What is whole of a damaged segment: each article whose content is what it was digested from."""

import itertools
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import numpy as np

from analyzers.abbreviations import Abbreviations
from indexer.analysis import analyse_batch
from indexer.codec.build import Entry, build
from indexer.codec.container import Array, Arrays, remaining_arrays
from indexer.codec.layout import INTERNED
from indexer.codec.segment import Segment
from indexer.pipeline.articles import content_digest

_BATCH = 500  # articles that are analysed together
_IDS = ("id_bytes", "id_ends")
# What no digest of an article covers must be whole by its own checksum.
_BY_CHECKSUM = (*_IDS, "path_of", "path_bytes", "path_ends")
# Of the rest its content is read, and the digest tells whether it is right. A wrong digest of a
# document only has it read again.
_BY_DIGEST = (
    *("piece_bytes", "piece_ends", "stream", "stream_starts", "rare", "rare_starts"),
    *("title_pieces", "title_ends", "captions", "digest", "document_digest"),
    *(f"{name}_{part}" for name in INTERNED for part in ("of", "bytes", "ends")),
)
_WITHOUT_CONTENT = ("term", "group", "phrase")


class Salvage:
    """Reads what is whole of the segment in a file; `lost` tells the ids of what is not.

    Where the ids themselves are damaged, nobody can tell whose an article is: then all are
    lost, and no id is known.
    """

    def __init__(self, path: Path, deleted: Array) -> None:
        self.path = path
        self._deleted = deleted
        self.lost: list[str] = []

    def entries(self) -> Iterator[Entry]:
        """Yield the live articles that are whole."""
        try:
            arrays, whole = remaining_arrays(self.path)
        except (OSError, ValueError):
            return  # nothing tells where in it anything is
        if whole is None or not whole.issuperset(_IDS):
            return
        segment = _readable(arrays)
        is_readable = whole.issuperset(_BY_CHECKSUM) and arrays.keys() >= set(_BY_DIGEST)
        for number in _live(segment, self._deleted):
            entry = _entry(segment, number) if is_readable else None
            if entry is None:
                self.lost.append(segment.ids[number])
            else:
                yield entry


def analysed(
    entries: Iterable[Entry], abbreviations: Abbreviations
) -> Iterator[tuple[dict[str, Array], list[str]]]:
    """Yield the arrays and the ids of batches of articles, as a rebuild makes them."""
    entries = iter(entries)
    while some := list(itertools.islice(entries, _BATCH)):
        articles = [entry.article for entry in some]
        yield build(some, analyse_batch(articles, abbreviations)), [own.id for own in articles]


def _live(segment: Segment, deleted: Array) -> Collection[int]:
    live = np.ones(segment.articles, np.bool_)
    live[deleted] = False
    numbers: list[int] = np.flatnonzero(live).tolist()
    return numbers


def _readable(found: Arrays) -> Segment:
    """Return a segment of which contents can be read, whatever else is damaged."""
    nothing, articles = np.empty(0, np.uint8), len(found["id_ends"])
    arrays = dict(found)
    for name in (*_WITHOUT_CONTENT, "piece"):
        ends, data = arrays.get(f"{name}_ends", nothing), arrays.get(f"{name}_bytes", nothing)
        # A damaged end must not lead far behind the bytes.
        arrays |= {f"{name}_ends": np.minimum(ends, len(data)), f"{name}_bytes": data}
    arrays["group_starts"] = nothing
    arrays["day"] = np.zeros(articles, np.int64)
    arrays["piece_lengths"] = np.zeros(len(arrays["piece_ends"]), np.uint8)
    return Segment(arrays)


def _entry(segment: Segment, number: int) -> Entry | None:
    """Return an article with what the index keeps of it; None when it is not what it was."""
    try:
        _check_bounds(segment, number)
        article = segment.article(number)
        digest = segment.arrays["digest"].item(number)
        if content_digest(article) != digest:
            return None
        document_digest = segment.arrays["document_digest"].item(number)
        return Entry(article, segment.value("path", number), digest, document_digest)
    except Exception:  # noqa: BLE001  damage has a dozen kinds of exception
        return None


def _check_bounds(segment: Segment, number: int) -> None:
    """Raise ValueError when the text of an article may go on to the end of the stream."""
    for name in ("stream_starts", "rare_starts"):
        around = segment.arrays[name][number : number + 3].tolist()
        if around != sorted(around):
            raise ValueError(f"its {name} is damaged")
