"""A watched folder: what changes there is in the index soon after, and nothing else is read."""

import shutil
import threading
import time

import pytest

from indexer.errors import IndexLockedError, NothingToIndexError, SourceMissingError
from indexer.locks import write_lock
from indexer.pipeline import rebuild, update, watch
from indexer.report import Report
from search_app import open_index

PAGE = "<html><body><article><h1>{0}</h1>" + "<p>{0} bàn về nhiệm vụ năm 2021.</p>" * 5
LONGEST = 30  # seconds: these machines are slow at times


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def watched(folder, root):
    """Watch the folder in a thread; return what it told."""
    told, stop = [], threading.Event()
    thread = threading.Thread(target=watch, args=([folder], root, told.append, stop))
    thread.start()
    yield told
    stop.set()
    thread.join(LONGEST)
    assert not thread.is_alive()


def wait_for(condition):
    """Wait until something is so; fail when it never is."""
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def is_built(root):
    return (root / "current.json").exists()


def ids(root, text=""):
    return {hit.id for hit in open_index(root).search(text).hits}


def test_what_is_new_changed_and_gone_is_seen(folder, root, watched):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(lambda: any(isinstance(outcome, Report) for outcome in watched))
    assert ids(root) == {"a"}

    (folder / "con").mkdir()
    (folder / "con" / "b.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    wait_for(lambda: ids(root) == {"a", "con/b"})

    (folder / "a.txt").write_text("Hội thảo về cà phê.", "utf-8")
    wait_for(lambda: ids(root, '"cà phê"') == {"a"})

    shutil.rmtree(folder / "con")
    wait_for(lambda: ids(root) == {"a"})


def test_a_folder_that_is_moved_in_or_renamed_is_read(folder, root, watched, tmp_path):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(lambda: any(isinstance(outcome, Report) for outcome in watched))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")

    (tmp_path / "b").rename(folder / "b")
    wait_for(lambda: ids(root) == {"a", "b/c"})

    (folder / "b").rename(folder / "d")
    wait_for(lambda: ids(root) == {"a", "d/c"})


def test_an_index_inside_the_folder_is_not_watched(folder):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    told, stop = [], threading.Event()

    def done(outcome):
        told.append(outcome)
        if len(told) == 1:
            threading.Timer(3, stop.set).start()

    watch([folder], folder / "index", done, stop)

    assert [outcome.indexed for outcome in told] == [1]


def test_an_empty_folder_is_waited_for(folder, root, watched):
    wait_for(lambda: watched)
    assert isinstance(watched[0], NothingToIndexError)

    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")

    wait_for(lambda: len(watched) > 1)
    assert ids(root) == {"a"}


def test_a_locked_index_is_waited_for_and_told_once(folder, root, watched):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(lambda: watched and isinstance(watched[-1], Report))
    before = len(watched)

    with write_lock(root):
        (folder / "b.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
        wait_for(lambda: len(watched) > before)
        time.sleep(4)  # longer than it is patient
        assert [type(outcome) for outcome in watched[before:]] == [IndexLockedError]

    wait_for(lambda: ids(root) == {"a", "b"})


@pytest.mark.usefixtures("watched")
def test_what_one_file_held_and_another_has_too_comes_back(folder, root):
    """Of equal files one is skipped, of equal ids the last stays: until the other goes."""
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    (folder / "b.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    (folder / "c.jsonl").write_text('{"id": "x", "body": "một"}', "utf-8")
    (folder / "d.jsonl").write_text('{"id": "x", "body": "hai"}', "utf-8")
    wait_for(lambda: is_built(root) and ids(root, "hai") == {"x"})
    assert len(ids(root)) == 2

    (folder / "a.txt").unlink()
    (folder / "d.jsonl").unlink()
    wait_for(lambda: ids(root) == {"b", "x"})
    wait_for(lambda: ids(root, "một") == {"x"})

    (folder / "d.jsonl").write_text('{"id": "x", "body": "hai"}', "utf-8")
    wait_for(lambda: ids(root, "hai") == {"x"})
    (folder / "c.jsonl").write_text('{"id": "x", "body": "một, ba"}', "utf-8")
    (folder / "e.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    wait_for(lambda: "e" in ids(root))
    wait_for(lambda: ids(root, "hai") == {"x"})


def test_the_last_article_stays_only_until_another_comes(folder, root, watched):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(lambda: watched and isinstance(watched[-1], Report))
    (folder / "a.txt").unlink()
    wait_for(lambda: isinstance(watched[-1], NothingToIndexError))
    assert ids(root) == {"a"}

    (folder / "b.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    wait_for(lambda: ids(root) == {"b"})


@pytest.mark.usefixtures("watched")
def test_parts_of_a_page_that_come_before_it_are_no_articles_for_long(folder, root):
    (folder / "trang_files").mkdir()
    (folder / "trang_files" / "ad.html").write_text(PAGE.format("Quảng cáo"), "utf-8")
    wait_for(lambda: is_built(root) and ids(root) == {"trang_files/ad"})

    (folder / "trang.html").write_text(PAGE.format("Hội nghị"), "utf-8")
    wait_for(lambda: ids(root) == {"trang"})


def test_hidden_files_are_no_changes(folder, root, watched):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(lambda: watched and isinstance(watched[-1], Report))
    time.sleep(2)
    before = len(watched)

    (folder / ".~lock").write_text("x", "utf-8")
    (folder / "b.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    wait_for(lambda: ids(root) == {"a", "b"})

    assert [outcome.read for outcome in watched[before:]] == [1]


def test_a_source_that_goes_away_is_waited_for(folder, root, watched, tmp_path):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(lambda: watched and isinstance(watched[-1], Report))
    folder.rename(tmp_path / "elsewhere")
    wait_for(lambda: isinstance(watched[-1], SourceMissingError))
    assert ids(root) == {"a"}

    (tmp_path / "elsewhere").rename(folder)
    wait_for(lambda: isinstance(watched[-1], Report))
    (folder / "b.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    wait_for(lambda: ids(root) == {"a", "b"})


def test_what_was_never_there_cannot_be_watched(folder, root):
    with pytest.raises(SourceMissingError):
        watch([folder / "never"], root, lambda _: None)


def test_a_single_file_is_watched_by_its_name(folder, root):
    """Editors write a new file and rename it: whoever watches the old one sees nothing more."""
    source = folder / "a.jsonl"
    source.write_text('{"id": "a", "body": "một"}', "utf-8")
    told, stop = [], threading.Event()
    thread = threading.Thread(target=watch, args=([source], root, told.append, stop))
    thread.start()
    wait_for(lambda: told)
    for article_id in ("b", "c"):
        (folder / "new").write_text(f'{{"id": "{article_id}", "body": "hai"}}', "utf-8")
        (folder / "new").rename(source)
        wait_for(lambda wanted=article_id: ids(root) == {wanted})
    stop.set()
    thread.join(LONGEST)


def test_an_update_of_some_files_looks_at_no_others(folder, root):
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Hội nghị {name} tổng kết năm 2021.", "utf-8")
    rebuild([folder], root)
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("Hội thảo về cà phê.", "utf-8")
    (folder / "c.txt").unlink()

    report = update([folder], root, only=[folder / "a.txt"])
    assert (report.read, report.indexed, report.removed) == (1, 1, 0)
    assert not report.is_settled, "it changed"
    assert ids(root, '"cà phê"') == {"a"}

    report = update([folder], root, only=[folder / "c.txt", folder / "never.txt"])
    assert (report.read, report.indexed, report.removed) == (0, 0, 1)
    assert not report.is_settled, "it went"

    (folder / "d.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    assert update([folder], root, only=[folder / "d.txt"]).is_settled
    (folder / "e.txt").write_text("Lũ lụt ở miền Trung.", "utf-8")
    assert update([folder], root, only=[folder / "e.txt"]).is_settled, "it was there already"
    assert update([folder], root).is_settled

    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(NothingToIndexError):  # an index is not emptied by a folder that was
        update([folder], root, only=[folder])
    assert ids(root) == {"a", "d"}
