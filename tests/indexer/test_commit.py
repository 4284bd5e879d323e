"""A new generation: whole or not at all, and what it shares is kept."""

import dataclasses
import errno
import gc
import json
import os
import shutil
from pathlib import Path

import pytest
from whoosh.index import TOC

from indexer import commit, durable, folders, pipeline, store
from indexer.codec import writer as writer_module
from indexer.errors import IndexCorruptError, NothingToIndexError


@pytest.fixture
def root(tmp_path, write_jsonl):
    pipeline.rebuild([records(write_jsonl, "abc")], tmp_path / "index")
    return tmp_path / "index"


def records(write_jsonl, ids, text="Hải Phòng"):
    return write_jsonl(*({"id": own, "body": f"{text} {own}"} for own in ids))


def tree(root):
    """Return all files of an index with what is in them."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "timtin_WRITELOCK"
    }


def articles(root):
    """Return the bodies of the live articles of the current generation, checksums compared."""
    generation = store.current_generation(root)
    assert store.damaged_files(generation) == []
    found = [
        own.segment.article(number)
        for own in generation.segments()
        for number in range(own.segment.articles)
        if own.live[number]
    ]
    assert len(found) == generation.manifest.articles
    return {article.id: article.body for article in found}


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def half_written(path, arrays):
    path.write_bytes(b"TIMTIN01" + bytes(len(arrays)))
    full()


def interrupted(*_, **__):
    raise KeyboardInterrupt


os_fsync = os.fsync


def full_at(number):
    """Return an `os.fsync` that does its work until the call of this number."""
    calls = iter(range(1, 1000))
    return lambda descriptor: full() if next(calls) == number else os_fsync(descriptor)


BREAKS = {
    "the segment": (writer_module, "write_arrays", half_written),
    "the deleted": (commit, "write_arrays", half_written),
    "the TOC": (TOC, "write", full),
    "the manifest": (commit.Manifest, "write", full),
    "the pointer": (commit.Pointer, "write", full),
    "the switch": (os, "replace", full),
    "the checksums": (commit, "record_file", full),
    "Ctrl-C in the segment": (writer_module, "write_arrays", interrupted),
    "Ctrl-C in merging": (writer_module, "merge", interrupted),
    "what is read back": (durable.Path, "read_bytes", lambda _: b""),
    "Ctrl-C in the TOC": (TOC, "write", interrupted),
    "Ctrl-C before the switch": (os, "replace", interrupted),
    **{f"fsync {number}": (os, "fsync", None) for number in range(1, 7)},
}


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("run", [pipeline.rebuild, pipeline.update])
def test_a_run_that_breaks_off_leaves_the_index_as_it_was(root, write_jsonl, monkeypatch, run, how):
    before, old = tree(root), articles(root)
    source = records(write_jsonl, "bcd")  # one gone, one new
    target, name, broken = BREAKS[how]
    if how == "the deleted" and run is pipeline.rebuild:
        return  # a rebuild has none
    if how.startswith("fsync"):
        broken = full_at(int(how.split()[1]))

    with monkeypatch.context() as patch:
        patch.setattr(target, name, broken)
        with pytest.raises((OSError, KeyboardInterrupt)):
            run([source], root)

    assert tree(root) == before
    assert articles(root) == old
    run([source], root)
    assert articles(root) == {own: f"Hải Phòng {own}" for own in "bcd"}


def test_what_breaks_off_after_the_switch_undoes_nothing(root, write_jsonl, monkeypatch):
    tidy, calls = commit.tidy, []

    def second_time(*args):
        calls.append(args)
        return interrupted() if len(calls) == 2 else tidy(*args)

    monkeypatch.setattr(commit, "tidy", second_time)
    with pytest.raises(KeyboardInterrupt):
        pipeline.rebuild([records(write_jsonl, "x")], root)

    assert articles(root) == {"x": "Hải Phòng x"}


def test_the_switch_is_one_replacement(root, write_jsonl, monkeypatch):
    """Whoever reads current.json while it is switched sees the old or the new, never half."""
    seen = []
    replace = os.replace

    def spy(new, old):
        if old.name == store.CURRENT:
            seen.append((json.loads(new.read_text("utf-8")), json.loads(old.read_text("utf-8"))))
            folder = root / seen[0][0]["generation"]
            assert store.Manifest.read(folder).articles == 1, "it is whole before it is named"
        replace(new, old)

    monkeypatch.setattr(os, "replace", spy)
    pipeline.rebuild([records(write_jsonl, "x")], root)

    ((new, old),) = seen
    assert (old["generation"], new["generation"]) == ("g000001", "g000002")


def test_all_of_it_is_on_the_disk_before_the_switch(root, write_jsonl, monkeypatch):
    """A power cut must not leave a pointer to what was only in memory."""
    synced, events = [], []

    def spy(descriptor):
        synced.append(os.path.realpath(f"/proc/self/fd/{descriptor}"))
        os_fsync(descriptor)

    replace = os.replace
    monkeypatch.setattr(os, "fsync", spy)
    monkeypatch.setattr(
        os, "replace", lambda new, old: (events.append((old, list(synced))), replace(new, old))[1]
    )
    written = set(tree(root))
    pipeline.update([records(write_jsonl, "bcd")], root)

    (before,) = [synced_ for old, synced_ in events if old == root / store.CURRENT]
    generation = store.current_generation(root)
    needed = {
        root / record.name for record in generation.manifest.files if record.name not in written
    }
    assert len(needed) == 3
    needed |= {generation.folder / "manifest.json", generation.folder, root / "segments", root}
    assert {os.path.realpath(path) for path in needed} <= set(before)
    assert os.path.realpath(root) in synced[len(before) :]


def killed(root, write_jsonl, monkeypatch, at):
    """Kill a run at a function of `commit`: nothing is cleaned up."""
    with monkeypatch.context() as patch:
        target = commit.Pointer if at == "write" else commit
        patch.setattr(target, at, interrupted)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        patch.setattr(commit.Path, "unlink", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            pipeline.rebuild([records(write_jsonl, "x")], root)
    assert (root / "g000002").exists()


@pytest.mark.parametrize("at", ["_write_toc", "record_file", "sync", "write"])
def test_what_a_killed_run_left_goes_with_the_next(root, write_jsonl, monkeypatch, at):
    before = set(tree(root))
    killed(root, write_jsonl, monkeypatch, at)
    left = set(tree(root)) - before
    assert any(name.startswith("segments/") for name in left)
    assert articles(root).keys() == set("abc")

    pipeline.rebuild([records(write_jsonl, "y")], root)

    assert not {name for name in left if name.startswith("segments/")} & set(tree(root))
    assert [path.name for path in folders.generations(root)] == ["g000001", "g000003"]
    assert not (root / "g000003" / folders.UNFINISHED).exists()
    assert articles(root) == {"y": "Hải Phòng y"}


def test_files_of_somebody_else_are_left_alone(root, write_jsonl):
    """Ours have names of twelve hex digits; anything else in the folder is not ours."""
    for name in ("notes.txt", "my.arrays", "0123456789AB.arrays", "0123456789abc.arrays"):
        (root / "segments" / name).write_text("của tôi", "utf-8")
    for name in ("g2019-anh", "g20", "g000009"):
        (root / name).mkdir()
        (root / name / "photo.txt").write_text("của tôi", "utf-8")
    (root / "segments" / "0123456789ab.arrays").write_text("orphaned", "utf-8")

    for ids in ("x", "y", "z"):
        pipeline.rebuild([records(write_jsonl, ids)], root)

    kept = [name for name, content in tree(root).items() if content == "của tôi".encode()]
    assert len(kept) == 7
    # One that is named as ours are may be ours, and its manifest lost: until it goes, all stay.
    assert (root / "segments" / "0123456789ab.arrays").exists()
    shutil.rmtree(root / "g000009")
    pipeline.rebuild([records(write_jsonl, "w")], root)
    assert not (root / "segments" / "0123456789ab.arrays").exists()


def test_one_generation_before_is_kept_for_those_who_read_it(root, write_jsonl):
    for ids in ("x", "y", "z"):
        pipeline.rebuild([records(write_jsonl, ids)], root)

    assert [path.name for path in sorted(root.glob("g*"))] == ["g000003", "g000004"]
    named = {name for folder in root.glob("g*") for name in store.Manifest.read(folder).segments}
    assert {path.stem for path in (root / "segments").iterdir()} == named
    assert len(named) == 2


def test_an_update_writes_only_new_files(root, write_jsonl):
    """The old segment is shared, not copied: an update costs what it brings."""
    (segment,) = (root / "segments").iterdir()
    status = segment.stat()

    for count in range(1, 3):
        pipeline.update([records(write_jsonl, "abcdef"[: 3 + count])], root)
        now = segment.stat()
        assert (now.st_ino, now.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
        assert segment.stem in store.current_generation(root).manifest.segments
        assert len(list((root / "segments").iterdir())) == 1 + count

    assert articles(root).keys() == set("abcde")


def test_a_segment_stays_while_a_generation_names_it(root, write_jsonl):
    (old,) = (root / "segments").iterdir()
    reader = store.current_generation(root)
    source = records(write_jsonl, "abc", "Hà Nội")

    pipeline.update([source], root)  # all of it is written anew: the new generation needs none
    assert old.stem not in store.current_generation(root).manifest.segments
    assert reader.segments()[0].segment.article(0).body == "Hải Phòng a"

    pipeline.update([records(write_jsonl, "abcd", "Hà Nội")], root)
    assert not old.exists()


def test_nothing_is_removed_that_an_unreadable_manifest_may_name(root, write_jsonl):
    (segment,) = (root / "segments").iterdir()
    (root / "g000001" / "manifest.json").write_text("{", "utf-8")

    pipeline.rebuild([records(write_jsonl, "x")], root)
    assert segment.exists()

    pipeline.rebuild([records(write_jsonl, "y")], root)
    assert not segment.exists()


def moved_and_linked(path, elsewhere):
    path.rename(elsewhere)
    path.symlink_to(elsewhere, target_is_directory=True)


def test_segments_of_a_generation_that_a_link_leads_to_stay(root, tmp_path, write_jsonl):
    moved_and_linked(root / "g000001", tmp_path / "elsewhere")

    pipeline.update([records(write_jsonl, "abcd")], root)

    assert articles(root).keys() == set("abcd")
    assert store.damaged_files(store.read_generation(root, "g000001")) == []


def test_segments_of_a_generation_whose_manifest_is_gone_stay(root, tmp_path):
    before = set((root / "segments").iterdir())
    (root / "g000001" / "manifest.json").unlink()
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "x.jsonl").touch()

    with pytest.raises(NothingToIndexError):
        pipeline.rebuild([tmp_path / "empty"], root)

    assert set((root / "segments").iterdir()) == before


def test_segments_of_another_index_stay(root, tmp_path, write_jsonl):
    pipeline.rebuild([records(write_jsonl, "xy")], tmp_path / "other")
    shutil.copytree(root / "segments", tmp_path / "other" / "segments", dirs_exist_ok=True)
    shutil.rmtree(root / "segments")
    (root / "segments").symlink_to(tmp_path / "other" / "segments", target_is_directory=True)

    for ids in ("a", "b", "c"):
        pipeline.rebuild([records(write_jsonl, ids)], root)

    assert articles(tmp_path / "other").keys() == set("xy")


def test_of_a_generation_that_goes_the_manifest_goes_last(root, write_jsonl, monkeypatch):
    """On a full disk without a mark, what is left of it must still tell what it named."""
    gone, unlink = [], commit.Path.unlink

    def spy(path, **options):
        if path.parent.name == "g000001":
            gone.append(path.name)
        unlink(path, **options)

    monkeypatch.setattr(commit.Path, "unlink", spy)
    for ids in ("x", "y"):
        pipeline.rebuild([records(write_jsonl, ids)], root)

    assert gone[-2:] == ["manifest.json", folders.UNFINISHED]


def test_a_segment_without_a_record_is_not_opened(root):
    """Nobody could tell whether it is whole."""
    manifest = store.Manifest.read(root / "g000001")
    rest = tuple(own for own in manifest.files if not own.name.startswith("segments/"))
    (root / "g000001" / "manifest.json").unlink()
    dataclasses.replace(manifest, files=rest).write(root / "g000001")

    with pytest.raises(IndexCorruptError, match=rf"names '{manifest.segments[0]}', which is no"):
        store.current_generation(root)


def test_a_process_that_builds_again_and_again_maps_no_segment_that_went(root, write_jsonl):
    """A watch would keep the disk of all its builds."""
    gc.collect()
    gc.disable()
    try:
        for ids in ("abcd", "bcde", "cdef"):
            pipeline.update([records(write_jsonl, ids)], root)
            pipeline.rebuild([records(write_jsonl, ids)], root)
        maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    finally:
        gc.enable()
    assert not [line for line in maps if str(root) in line]


def test_a_damaged_segment_is_not_merged(root, write_jsonl, monkeypatch):
    """The damage would get a checksum of its own."""
    (path,) = (root / "segments").iterdir()
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    before = tree(root)
    monkeypatch.setattr(writer_module, "_TIER", 2)

    with pytest.raises(IndexCorruptError, match=r"its checksum differs.*timtin rebuild") as caught:
        pipeline.update([records(write_jsonl, "abcde")], root)

    assert caught.value.file == path
    assert tree(root) == before
