"""Dictionaries and files come back from a lexicon index as they were, or with a clear error."""

import base64

import pytest

from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec.build import Entry, build
from indexer.codec.tally import Tally
from indexer.errors import IndexCorruptError
from indexer.opensearch import parts
from indexer.opensearch.parts import (
    read_file,
    read_parts,
    whole_parts,
    write_file,
    write_part,
)

INDEX = "timtin-000001-lexicon"


class Documents:
    """Those calls of a client of OpenSearch that write and read documents, in memory."""

    def __init__(self):
        self.documents = {}

    def index(self, index, body, id):  # noqa: A002  the client's name for it
        self.documents[index, id] = body

    def get(self, index, id, params, ignore):  # noqa: A002
        assert ignore == 404  # else the client raises where there is none
        own = self.documents.get((index, id))
        found = {"_id": id, "found": own is not None}
        return found | {"_source": own} if own and params["_source"] == "true" else found


@pytest.fixture
def client():
    return Documents()


@pytest.fixture(scope="module")
def arrays():
    """Return the arrays of a dictionary of two articles."""
    articles = [
        Article(id=str(at), title=title, body=f"{title} họp báo về chuyển đổi số. Chuyển đổi số.")
        for at, title in enumerate(("Hải Phòng", "Hà Nội"))
    ]
    batch = analyse_batch(articles, default_abbreviations())
    tally = Tally()
    tally.add(build([Entry(own, "p", 0, 0) for own in articles], batch), ["0", "1"])
    return tally.finish()


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(parts, "CHUNK", 250)


def listed(arrays):
    return {name: (own.dtype.str, own.tolist()) for name, own in arrays.items()}


@pytest.mark.usefixtures("small_chunks")
def test_parts_come_back_in_the_order_asked_for(client, arrays):
    empty = Tally().finish()
    write_part(client, INDEX, 3, arrays)
    write_part(client, INDEX, 1, empty)

    found = read_parts(client, INDEX, [1, 3])

    assert [listed(own.arrays) for own in found] == [listed(empty), listed(arrays)]
    assert [own.articles for own in found] == [0, 2]
    sizes = [len(base64.b64decode(own["data"])) for own in client.documents.values()]
    assert len(sizes) > 3
    assert max(sizes) == 250


@pytest.mark.usefixtures("small_chunks")
def test_a_part_is_there_when_it_is_whole(client, arrays):
    def index(**document):
        if document["id"] == "part-00002-0":
            raise ConnectionError
        Documents.index(client, **document)

    write_part(client, INDEX, 0, arrays)
    client.index = index
    with pytest.raises(ConnectionError):
        write_part(client, INDEX, 2, arrays)

    assert (INDEX, "part-00002-1") in client.documents
    assert whole_parts(client, INDEX, [0, 1, 2]) == [0]
    assert whole_parts(client, INDEX, []) == []


def test_what_parts_became_together_is_no_part_of_articles(client, arrays):
    for number in (0, 1, parts.joined([0, 1])):
        write_part(client, INDEX, number, arrays)

    assert len(client.documents) == 3
    assert whole_parts(client, INDEX, range(9)) == [0, 1]
    assert parts.last_of([parts.joined([0, 1])]) == parts.last_of([0, 1]) == 1
    assert parts.next_after(client, INDEX, [0]) == 2
    assert [own.articles for own in read_parts(client, INDEX, [parts.joined([1])])] == [2]


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("chunk", [0, 1])
def test_a_missing_document_is_told(client, arrays, chunk):
    write_part(client, INDEX, 7, arrays)
    del client.documents[INDEX, f"part-00007-{chunk}"]

    with pytest.raises(IndexCorruptError, match=f"{INDEX}: part-00007 is not") as raised:
        read_parts(client, INDEX, [7])
    assert "timtin rebuild FOLDER --engine opensearch --url URL --index timtin" in str(raised.value)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize(
    "damage",
    [
        {"data": "AAAA"},
        {"data": "no base64!"},
        {"data": None},
        {"sha256": "0"},
        {"chunks": 1},
        {"chunks": "2"},
    ],
    ids=str,
)
def test_damage_is_told(client, arrays, damage):
    write_part(client, INDEX, 0, arrays)
    client.documents[INDEX, "part-00000-0"] |= damage

    with pytest.raises(IndexCorruptError, match=f"{INDEX}: part-00000 is"):
        read_parts(client, INDEX, [0])


@pytest.mark.parametrize("data", [b"", b"no dictionary"])
def test_what_is_no_dictionary_is_told(client, data):
    parts._write(client, INDEX, "part-00000", data)

    with pytest.raises(IndexCorruptError, match="part-00000 is damaged"):
        read_parts(client, INDEX, [0])


def test_files_come_back(client):
    write_file(client, INDEX, "topics.toml", b"")
    write_file(client, INDEX, "abbreviations.tsv", "ĐTC\tđầu tư công".encode())

    assert read_file(client, INDEX, "topics.toml") == b""
    assert read_file(client, INDEX, "abbreviations.tsv") == "ĐTC\tđầu tư công".encode()
    assert read_file(client, INDEX, "other") is None
