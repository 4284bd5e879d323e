"""What an index directory may look like, and what is said of each damage."""

import json

import pytest

from analyzers.abbreviations import Abbreviations
from indexer import pipeline, store
from indexer.errors import (
    IndexCorruptError,
    IndexMissingError,
    IndexOutdatedError,
)
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
    with pytest.raises(IndexMissingError, match="timtin rebuild FOLDER --index"):
        open_index(tmp_path)


def test_an_index_of_another_version_is_refused_by_name(root):
    folder = store.current_generation(root).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": "0ld"}), "utf-8")

    with pytest.raises(IndexOutdatedError, match=r"format 0ld.*timtin rebuild \S+jsonl --index"):
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
    (root / "g000002" / "unfinished").touch()

    pipeline.rebuild([write_jsonl({"body": "mới"})], root)

    assert open_index(root).search("mới").total == 1
    assert not (root / "g000002" / "half.seg").exists()


@pytest.mark.parametrize("name", ["g2019-anh", "g20", "g000009"])
def test_a_folder_of_somebody_else_is_never_removed(root, write_jsonl, name):
    (root / name).mkdir()
    (root / name / "photo.txt").write_text("của tôi", "utf-8")

    for body in ("một", "hai", "ba"):
        pipeline.rebuild([write_jsonl({"body": body})], root)

    assert (root / name / "photo.txt").exists()


def test_what_was_killed_while_it_was_sealed_goes_with_the_next(root, write_jsonl, monkeypatch):
    def killed(*_, **__):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(store, "record_files", killed)
        patch.setattr(store.shutil, "rmtree", lambda *_, **__: None)  # the dead clean nothing up
        with pytest.raises(SystemExit):
            pipeline.rebuild([write_jsonl({"body": "hai"})], root)
    assert (root / "g000002").exists()

    pipeline.rebuild([write_jsonl({"body": "ba"})], root)

    assert sorted(path.name for path in root.glob("g*")) == ["g000001", "g000002"]
    assert open_index(root).search("ba").total == 1


def test_what_breaks_off_after_the_switch_undoes_nothing(root, write_jsonl, monkeypatch):
    pipeline.rebuild([write_jsonl({"body": "một"})], root)

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_remove", lambda folders: [interrupted(f) for f in folders])
    with pytest.raises(KeyboardInterrupt):
        pipeline.rebuild([write_jsonl({"body": "hai"})], root)

    assert open_index(root).search("hai").total == 1


def test_the_switch_is_one_replacement(root, write_jsonl, monkeypatch):
    """Whoever reads current.json while it is switched sees the old or the new, never half."""
    seen = []
    replace = store.os.replace

    def spy(new, old):
        seen.append((json.loads(new.read_text("utf-8")), json.loads(old.read_text("utf-8"))))
        replace(new, old)

    monkeypatch.setattr(store.os, "replace", spy)
    pipeline.rebuild([write_jsonl({"body": "hai"})], root)

    ((new, old),) = seen
    assert (old["generation"], new["generation"]) == ("g000001", "g000002")


def test_the_message_names_what_the_index_was_built_from(root, tmp_path):
    record, folder = data_file(root)
    (folder / record.name).unlink()

    with pytest.raises(IndexCorruptError) as caught:
        open_index(root)

    command = f"timtin rebuild {tmp_path}/articles.jsonl --index {root}"
    assert str(caught.value).endswith(command)


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
