"""A site serves the index as it is now."""

import errno
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from indexer.errors import IndexMissingError
from indexer.pipeline import rebuild
from search_app import open_index
from search_app.engines.local import LocalEngine
from search_app.web import create_app


@pytest.fixture
def build(tmp_path):
    """Return a function: build the index of some ids, return its folder."""

    def built(*ids):
        lines = (json.dumps({"id": own, "body": f"Hội nghị {own}"}) for own in ids)
        (tmp_path / "tin.jsonl").write_text("\n".join(lines), "utf-8")
        rebuild([tmp_path / "tin.jsonl"], tmp_path / "index")
        return tmp_path / "index"

    return built


def found(client):
    return {hit["id"] for hit in client.get("/api/v1/search?q=hội").json["hits"]}


def test_what_is_built_meanwhile_is_served(build):
    client = create_app(open_index(build("a"))).test_client()
    assert found(client) == {"a"}

    build("a", "b")
    assert found(client) == {"a", "b"}
    build("c")
    build("d")
    assert found(client) == {"d"}


def test_an_index_is_opened_once_for_each_generation(build):
    latest = open_index(build("a"))
    first = latest.snapshot()
    assert latest.snapshot() is first

    build("b")
    assert latest.snapshot() is not first
    assert latest.snapshot() is latest.snapshot()


def test_who_comes_while_it_is_opened_waits_and_gets_the_new_one(build, monkeypatch):
    latest = open_index(build("a"))
    before = latest.snapshot()
    build("b")
    opened, may_go_on, came = [], threading.Event(), threading.Event()
    open_now = latest._open

    class Watched:
        """The lock, which tells when somebody comes to it that is held."""

        def __init__(self, lock):
            self.lock = lock

        def acquire(self, *, timeout):
            if self.lock.locked():
                came.set()
            return self.lock.acquire(timeout=timeout)

        def release(self):
            self.lock.release()

    def open_slowly():
        assert may_go_on.wait(60)
        opened.append(open_now())

    monkeypatch.setattr(latest, "_open", open_slowly)
    monkeypatch.setattr(latest, "_opening", Watched(latest._opening))
    with ThreadPoolExecutor(2) as threads:
        answers = [threads.submit(latest.snapshot) for _ in range(2)]
        assert came.wait(60)
        may_go_on.set()
        first, second = (answer.result(60) for answer in answers)

    assert first is second is not before
    assert len(opened) == 1


def test_nobody_waits_for_good_while_it_is_opened(build, monkeypatch):
    latest = open_index(build("a"))
    before = latest.snapshot()
    build("b")
    monkeypatch.setattr("search_app.engines.latest._PATIENCE", 0.01)

    with latest._opening:
        assert latest.snapshot() is before
    assert latest.snapshot() is not before


def fail(root):
    raise IndexMissingError(root)


def test_one_that_cannot_be_opened_leaves_the_one_before(build, monkeypatch, caplog):
    root = build("a")
    latest = open_index(root)
    whole = (root / "current.json").read_text("utf-8")
    (root / "current.json").write_text("{", "utf-8")
    for _ in range(3):
        assert found(create_app(latest).test_client()) == {"a"}
    assert len(caplog.records) == 1, "it is not tried for each request"

    monkeypatch.setattr("search_app.engines.latest._PAUSE", 0.0)
    latest._not_before = 0.0
    (root / "current.json").unlink()
    assert found(create_app(latest).test_client()) == {"a"}

    build("b")
    assert found(create_app(latest).test_client()) == {"b"}
    (root / "current.json").write_text(whole, "utf-8")
    assert "is not served" in caplog.text


def test_one_that_the_system_does_not_let_be_opened_leaves_the_one_before(build, monkeypatch):
    latest = open_index(build("a"))
    build("b")

    def refused(_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(LocalEngine, "open", refused)
    assert [hit.id for hit in latest.search("").hits] == ["a"]


def test_a_switch_while_it_is_opened_is_not_missed(build, monkeypatch):
    root, opened, to_come = build("a"), LocalEngine.open, ["b"]

    def switched_meanwhile(own):
        engine = opened(own)
        if to_come:
            build(to_come.pop())
        return engine

    monkeypatch.setattr(LocalEngine, "open", switched_meanwhile)
    latest = open_index(root)
    assert [hit.id for hit in latest.search("").hits] == ["b"]

    build("c")
    to_come.append("d")
    latest.search("")  # opens c, and d is built meanwhile
    assert [hit.id for hit in latest.search("").hits] == ["d"]


def test_what_could_not_be_opened_once_is_tried_again(build, monkeypatch):
    latest = open_index(build("a"))
    build("b")
    monkeypatch.setattr("search_app.engines.latest._PAUSE", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr("search_app.engines.latest.LocalEngine.open", fail)
        assert found(create_app(latest).test_client()) == {"a"}
    assert found(create_app(latest).test_client()) == {"b"}


def test_without_an_index_there_is_nothing_to_serve(tmp_path):
    with pytest.raises(IndexMissingError):
        open_index(tmp_path)
