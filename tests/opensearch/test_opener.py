"""Who searches an index in a cluster sees what was built last."""

import secrets
import threading

import pytest

from indexer import pipeline
from indexer.errors import ClusterUnreachableError, IndexMissingError
from indexer.opensearch.address import Address
from search_app import open_index
from search_app.engines.opensearch import opener
from search_app.engines.opensearch.opener import ClusterOpener


@pytest.fixture
def address(opensearch):
    return Address.parse(f"{opensearch.url}moi-{secrets.token_hex(4)}", env={})


@pytest.fixture
def asked(monkeypatch):
    """Return the list of what was asked; a list of errors to raise stands in `asked.fail`."""

    class Asked(list):
        fail = None

    found, named = Asked(), opener.generations.named

    def note(client, address):
        found.append(address)
        if found.fail:
            raise found.fail
        return named(client, address)

    monkeypatch.setattr(opener.generations, "named", note)
    return found


def test_what_is_built_and_updated_is_found(address, write_jsonl, monkeypatch):
    monkeypatch.setattr(opener, "_FRESH", 0.0)
    first = {"id": "a", "title": "Hải Phòng", "body": "Hải Phòng hôm nay."}
    pipeline.rebuild([write_jsonl(first)], address)
    index = open_index(str(address))
    assert index.search("hải phòng").total == 1

    pipeline.update(
        [write_jsonl(first, {**first, "id": "b", "body": "Hải Phòng, Hà Nội."})], address
    )
    assert index.search("hải phòng").total == 2

    pipeline.rebuild([write_jsonl(first)], address)
    assert index.search("hải phòng").total == 1


def test_without_an_index_it_cannot_be_opened(address):
    with pytest.raises(IndexMissingError):
        open_index(address)


def test_it_is_asked_at_most_once_a_second(address, write_jsonl, asked, monkeypatch):
    pipeline.rebuild([write_jsonl({"id": "a", "body": "Hải Phòng."})], address)
    own = ClusterOpener(address)
    asked.clear()
    monkeypatch.setattr(opener, "_FRESH", 1e9)
    own._asked = -2e9

    stamps = {own.stamp() for _ in range(50)}

    assert len(asked) == len(stamps) == 1


def test_a_stamp_that_cannot_be_asked_is_the_one_before(address, write_jsonl, asked, monkeypatch):
    monkeypatch.setattr(opener, "_FRESH", 0.0)
    pipeline.rebuild([write_jsonl({"id": "a", "body": "Hải Phòng."})], address)
    own = ClusterOpener(address)
    before = own.stamp()
    asked.fail = ClusterUnreachableError(address, "tắt")

    assert own.stamp() == before is not None


def test_while_one_asks_nobody_waits(address, write_jsonl, monkeypatch):
    monkeypatch.setattr(opener, "_FRESH", 0.0)
    pipeline.rebuild([write_jsonl({"id": "a", "body": "Hải Phòng."})], address)
    own = ClusterOpener(address)
    before, asking, go_on = own.stamp(), threading.Event(), threading.Event()

    def hang(*_):
        asking.set()
        go_on.wait(30)
        raise ClusterUnreachableError(address, "tắt")

    monkeypatch.setattr(opener.generations, "named", hang)
    thread = threading.Thread(target=own.stamp)
    thread.start()
    assert asking.wait(10)

    assert own.stamp() == before
    go_on.set()
    thread.join()
