"""What an index directory may look like, and what is said of each damage."""

import json

import pytest

from indexer import pipeline, store
from indexer.errors import IndexCorruptError, IndexMissingError, IndexOutdatedError
from indexer.manifest import Manifest
from search_app import open_index


@pytest.fixture
def root(tmp_path, write_jsonl):
    pipeline.rebuild([write_jsonl({"body": "Hải Phòng"})], tmp_path / "index")
    return tmp_path / "index"


def data_file(root):
    generation = store.current_generation(root)
    return max(generation.manifest.files, key=lambda record: record.size), generation.folder


def test_a_directory_without_an_index_names_the_command_that_builds_one(tmp_path):
    with pytest.raises(IndexMissingError, match="timtin rebuild --index"):
        open_index(tmp_path)


def test_an_index_of_another_version_is_refused_by_name(root):
    folder = store.current_generation(root).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": "0ld"}), "utf-8")

    with pytest.raises(IndexOutdatedError, match=r"format 0ld.*timtin rebuild --index"):
        open_index(root)


@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_missing_or_truncated_file_is_named_on_opening(root, damage):
    record, folder = data_file(root)
    path = folder / record.name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(IndexCorruptError, match=record.name):
        open_index(root)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 1}', "not json"])
def test_a_broken_manifest_is_named(root, text):
    (store.current_generation(root).folder / "manifest.json").write_text(text, "utf-8")

    with pytest.raises(IndexCorruptError, match=r"manifest\.json"):
        open_index(root)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null"])
def test_a_broken_pointer_is_named(root, text):
    (root / "current.json").write_text(text, "utf-8")

    with pytest.raises(IndexCorruptError, match=r"current\.json"):
        open_index(root)


def test_checksums_find_one_changed_byte(root):
    generation = store.current_generation(root)
    assert store.damaged_files(generation) == []
    record, folder = data_file(root)
    data = bytearray((folder / record.name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / record.name).write_bytes(data)

    assert store.damaged_files(generation) == [(folder / record.name, "its checksum differs")]


def test_one_generation_before_is_kept_for_those_who_read_it(root, write_jsonl):
    for body in ("một", "hai", "ba"):
        pipeline.rebuild([write_jsonl({"body": body})], root)

    assert [path.name for path in sorted(root.glob("g*"))] == ["g000003", "g000004"]


def test_what_a_killed_build_left_goes_with_the_next(root, write_jsonl):
    (root / "g000002").mkdir()
    (root / "g000002" / "half.seg").write_bytes(b"x")

    pipeline.rebuild([write_jsonl({"body": "mới"})], root)

    assert open_index(root).search("mới").total == 1
    assert not (root / "g000002" / "half.seg").exists()


def test_a_manifest_reads_back_as_written(tmp_path, root):
    manifest = store.current_generation(root).manifest
    manifest.write(tmp_path)

    assert Manifest.read(tmp_path) == manifest
