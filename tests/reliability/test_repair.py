"""`timtin repair`: what is whole of a damaged index is kept, what was not is named."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from indexer import pipeline, store
from indexer.codec import container
from indexer.codec.segment import Segment
from indexer.errors import IndexCorruptError, IndexLockedError, IndexMissingError
from indexer.locks import write_lock
from indexer.manifest import Manifest
from indexer.pointer import Pointer
from indexer.quarantine import quarantined
from indexer.rollback import roll_back
from search_app import open_index
from search_app.core.index import Index
from search_app.engines.local import LocalEngine
from tests.reliability.damage import worn

_IDS = {"id_bytes", "id_ends"}
_PATHS = {"path_of", "path_bytes", "path_ends"}
# What the content of articles is read from. Of all else a segment has, nothing is lost.
_CONTENT = {
    *("piece_bytes", "piece_ends", "stream", "stream_starts", "rare_starts"),
    *("title_pieces", "title_ends", "captions", "digest"),
    *(f"{name}_{part}" for name in ("source", "byline", "url", "date", "city", "topic", "year")
      for part in ("of", "bytes", "ends")),
}  # fmt: skip

_SOME = (  # one of each kind
    *("id_ends", "path_of", "digest", "document_digest", "piece_ends", "stream", "stream_starts"),
    *("city_bytes", "pair_docs", "term_bytes", "day", "common_codes", "completion_scores"),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return an index that tests copy; its sources stay beside it."""
    return worn.build(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def root(built, tmp_path):
    shutil.copytree(built, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture(scope="module")
def sound(built):
    return contents(built)


def contents(root):
    """Return all that is read of each article, by id."""
    return {own.id: own for own in open_index(root).scan()}


def contents_of(root, generation):
    """Return the same of another generation than the current one."""
    index = Index(LocalEngine(store.read_generation(root, generation)))
    return {own.id: own for own in index.scan()}


def damage(path, at, mask=0x01):
    data = bytearray(path.read_bytes())
    data[at] ^= mask
    path.write_bytes(data)


def array_names():
    """Return the names of the arrays of a segment, which are the same in each."""
    from indexer.codec import layout, soundness  # noqa: PLC0415

    strings = [f"{own}_{part}" for own in soundness._STRINGS for part in ("bytes", "ends")]
    lists = [name for starts, (_, of) in soundness._STARTS.items() for name in (starts, *of)]
    others = [*soundness._OF_ARTICLES, *soundness._OF_PIECES, "day", "pair_keys"]
    common = ["common_lists", "common_codes", "common_articles"]
    completions = ["completion_phrases", "completion_scores", "completion_marks"]
    assert layout.INTERNED
    return sorted({*strings, *lists, *others, *common, *completions})


def pytest_generate_tests(metafunc):
    if "array" in metafunc.fixturenames:
        is_long = metafunc.config.getoption("--soak", default=False)
        metafunc.parametrize("array", array_names() if is_long else _SOME)


def test_of_a_segment_with_a_damaged_array_every_whole_article_is_kept(root, sound, array):
    path = worn.segments(root)[0]
    bounds = worn.arrays(path).get(array)
    if bounds is None:
        pytest.skip("holds nothing here")
    damage(path, sum(bounds) // 2)
    (problem,) = store.damaged_files(store.current_generation(root))
    assert problem == (path, f"its checksum differs (in {array})")

    repaired = pipeline.repair(root)

    after = contents(root)
    assert after.items() <= sound.items()
    assert len(after) == len(sound) - repaired.lost
    assert store.damaged_files(store.current_generation(root)) == []
    assert repaired.kept == 2
    assert not path.exists()
    assert [kept.name for kept in repaired.quarantined] == [path.name]
    named = sound.keys() - after.keys()
    assert set(repaired.lost_ids) == (set() if array in _IDS else named)
    if array in _IDS | _PATHS:
        assert repaired.saved == 0
    else:
        assert repaired.lost < (900 if array in _CONTENT else 1)


def test_what_is_found_after_is_what_was_found_before(root):
    asked = ["chuyển đổi số", "hai phong", '"thủ tục hành chính"', "UBNDP"]
    before = [open_index(root).search(text, per_page=50) for text in asked]
    damage(worn.segments(root)[0], 60_000)

    assert pipeline.repair(root).lost == 0

    for text, own in zip(asked, before, strict=True):
        page = open_index(root).search(text, per_page=50)
        assert page.total == own.total
        assert page.facets == own.facets
        assert {hit.id for hit in page.hits} == {hit.id for hit in own.hits}


def test_of_a_segment_with_a_bad_sector_every_whole_article_is_kept(root, sound, monkeypatch):
    path = worn.segments(root)[0]
    bad, inode, pread = sum(worn.arrays(path)["stream"]) // 2, path.stat().st_ino, os.pread
    digest = store.sha256

    def failing(descriptor, size, at):
        if os.fstat(descriptor).st_ino == inode and at <= bad < at + size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return pread(descriptor, size, at)

    def failing_digest(file):
        if file == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(file))
        return digest(file)

    with monkeypatch.context() as patched:
        patched.setattr(os, "pread", failing)
        patched.setattr(store, "sha256", failing_digest)
        found = store.damaged_files(store.current_generation(root))
        assert found == [(path, "cannot be read (Input/output error)")]
        repaired = pipeline.repair(root)

    after = contents(root)
    assert after.items() <= sound.items()
    assert 0 < repaired.lost < 20
    assert sound.keys() - after.keys() == set(repaired.lost_ids)


def test_what_may_not_be_read_is_no_damage(root, monkeypatch):
    """Else a repair by another user would put it aside."""

    def refused(file):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))

    monkeypatch.setattr(store, "sha256", refused)

    with pytest.raises(PermissionError):
        pipeline.repair(root)


def test_a_folder_in_place_of_the_manifest_is_put_aside(root):
    (root / "g000003" / "manifest.json").unlink()
    (root / "g000003" / "manifest.json").mkdir()

    repaired = pipeline.repair(root)

    assert (repaired.generation, repaired.went_back) == ("g000002", True)
    assert [own.name for own in root.glob("damaged/*/g000003/*") if own.is_dir()] == [
        "manifest.json"
    ]


def test_a_manifest_that_may_not_be_read_is_no_damage(root, monkeypatch):
    read = Manifest.read

    def refused(folder):
        if folder.name == "g000003":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return read(folder)

    monkeypatch.setattr(Manifest, "read", refused)

    with pytest.raises(PermissionError):
        pipeline.repair(root)
    assert (root / "g000003").is_dir()


def test_a_segment_of_before_arrays_had_checksums_is_not_dropped(root, monkeypatch):
    """Nobody knows which of its ids are right, but most of it may be."""
    path = worn.segments(root)[0]
    entry = container._entry
    damage(path, 60_000)
    monkeypatch.setattr(container, "_entry", lambda *told: entry(*told[:3]))

    with pytest.raises(IndexCorruptError, match=r"before arrays had checksums.*timtin rollback"):
        pipeline.repair(root)

    assert Pointer.read(root).generation == "g000003"
    assert path.is_file()


def test_after_a_repair_the_whole_build_before_is_the_one_to_go_back_to(root, built):
    before = contents_of(built, "g000002")
    damage(root / "g000003" / "_MAIN_1.toc", 5)

    repaired = pipeline.repair(root)

    assert (root / repaired.generation).is_dir()
    assert not (root / "g000003").exists()
    assert store.current_generation(root).manifest.previous == "g000002"
    assert roll_back(root).folder.name == "g000002"
    assert contents(root) == before


def test_without_a_whole_build_before_the_damaged_one_stays(root):
    shutil.rmtree(root / "g000002")
    damage(root / "g000003" / "_MAIN_1.toc", 5)

    pipeline.repair(root)

    assert (root / "g000003" / "manifest.json").is_file()
    assert store.current_generation(root).manifest.previous == ""


def test_a_folder_in_place_of_the_pointer_is_moved_away(root, sound):
    (root / "current.json").unlink()
    (root / "current.json").mkdir()

    repaired = pipeline.repair(root)

    assert (repaired.generation, contents(root)) == ("g000003", sound)
    (kept,) = repaired.quarantined
    assert kept.is_dir()


def test_what_cannot_be_put_aside_leaves_the_index_as_it_was(root):
    path = worn.segments(root)[0]
    damage(path, 60_000)
    (root / "damaged").write_bytes(b"in the way")
    before = sorted(root.rglob("*"))

    with pytest.raises(OSError, match="damaged"):
        pipeline.repair(root)

    assert sorted(root.rglob("*")) == before


def test_what_is_damaged_is_put_aside_before_the_switch(root, sound, monkeypatch):
    """Killed at any step, no later build can remove the last of it."""
    path = worn.segments(root)[0]
    damage(path, 60_000)
    data, write = path.read_bytes(), Pointer.write
    seen = []

    def looked(pointer, at):
        seen.append([kept.read_bytes() for kept in at.glob(f"damaged/*/segments/{path.name}")])
        write(pointer, at)
        raise KeyboardInterrupt  # as if it were killed here

    with monkeypatch.context() as patched:
        patched.setattr(Pointer, "write", looked)
        with pytest.raises(KeyboardInterrupt):
            pipeline.repair(root)
    assert seen == [[data]]

    assert pipeline.repair(root).damaged == ()
    assert contents(root) == sound
    (kept,) = root.glob(f"damaged/*/segments/{path.name}")
    assert kept.read_bytes() == data


def test_going_back_that_breaks_off_is_ended_by_the_next_repair(root, monkeypatch):
    damage(root / "g000003" / "manifest.json", 200)
    own = {f"{name}.arrays" for name in store.read_generation(root, "g000002").manifest.segments}
    others = {path.name for path in root.glob("segments/*")} - own
    assert others

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Pointer, "write", stopped)
        with pytest.raises(KeyboardInterrupt):
            pipeline.repair(root)

    assert pipeline.repair(root).generation == "g000002"
    assert {path.name for path in root.glob("segments/*")} == own
    assert {path.name for path in root.glob("damaged/*/segments/*")} == others
    assert len(list(root.glob("damaged/*/g000003/manifest.json"))) == 1


def test_an_update_reads_lost_articles_from_their_sources(root, built, sound):
    path = worn.segments(root)[0]
    damage(path, sum(worn.arrays(path)["stream"]) // 2)
    repaired = pipeline.repair(root)
    assert repaired.lost == 1

    pipeline.update([built.parent / "articles.jsonl"], root)

    assert contents(root) == sound


@pytest.mark.parametrize("name", ["_MAIN_1.toc", "copies.arrays"])
@pytest.mark.parametrize("how", ["flipped", "emptied", "gone", "a folder"])
def test_what_follows_from_the_articles_is_made_anew(root, built, sound, name, how):
    path = store.current_generation(root).folder / name
    if how == "flipped":
        damage(path, path.stat().st_size // 2)
    elif how == "emptied":
        path.write_bytes(b"")
    else:
        path.unlink()
    if how == "a folder":
        path.mkdir()

    repaired = pipeline.repair(root)

    assert (repaired.kept, repaired.saved, repaired.lost) == (3, 0, 0)
    assert contents(root) == sound
    again, before = (open_index(at).copies("bài 1290") for at in (root, built))
    assert [copy.id for copy in again] == [copy.id for copy in before]
    assert [copy.id for copy in again]


def test_a_whole_index_is_left_as_it_is(root):
    before = sorted(root.rglob("*"))

    repaired = pipeline.repair(root)

    assert (repaired.damaged, repaired.generation) == ((), "g000003")
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("content", [b"", b"{}", b'{"generation": "g000002"}junk', None])
def test_a_damaged_pointer_names_the_last_whole_generation_again(root, sound, content):
    pointer = root / "current.json"
    pointer.unlink() if content is None else pointer.write_bytes(content)

    repaired = pipeline.repair(root)

    assert (repaired.generation, repaired.is_guess) == ("g000003", True)
    assert contents(root) == sound
    kept = [path.read_bytes() for path in repaired.quarantined]
    assert kept == ([] if content is None else [content])


def test_with_one_build_it_is_known_which_answered(root):
    shutil.rmtree(root / "g000002")
    (root / "current.json").unlink()

    assert not pipeline.repair(root).is_guess


def test_without_a_manifest_the_build_before_answers_and_nothing_is_removed(root):
    segments = worn.segments(root)
    damage(root / "g000003" / "manifest.json", 200)

    repaired = pipeline.repair(root)

    assert (repaired.generation, repaired.went_back) == ("g000002", True)
    assert len(contents(root)) == 1400
    (folder,) = quarantined(root)
    assert (folder / "g000003" / "manifest.json").is_file()
    kept = {path.name for path in (*root.glob("segments/*"), *folder.glob("segments/*"))}
    assert kept >= {path.name for path in segments}


def test_a_manifest_without_one_before_is_an_error_that_names_the_rebuild(root):
    shutil.rmtree(root / "g000002")
    damage(root / "g000003" / "manifest.json", 200)
    before = sorted(root.rglob("*"))

    with pytest.raises(IndexCorruptError, match=r"no whole build.*timtin rebuild"):
        pipeline.repair(root)

    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("name", ["abbreviations.tsv", "topics.toml"])
def test_what_a_user_added_is_taken_from_another_build(root, sound, name):
    whole = (root / "g000003" / name).read_bytes()
    damage(root / "g000003" / name, 20)

    repaired = pipeline.repair(root)

    assert repaired.lost == 0
    assert (root / repaired.generation / name).read_bytes() == whole
    assert contents(root) == sound


@pytest.mark.parametrize("name", ["abbreviations.tsv", "topics.toml"])
def test_what_a_user_added_and_nobody_else_has_is_an_error_that_names_the_option(root, name):
    shutil.rmtree(root / "g000002")
    damage(root / "g000003" / name, 20)

    with pytest.raises(IndexCorruptError, match=f"timtin rebuild .*--{name.split('.')[0]} FILE"):
        pipeline.repair(root)

    assert Pointer.read(root).generation == "g000003"


def test_when_nobody_knows_what_is_deleted_nothing_comes_back(root):
    """What was taken away may have been so for a reason."""
    path = root / "g000003" / "deleted.arrays"
    damage(path, worn.arrays(path).popitem()[1][0])

    with pytest.raises(IndexCorruptError, match=r"deleted.*timtin rollback.*timtin rebuild"):
        pipeline.repair(root)

    assert open_index(root).articles > 0
    assert Pointer.read(root).generation == "g000003"


def test_when_the_end_of_what_is_deleted_is_gone_nothing_comes_back(root):
    """What is left of the file is whole, but not all."""
    path = root / "g000003" / "deleted.arrays"
    begin, _ = worn.arrays(path).popitem()[1]
    path.write_bytes(path.read_bytes()[:begin])

    with pytest.raises(IndexCorruptError, match="nobody knows which articles are deleted"):
        pipeline.repair(root)


def test_an_article_that_seems_to_go_on_to_the_end_is_not_read(root, monkeypatch):
    """All starts of a bad sector would have the whole stream read, each."""
    path = worn.segments(root)[0]
    starts = container.map_arrays(path)["stream_starts"].copy()
    begin, end = worn.arrays(path)["stream_starts"]
    starts[6] = starts[-1]
    data = path.read_bytes()
    path.write_bytes(data[:begin] + starts.tobytes() + data[end:])
    article, read = Segment.article, []
    monkeypatch.setattr(Segment, "article", lambda own, at: read.append(at) or article(own, at))

    assert pipeline.repair(root).lost > 0

    assert 100 in read
    assert 5 not in read


def test_what_is_deleted_is_taken_from_a_build_with_the_same_file(root, sound):
    """And damage between the arrays is none of them."""
    path = root / "g000003" / "deleted.arrays"
    shutil.copy(path, root / "g000002" / "deleted.arrays")
    damage(path, worn.arrays(path).popitem()[1][0])

    assert pipeline.repair(root).lost == 0
    assert contents(root) == sound


def test_several_damages_at_once(root, sound):
    """And the build before stays, to go back to."""
    first, second, _ = worn.segments(root)
    damage(first, sum(worn.arrays(first)["pair_docs"]) // 2)
    second.write_bytes(second.read_bytes()[:50_000])
    damage(root / "g000003" / "_MAIN_1.toc", 5)
    damage(root / "g000003" / "topics.toml", 5)

    repaired = pipeline.repair(root)

    assert len(repaired.damaged) == len(repaired.quarantined) == 4
    after = contents(root)
    assert after.items() <= sound.items()
    assert len(after) == len(sound) - repaired.lost
    assert repaired.lost == 100


def test_nothing_whole_is_an_error(root):
    for path in worn.segments(root):
        damage(path, 20)

    with pytest.raises(IndexCorruptError, match="no article is whole"):
        pipeline.repair(root)

    assert Pointer.read(root).generation == "g000003"
    assert all(path.is_file() for path in worn.files(root)[:2])


def test_one_at_a_time_and_not_without_an_index(root, tmp_path):
    with write_lock(root), pytest.raises(IndexLockedError):
        pipeline.repair(root)
    with pytest.raises(IndexMissingError):
        pipeline.repair(tmp_path / "none")


def test_a_repair_that_is_killed_leaves_the_index_as_it_was(request, root, sound):
    """Then the next one mends it."""
    kills = 30 if request.config.getoption("--soak", default=False) else 4
    path, chance = worn.segments(root)[0], random.Random(8)
    damage(path, sum(worn.arrays(path)["syllable_docs"]) // 2)
    own = path.read_bytes()
    code = (
        f"from indexer import pipeline; pipeline.repair(__import__('pathlib').Path({str(root)!r}))"
    )
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ})
        time.sleep(chance.uniform(0.3, 2))
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0 or not path.exists():
            break  # it was faster
        assert Pointer.read(root).generation in {"g000003", "g000004"}
        assert path.read_bytes() == own

    assert pipeline.repair(root).lost == 0
    assert contents(root) == sound
