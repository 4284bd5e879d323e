"""Dictionaries and files in the lexicon index that stands beside an index in a cluster.

A dictionary is what a file of its arrays would hold (`indexer.codec.container`), in zlib, cut into
documents. Of 86,000 news articles 38 MB become 14 in 0.4 s, and are back in 0.2 s; at level 6 it
takes four times as long for 5 % less.
"""

import base64
import hashlib
import itertools
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzers.abbreviations import Abbreviations, default_abbreviations
from indexer import store
from indexer.codec.container import Arrays, from_bytes, to_bytes
from indexer.codec.dictionary import Dictionary, open_dictionary
from indexer.errors import AbbreviationsError, IndexCorruptError
from indexer.store import ADDED_ABBREVIATIONS

if TYPE_CHECKING:  # the package is an extra
    from opensearchpy import OpenSearch

CHUNK = 6 << 20  # bytes, 8 MB as base64: a node refuses requests of more than 100 MB
_LEVEL = 1
_JOINED = 1 << 20  # more than parts of articles there are


def joined(numbers: Iterable[int]) -> int:
    """Return the number of what parts become together: that of no articles."""
    return _JOINED + last_of(numbers)


def last_of(numbers: Iterable[int]) -> int:
    """Return the last part of articles that is among these or was joined in one; -1 without any."""
    return max((number % _JOINED for number in numbers), default=-1)


def next_after(client: "OpenSearch", index: str, numbers: Iterable[int]) -> int:
    """Return the number of the first part of articles after these that was never written."""
    number = last_of(numbers) + 1
    while whole_parts(client, index, [number]):  # its articles were replaced or deleted since
        number += 1
    return number


def _name(number: int) -> str:
    kind = "joined" if number >= _JOINED else "part"
    return f"{kind}-{number % _JOINED:05}"


def write_part(client: "OpenSearch", index: str, number: int, arrays: Arrays) -> None:
    """Write the arrays that `Tally.finish` returned as a part of the lexicon index.

    Its first document is written last: where that is, the part is whole.
    """
    _write(client, index, _name(number), zlib.compress(to_bytes(arrays), _LEVEL))


def read_parts(client: "OpenSearch", index: str, numbers: Iterable[int]) -> list[Dictionary]:
    """Return parts of the lexicon index, in the order of `numbers`.

    Raises:
        IndexCorruptError: one is not there, or damaged.
    """
    return list(each_part(client, index, numbers))


def each_part(client: "OpenSearch", index: str, numbers: Iterable[int]) -> Iterator[Dictionary]:
    """Yield what `read_parts` returns, for who needs no two at once."""
    for number in numbers:
        yield _read_part(client, index, _name(number))


def whole_parts(client: "OpenSearch", index: str, numbers: Iterable[int]) -> list[int]:
    """Return which of the parts were written to their end."""
    return [
        number
        for number in numbers
        if _found(client, index, f"{_name(number)}-0", source=False) is not None
    ]


def write_file(client: "OpenSearch", index: str, name: str, data: bytes) -> None:
    """Write a file to the lexicon index."""
    _write(client, index, f"file-{name}", data)


def read_file(client: "OpenSearch", index: str, name: str) -> bytes | None:
    """Return a file of the lexicon index, or None if it has none of this name.

    Raises:
        IndexCorruptError: it is damaged.
    """
    return _read(client, index, f"file-{name}")


def read_abbreviations(client: "OpenSearch", index: str) -> Abbreviations:
    """Return the table that the articles were analysed with.

    Raises:
        IndexCorruptError: what a user added to it is damaged.
    """
    data = read_file(client, index, ADDED_ABBREVIATIONS)
    if not data:
        return default_abbreviations()
    with tempfile.TemporaryDirectory(prefix="timtin-") as folder:
        path = Path(folder, ADDED_ABBREVIATIONS)
        path.write_bytes(data)
        try:
            return store.read_abbreviations(path)
        except AbbreviationsError as error:
            raise _corrupt(index, str(error).replace(f"{folder}/", "")) from error


def _write(client: "OpenSearch", index: str, name: str, data: bytes) -> None:
    whole = _checksum(data)
    chunks = max(-(-len(data) // CHUNK), 1)
    for chunk in reversed(range(chunks)):
        own = data[chunk * CHUNK : (chunk + 1) * CHUNK]
        text = base64.b64encode(own).decode()
        body = {"name": name, "chunk": chunk, "chunks": chunks, "data": text, "sha256": whole}
        client.index(index=index, id=f"{name}-{chunk}", body=body)


def _read_part(client: "OpenSearch", index: str, name: str) -> Dictionary:
    data = _read(client, index, name)
    if data is None:
        raise _corrupt(index, f"{name} is not there")
    try:
        return open_dictionary(from_bytes(zlib.decompress(data)))
    except (ValueError, zlib.error) as error:
        raise _corrupt(index, f"{name} is damaged ({error})") from error


def _read(client: "OpenSearch", index: str, name: str) -> bytes | None:
    """Return what was written under a name, document by document: all at once were a big answer."""
    first = _found(client, index, f"{name}-0")
    if first is None:
        return None
    try:
        more = (_found(client, index, f"{name}-{at}") for at in range(1, first["chunks"]))
        texts = [first["data"], *(own["data"] for own in itertools.takewhile(bool, more) if own)]
        data = b"".join(base64.b64decode(text, validate=True) for text in texts)
        whole = len(texts) == first["chunks"] and first["sha256"] == _checksum(data)
    except (KeyError, TypeError, ValueError) as error:
        raise _corrupt(index, f"{name} is damaged ({error})") from error
    if not whole:
        raise _corrupt(index, f"{name} is not what was written")
    return data


def _found(
    client: "OpenSearch", index: str, document: str, *, source: bool = True
) -> dict[str, Any] | None:
    """Return a document, or None if it is not there.

    One by one: in the answer to many at once a shard that is away looks like a missing document,
    and is not tried again.
    """
    wanted = {"_source": str(source).lower()}
    answer = client.get(index=index, id=document, params=wanted, ignore=HTTPStatus.NOT_FOUND)
    return answer.get("_source", {}) if answer.get("found") else None


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _corrupt(index: str, problem: str) -> IndexCorruptError:
    """Return the error that names an index, and the command that builds it anew."""
    alias = index.rsplit("-", 2)[0]  # of timtin-000001-lexicon
    command = f"timtin rebuild FOLDER --engine opensearch --url URL --index {alias}"
    return IndexCorruptError(Path(index), problem, command=command)
