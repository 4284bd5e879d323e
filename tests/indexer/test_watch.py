"""A watched folder: what changes there is in the index soon after, and nothing else is read."""

import shutil
import threading
import time

import pytest

from indexer.errors import IndexLockedError, NothingToIndexError, SourceMissingError
from indexer.pipeline import rebuild, update, watch
from indexer.report import Report
from indexer.store import write_lock
from search_app import open_index

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


def ids(root, text=""):
    return {hit.id for hit in open_index(root).search(text).hits}


def test_what_is_new_changed_and_gone_is_seen(folder, root, watched):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")
    wait_for(root.exists)
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


def test_a_source_that_goes_away_ends_it(folder, root):
    (folder / "a.txt").write_text("Hội nghị tổng kết năm 2021.", "utf-8")

    with pytest.raises(SourceMissingError):
        watch([folder], root, lambda _: shutil.rmtree(folder))
    with pytest.raises(SourceMissingError):
        watch([folder], root, lambda _: None)
    assert ids(root) == {"a"}


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
    assert ids(root, '"cà phê"') == {"a"}

    report = update([folder], root, only=[folder / "c.txt", folder / "never.txt"])
    assert (report.read, report.indexed, report.removed) == (0, 0, 1)

    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(NothingToIndexError):  # an index is not emptied by a folder that was
        update([folder], root, only=[folder])
    assert ids(root) == {"a", "b"}
