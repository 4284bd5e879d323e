"""Damage is looked for after an error, but seldom: it means reading all files of an index."""

import pytest

from indexer.errors import IndexCorruptError
from search_app.core import damage
from search_app.core.damage import Damage
from search_app.core.index import Index
from search_app.engines.local import LocalEngine


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(damage.time, "monotonic", lambda: now[0])
    return now


def test_damage_that_was_found_is_known_from_then_on(clock):
    looks = []
    wrong = ValueError("damaged")
    known = Damage(lambda: looks.append(1) or wrong)

    for clock[0] in (100.0, 101.0, 500.0):
        assert known.found() is wrong
    assert len(looks) == 1


def test_where_there_was_none_it_is_looked_for_again_after_a_minute(clock):
    looks = []
    known = Damage(lambda: looks.append(1))

    for clock[0], so_far in ((100.0, 1), (101.0, 1), (159.0, 1), (160.0, 2), (161.0, 2)):
        assert known.found() is None
        assert len(looks) == so_far


def test_a_look_that_fails_says_nothing_and_is_not_tried_again_at_once(clock):
    looks = []

    def look():
        looks.append(clock[0])
        raise OSError("not now")

    known = Damage(look)

    for clock[0] in (100.0, 101.0, 160.0):
        assert known.found() is None
    assert looks == [100.0, 160.0]


def test_a_call_that_is_none_reads_no_file(seed_root, monkeypatch):
    engine = LocalEngine.open(seed_root)
    looks = []
    monkeypatch.setattr(engine, "damage", lambda: looks.append(1))
    index = Index(engine)

    for call in (lambda: index.search("a", nonsense=1), lambda: index.get("a", 2, 3)):
        with pytest.raises(TypeError):
            call()
    assert looks == []

    monkeypatch.setattr(engine, "number", lambda _: 1 + "")
    with pytest.raises(TypeError):
        index.get("a")
    assert looks == [1], "damage may show as this, too"


def test_an_index_reads_its_files_once_for_any_number_of_errors(seed_root, monkeypatch):
    engine = LocalEngine.open(seed_root)
    looks = []
    told = IndexCorruptError(seed_root / "a", "its checksum differs", command="timtin rebuild")
    monkeypatch.setattr(engine, "damage", lambda: looks.append(1) or told)
    monkeypatch.setattr(engine, "number", lambda _: 1 // 0)
    index = Index(engine)

    traces = []
    for _ in range(5):
        with pytest.raises(IndexCorruptError, match="checksum") as raised:
            index.get("a")
        traces.append(len(raised.traceback))
    assert len(looks) == 1
    assert len(set(traces)) == 1, "the error is the same each time, what it carries may not grow"
