"""What an index directory may look like, and what is said of each damage."""

import json
from pathlib import Path

import numpy as np
import pytest

from analyzers.abbreviations import SHIPPED, Abbreviations
from indexer import pipeline, store
from indexer.codec.container import map_arrays, write_arrays
from indexer.codec.layout import segment_path
from indexer.errors import (
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
)
from indexer.manifest import Manifest
from indexer.sealed import sealed
from search_app import open_index


@pytest.fixture
def root(tmp_path, write_jsonl):
    pipeline.rebuild([write_jsonl({"body": "Hải Phòng"})], tmp_path / "index")
    return tmp_path / "index"


def seal(path, value):
    """Write a small file of an index as this version would."""
    path.write_text(sealed({key: value[key] for key in value if key != "checksum"}), "utf-8")


def files_of(root):
    """Return the files of an index with a deleted article, by what they are."""
    generation = store.current_generation(root)
    (segment, *_) = generation.manifest.segments
    return {
        "segment": segment_path(root, segment),
        "TOC": generation.folder / "_MAIN_1.toc",
        "deleted": generation.folder / store.DELETED,
    }


@pytest.fixture
def worn(root, write_jsonl):
    """Return the directory of an index whose first segment has a deleted article."""
    source = write_jsonl(*({"id": i, "body": f"Hải Phòng {i}"} for i in "abcd"))
    pipeline.rebuild([source], root)
    pipeline.update([write_jsonl(*({"id": i, "body": f"Hải Phòng {i}"} for i in "abc"))], root)
    assert all(path.is_file() for path in files_of(root).values())
    return root


def test_a_directory_without_an_index_names_the_command_that_builds_one(tmp_path):
    with pytest.raises(IndexMissingError, match="timtin rebuild FOLDER --index"):
        open_index(tmp_path)


def test_an_index_of_another_version_is_refused_by_name(root):
    folder = store.current_generation(root).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    seal(folder / "manifest.json", {**manifest, "format": "0ld"})

    with pytest.raises(IndexOutdatedError, match=r"format 0ld.*timtin rebuild \S+jsonl --index"):
        open_index(root)


@pytest.mark.parametrize("kind", ["segment", "TOC", "deleted"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "longer", "a folder"])
def test_a_file_that_is_not_there_whole_is_named_on_opening(worn, tmp_path, kind, damage):
    path = files_of(worn)[kind]
    whole = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage != "missing":
        path.write_bytes(whole[:-1] if damage == "truncated" else whole + b"x")

    with pytest.raises(IndexCorruptError) as caught:
        store.current_generation(worn)

    assert caught.value.file == path
    command = f"timtin rebuild {tmp_path}/articles.jsonl --index {worn}"
    assert str(caught.value).endswith(f"Build the index anew: {command}")


@pytest.mark.parametrize("kind", ["segment", "deleted"])
@pytest.mark.parametrize("first", [0, 8, 12, 17])
def test_a_damaged_header_is_named_when_segments_are_opened(worn, kind, first):
    path = files_of(worn)[kind]
    data = bytearray(path.read_bytes())
    data[first] ^= 1
    path.write_bytes(data)

    with pytest.raises(
        IndexCorruptError, match=r"damaged.*timtin rebuild \S+jsonl --index"
    ) as caught:
        store.current_generation(worn).segments()

    assert caught.value.file == path


@pytest.mark.parametrize("kind", ["segment", "deleted"])
def test_a_file_that_cannot_be_read_is_named(worn, monkeypatch, kind):
    path, open_ = files_of(worn)[kind], Path.open

    def closed(self, *args, **kwargs):
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return open_(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(IndexCorruptError, match=r"Permission denied.*timtin rebuild") as caught:
        store.current_generation(worn).segments()

    assert caught.value.file == path


def test_a_number_of_a_deleted_article_that_there_is_none_is_named(worn):
    path = files_of(worn)["deleted"]
    (name,) = map_arrays(path)
    path.unlink()
    write_arrays(path, {name: np.array([4])})

    with pytest.raises(IndexCorruptError) as caught:
        store.current_generation(worn).segments()

    assert caught.value.file == path


def test_deleted_articles_are_not_live(worn):
    (own,) = store.current_generation(worn).segments()

    assert (own.live.tolist(), own.live_articles) == ([True, True, True, False], 3)
    assert store.current_generation(worn).manifest.articles == 3


def test_an_index_of_the_format_before_segments_is_outdated(root):
    """Its manifest names no segments, and its files without their folder."""
    folder = store.current_generation(root).folder
    raw = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = [{"name": "MAIN_abc.seg", "size": 1, "sha256": "0"}]
    old = {"format": "7c1f0a2b", "articles": 1, "built": raw["built"], "files": files}
    (folder / "manifest.json").write_text(json.dumps(old), "utf-8")

    with pytest.raises(IndexOutdatedError, match=r"format 7c1f0a2b.*timtin rebuild"):
        store.current_generation(root)


def test_added_abbreviations_are_kept_from_one_generation_to_the_next(root, tmp_path, write_jsonl):
    (tmp_path / "mine.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")
    pipeline.rebuild([write_jsonl({"body": "tin"})], root, abbreviations=tmp_path / "mine.tsv")
    shipped = len(Abbreviations.load(SHIPPED).entries)

    for run in (pipeline.update, pipeline.rebuild, pipeline.update):
        run([write_jsonl({"body": f"kinh tế xanh {run.__name__}"}, {"body": "tin"})], root)
        assert len(store.current_generation(root).abbreviations().entries) == shipped + 1


def test_added_abbreviations_are_kept_from_the_format_before_segments(root, tmp_path, write_jsonl):
    (tmp_path / "mine.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")
    source = write_jsonl({"body": "kinh tế xanh"})
    pipeline.rebuild([source], root, abbreviations=tmp_path / "mine.tsv")
    folder = store.current_generation(root).folder
    raw = json.loads((folder / "manifest.json").read_text("utf-8"))
    old = [record for record in raw["files"] if record["name"].endswith(".tsv")]
    old[0]["name"] = store.ADDED_ABBREVIATIONS
    raw = {"articles": 1, "built": raw["built"], "format": "7c1f0a2b", "files": old}
    text = json.dumps(raw)
    (folder / "manifest.json").write_text(text, "utf-8")

    pipeline.rebuild([source], root)

    added = store.current_generation(root).folder / store.ADDED_ABBREVIATIONS
    assert added.read_bytes() == (tmp_path / "mine.tsv").read_bytes()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 1}', "not json"])
def test_a_broken_manifest_is_named(root, text):
    (store.current_generation(root).folder / "manifest.json").write_text(text, "utf-8")

    with pytest.raises(IndexCorruptError, match=r"manifest\.json"):
        open_index(root)


@pytest.mark.parametrize("text", [None, "", "[]", "{}", "null", '{"generation": "../x"}'])
def test_a_broken_pointer_is_named(root, text):
    if text is None:
        (root / "current.json").unlink()
    else:
        (root / "current.json").write_text(text, "utf-8")

    with pytest.raises(IndexCorruptError, match=r"current\.json"):
        open_index(root)


def test_checksums_find_one_changed_byte(root):
    generation = store.current_generation(root)
    assert store.damaged_files(generation) == []
    path = files_of(root)["segment"]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    assert store.damaged_files(generation) == [(path, "its checksum differs")]


def test_a_manifest_reads_back_as_written(tmp_path, root):
    manifest = store.current_generation(root).manifest
    manifest.write(tmp_path)

    assert Manifest.read(tmp_path) == manifest


def test_an_index_built_with_other_shipped_abbreviations_is_refused(root, tmp_path, monkeypatch):
    """Its articles have the other forms of that table, and queries would ask for those of this."""
    path = tmp_path / "abbreviations.tsv"
    path.write_text("UBND\tỦy ban nhân dân\n", "utf-8")
    monkeypatch.setattr("indexer.schema.default_abbreviations", lambda: Abbreviations.load(path))

    with pytest.raises(IndexOutdatedError, match="timtin rebuild"):
        open_index(root)


def test_added_abbreviations_that_are_damaged_are_named(root, tmp_path, write_jsonl):
    (tmp_path / "mine.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")
    source = write_jsonl({"body": "kinh tế xanh"})
    pipeline.rebuild([source], root, abbreviations=tmp_path / "mine.tsv")
    added = store.current_generation(root).folder / store.ADDED_ABBREVIATIONS
    whole = added.read_bytes()
    for damaged in (whole.replace(b"KKTX", b"KKTQ"), b"x" * len(whole), None):
        if damaged is None:
            added.unlink()
        else:
            added.write_bytes(damaged)
        with pytest.raises(IndexCorruptError, match=r"abbreviations\.tsv.*--abbreviations FILE"):
            pipeline.rebuild([source], root)
    with pytest.raises(IndexCorruptError, match=r"abbreviations\.tsv: is missing"):
        open_index(root)
    pipeline.rebuild([source], root, abbreviations=tmp_path / "mine.tsv")
    assert open_index(root).search("KKTX").total == 1


def test_a_file_in_place_of_an_index_is_no_damaged_one(tmp_path):
    (tmp_path / "file").write_text("tin", "utf-8")

    with pytest.raises(IndexMissingError):
        store.current_generation(tmp_path / "file")
