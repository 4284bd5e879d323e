"""A site serves the index as it is now."""

import json

import pytest

from indexer.errors import IndexMissingError
from indexer.pipeline import rebuild
from search_app.engines.latest import Latest
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
    client = create_app(Latest(build("a"))).test_client()
    assert found(client) == {"a"}

    build("a", "b")
    assert found(client) == {"a", "b"}
    build("c")
    build("d")
    assert found(client) == {"d"}


def test_an_index_is_opened_once_for_each_generation(build):
    latest = Latest(build("a"))
    first = latest.snapshot()
    assert latest.snapshot() is first

    build("b")
    assert latest.snapshot() is not first
    assert latest.snapshot() is latest.snapshot()


def test_whoever_waited_for_another_to_open_it_does_not_open_it_again(build, monkeypatch):
    latest = Latest(build("a"))
    build("b")
    opened = []
    open_now = latest._open
    monkeypatch.setattr(latest, "_open", lambda: opened.append(open_now()))

    class Taken:
        """A lock that another held until it had opened the index."""

        def acquire(self, *, blocking):
            assert not blocking
            latest._open()
            return True

        def release(self):
            pass

    monkeypatch.setattr(latest, "_opening", Taken())
    latest.snapshot()

    assert len(opened) == 1


def fail(root):
    raise IndexMissingError(root)


def test_one_that_cannot_be_opened_leaves_the_one_before(build, monkeypatch, caplog):
    root = build("a")
    latest = Latest(root)
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


def test_what_could_not_be_opened_once_is_tried_again(build, monkeypatch):
    latest = Latest(build("a"))
    build("b")
    monkeypatch.setattr("search_app.engines.latest._PAUSE", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr("search_app.engines.latest.LocalEngine.open", fail)
        assert found(create_app(latest).test_client()) == {"a"}
    assert found(create_app(latest).test_client()) == {"b"}


def test_without_an_index_there_is_nothing_to_serve(tmp_path):
    with pytest.raises(IndexMissingError):
        Latest(tmp_path)
