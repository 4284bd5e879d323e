"""Going back one build."""

import json
import shutil

import pytest

from indexer import commit, folders, pipeline, store
from indexer.errors import (
    IndexCorruptError,
    IndexLockedError,
    IndexMissingError,
    NoEarlierBuildError,
)
from indexer.locks import write_lock
from indexer.rollback import roll_back
from search_app import open_index


@pytest.fixture
def rebuild(tmp_path, write_jsonl):
    """Return a function: build the index of some ids, return its folder."""

    def built(*ids):
        articles = ({"id": own, "body": f"Hội nghị {own}"} for own in ids)
        pipeline.rebuild([write_jsonl(*articles, name=f"{ids[0]}.jsonl")], tmp_path / "index")
        return tmp_path / "index"

    return built


def ids(index):
    return {hit.id for hit in index.search("").hits}


def test_the_build_before_answers_again_where_it_is_open(rebuild):
    rebuild("a", "b")
    index = open_index(rebuild("c"))
    assert ids(index) == {"c"}

    generation = roll_back(rebuild("d"))

    assert (generation.folder.name, generation.manifest.articles) == ("g000002", 1)
    assert ids(index) == {"c"}


def test_it_is_built_from_what_it_was_built_from(rebuild, tmp_path):
    rebuild("a")
    root = rebuild("b")
    roll_back(root)

    assert store.current_generation(root).sources == (str(tmp_path / "a.jsonl"),)
    pipeline.update([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], root)
    assert ids(open_index(root)) == {"a", "b"}
    assert [folder.name for folder in folders.generations(root)] == ["g000001", "g000003"]


def test_before_the_first_there_is_none(rebuild):
    root = rebuild("a")
    with pytest.raises(
        NoEarlierBuildError, match=r"no build before g000001.*answers.*timtin update"
    ):
        roll_back(root)
    rebuild("b")
    roll_back(root)
    with pytest.raises(NoEarlierBuildError):
        roll_back(root)
    assert ids(open_index(root)) == {"a"}


def test_one_that_is_damaged_is_not_gone_back_to(rebuild):
    root = rebuild("a")
    (segment,) = (root / "segments").iterdir()
    rebuild("b")
    data = bytearray(segment.read_bytes())
    data[-70] ^= 1
    segment.write_bytes(data)

    with pytest.raises(NoEarlierBuildError, match=rf"{segment.name}: its checksum differs"):
        roll_back(root)
    assert ids(open_index(root)) == {"b"}


def test_of_another_version_is_not_gone_back_to(rebuild):
    root = rebuild("a")
    path = root / "g000001" / "manifest.json"
    raw = json.loads(path.read_text("utf-8"))
    old = {key: raw[key] for key in ("format", "articles", "built", "segments", "files")}
    rebuild("b")
    path.write_text(json.dumps(old | {"format": "0ld"}), "utf-8")

    with pytest.raises(NoEarlierBuildError, match=r" \S+/g000001: has format 0ld"):
        roll_back(root)


def test_without_a_pointer_the_last_whole_one_answers(rebuild):
    rebuild("a")
    root = rebuild("b")
    (root / "current.json").write_text("{", "utf-8")

    assert roll_back(root).folder.name == "g000002"
    assert ids(open_index(root)) == {"b"}


@pytest.mark.parametrize("made", [(), ("index",), ("index", "index/segments")])
def test_where_nothing_was_built_nothing_is_made(tmp_path, made):
    for name in made:
        (tmp_path / name).mkdir()
    before = set(tmp_path.rglob("*"))
    with pytest.raises(IndexMissingError, match=r"No index at \S+index\."):
        roll_back(tmp_path / "index")
    assert set(tmp_path.rglob("*")) == before


def test_what_somebody_went_back_from_is_the_last_resort_of_a_repair(rebuild):
    rebuild("a")
    root = rebuild("b")
    roll_back(root)
    (root / "g000001" / "manifest.json").write_text("{", "utf-8")

    with pytest.raises(NoEarlierBuildError, match="no build before g000001"):
        roll_back(root)
    assert pipeline.repair(root).went_back
    assert ids(open_index(root)) == {"b"}


def test_what_never_answered_is_no_last_resort(rebuild):
    rebuild("a")
    root = rebuild("b")
    roll_back(root)
    (root / "g000001" / "manifest.json").write_text("{", "utf-8")
    (root / "g000002" / folders.UNFINISHED).touch()

    with pytest.raises(IndexCorruptError, match="no whole build to go back to"):
        pipeline.repair(root)


def test_nobody_goes_back_while_another_writes(rebuild):
    rebuild("a")
    root = rebuild("b")
    with write_lock(root), pytest.raises(IndexLockedError):
        roll_back(root)
    assert ids(open_index(root)) == {"b"}


def test_what_somebody_went_back_from_is_not_gone_back_to(rebuild):
    rebuild("a")
    root = rebuild("wrong")
    reader = open_index(root).snapshot()  # so that it stays
    roll_back(root)
    rebuild("b")
    assert [folder.name for folder in folders.generations(root)] == [
        "g000001",
        "g000002",
        "g000003",
    ]

    assert roll_back(root).folder.name == "g000001"
    assert ids(reader) == {"wrong"}


@pytest.fixture
def late(rebuild, monkeypatch):
    """Return an index whose only build, of a, is the last with six digits."""
    with monkeypatch.context() as patch:
        patch.setattr(commit, "_next_name", lambda *_: "g999999")
        return rebuild("a")


def names(root):
    return [folder.name for folder in folders.generations(root)]


def test_builds_go_on_after_a_million(late, rebuild, tmp_path):
    rebuild("b")
    assert names(late) == ["g999999", "g1000000"]
    assert store.damaged_files(store.current_generation(late)) == []

    assert roll_back(late).folder.name == "g999999"
    assert ids(open_index(late)) == {"a"}
    rebuild("c")
    assert names(late) == ["g999999", "g1000001"]

    pipeline.update([tmp_path / "b.jsonl"], late)
    assert names(late) == ["g1000001", "g1000002"]
    assert ids(open_index(late)) == {"b", "c"}
    assert len(list((late / "segments").iterdir())) == 2


def test_without_a_pointer_the_build_after_a_million_is_the_last(late, rebuild):
    rebuild("b")
    (late / "current.json").unlink()
    rebuild("c")
    assert names(late) == ["g1000000", "g1000001"]
    assert roll_back(late).folder.name == "g1000000"


@pytest.mark.parametrize("foreign", ["g999999", "g000002", "g999999999999999"])
def test_a_folder_of_somebody_else_is_passed_by(rebuild, foreign):
    root = rebuild("a")
    (root / foreign).mkdir()
    (root / foreign / "photo.txt").touch()
    for own in "bc":
        rebuild(own)
    assert ids(open_index(root)) == {"c"}
    assert names(root)[-1] == ("g000004" if foreign == "g000002" else "g000003")


def test_a_current_build_whose_folder_is_gone_keeps_its_name(rebuild):
    """Else what is not yet built would answer."""
    rebuild("a")
    root = rebuild("b")
    shutil.rmtree(root / "g000002")
    rebuild("c")
    assert names(root)[-1] == "g000003"


def test_an_update_with_nothing_new_leaves_what_can_be_gone_back_to(rebuild, tmp_path):
    rebuild("a")
    root = rebuild("b")
    pipeline.update([tmp_path / "b.jsonl"], root)

    assert roll_back(root).folder.name == "g000001"
