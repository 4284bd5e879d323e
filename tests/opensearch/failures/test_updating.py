"""Updates that are killed, and two who want to write at once."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from indexer import pipeline
from indexer.errors import IndexLockedError
from indexer.opensearch import generations, lock, writer
from indexer.opensearch.connection import WRITING, connect
from search_app import open_index
from tests.opensearch.failures import news
from tests.opensearch.failures.conftest import CutError, ended, fail, in_child, named
from tests.opensearch.failures.test_rebuilding import dying, requests_of, some, whole

pytestmark = pytest.mark.usefixtures("small")


@pytest.fixture
def source(tmp_path):
    """Return a file whose articles change."""
    return news.write(tmp_path / "c.jsonl", map(news.article, range(40)))


@pytest.fixture
def address(opensearch, source):
    own = named(opensearch)
    pipeline.rebuild([source], own)
    return own


def change(source, turn):
    """Replace, delete and add articles: an article changes each third turn."""
    articles = [
        news.article(number, seed=(number + turn) // 3) for number in range(turn % 5, 40 + turn % 7)
    ]
    news.write(source, articles)
    return articles


def is_up_to_date(address, articles):
    """Whether an index holds just these, as a check and a list of all tell."""
    index = open_index(str(address)).snapshot()
    found = {own.id: own.title for own in index.scan()}
    held = news.held(address)  # which checks numbers and parts, too
    return (
        found == {own["id"]: own["title"] for own in articles}
        and held["meta"][0] == len(articles)
        and whole(address)
    )


def test_an_update_that_replaces_all_is_searched(address, source):
    """The lexicon then counts each article twice, and a term in more articles than there are."""
    for turn in (3, 6, 9):
        articles = change(source, turn)
        pipeline.update([source], address)
        assert is_up_to_date(address, articles)


def test_what_is_sent_and_withdrawn_leaves_the_article_that_was_there(opensearch, tmp_path):
    """Two files state the same ids: the first changes, the second has them as they were."""
    address = named(opensearch)
    first = tmp_path / "a.jsonl"
    stays = [news.article(number, seed=2) for number in range(10)]
    news.write(tmp_path / "b.jsonl", stays)
    for seed in (0, 1):
        articles = [news.article(number, seed=seed) for number in range(30)]
        news.write(first, articles)
        pipeline.update([tmp_path], address)
        assert is_up_to_date(address, [*stays, *articles[10:]])

    # Nothing is written anew that stays, and yet the others are sent on the way.
    assert pipeline.update([tmp_path], address).unchanged == 30
    assert is_up_to_date(address, [*stays, *articles[10:]])


def test_what_an_update_replaced_stays_when_it_is_cut_off(address, source, tmp_path, monkeypatch):
    """The next update is of another file, and reads none of the articles again."""
    other = news.write(tmp_path / "b.jsonl", map(news.article, range(50, 56)))
    articles = change(source, 3)
    with monkeypatch.context() as patched:
        patched.setattr("indexer.opensearch.writer.write_part", fail)
        with pytest.raises(CutError):
            pipeline.update([source], address)

    pipeline.update([other], address)

    held = {own.id for own in open_index(str(address)).snapshot().scan()}
    assert held >= {f"bai-{number:05}" for number in (*range(40), *range(50, 56))}
    assert news.held(address)["meta"][0] == len(held)
    pipeline.update([source, other], address)
    assert is_up_to_date(address, [*articles, *map(news.article, range(50, 56))])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_at_a_request_the_next_one_mends_it(address, source, how, request):
    change(source, 1)
    requests = requests_of(lambda: pipeline.update([source], address))
    for turn, number in enumerate(some(range(1, requests), 6, request), start=2):
        articles = change(source, turn)
        code = in_child(dying(number, how, lambda: pipeline.update([source], address)))
        assert code in {-how, 130, 0}, number
        news.totals(open_index(str(address)))
        pipeline.update([source], address)
        assert is_up_to_date(address, articles), number


def test_nobody_who_reads_meanwhile_fails(address, source, request):
    """Updates are killed at random moments, mended, and others end; readers go on."""
    rng = random.Random(3)
    index = open_index(str(address))
    done, failed, asked = threading.Event(), [], []

    def read():
        while not done.is_set():
            try:
                news.totals(index)
                asked.append(index.get("bai-00020").id)
                next(index.scan("chuyển"))
            except Exception as error:  # noqa: BLE001  none is right
                failed.append(error)

    def die(process):
        time.sleep(rng.uniform(0.1, 1.0))
        os.kill(process, signal.SIGKILL)

    readers = [threading.Thread(target=read) for _ in range(2)]
    articles = []
    processes = []
    for reader in readers:
        reader.start()
    try:
        for turn in range(1, 100 if request.config.getoption("--soak") else 5):
            articles = change(source, turn)
            # Forked while threads read, it would be stuck in a lock of theirs.
            processes.append(_timtin("update", source, address))
            die(processes[-1].pid)
            processes[-1].wait()
            pipeline.update([source], address)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert failed == []
    assert asked
    assert is_up_to_date(address, articles)


def _timtin(command, source, address):
    line = [sys.executable, "-m", "search_app", command, source, "--index", str(address)]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_the_second_of_two_writers_is_told_who_writes(address, source):
    read, write = os.pipe()

    def hold():
        with lock.ClusterLock(connect(address, WRITING), address).held():
            os.write(write, b"1")
            time.sleep(60)

    process = in_child(hold, wait=False)
    os.read(read, 1)
    told = f"process {process} on {socket.gethostname()}, since "
    for run in (pipeline.rebuild, pipeline.update):
        with pytest.raises(IndexLockedError, match=told):
            run([source], address)

    os.kill(process, signal.SIGKILL)
    ended(process)
    pipeline.update([source], address)  # a dead process holds nothing


def test_a_writer_that_was_stopped_too_long_switches_nothing(address, source, monkeypatch):
    """Another took over and finished; the first wakes up and must leave all as it is."""
    monkeypatch.setattr(lock, "_OLD", 0.5)
    monkeypatch.setattr(lock, "_WATCHED", 0.2)
    monkeypatch.setattr(lock, "_BEAT", 0.1)
    monkeypatch.setattr(lock, "_lives", lambda _: True)  # as one on another machine
    articles = change(source, 1)
    work = dying(
        requests_of(lambda: pipeline.rebuild([source], address)) // 2,
        signal.SIGSTOP,
        lambda: pipeline.rebuild([source], address),
    )
    process = in_child(work, wait=False)
    os.waitpid(process, os.WUNTRACED)
    time.sleep(1)

    pipeline.rebuild([source], address)
    after = generations.current(connect(address, WRITING), address)
    os.kill(process, signal.SIGCONT)
    assert ended(process) == 1

    assert generations.current(connect(address, WRITING), address) == after
    assert is_up_to_date(address, articles)


def test_who_weighs_says_nothing_of_an_index_that_another_finished(address, source, monkeypatch):
    """Stopped after it took in its first articles, it finds that the index answers now."""
    client, weighed = connect(address, WRITING), writer.totals
    finished = []

    def finish(counted):
        own = generations.generations(client, address)[-1]
        finished.append(replace(own, meta=replace(own.meta, state="whole", build="khac")))
        generations.save(client, own.name, finished[0].meta)
        return weighed(counted)

    monkeypatch.setattr(writer, "totals", finish)
    with pytest.raises(IndexLockedError):
        pipeline.rebuild([source], address)
    assert generations.generations(client, address)[-1:] == finished


def test_a_process_that_could_not_give_back_the_lock_takes_it_again(address, source):
    """One that watches its sources goes on after the cluster was away."""
    client = connect(address, WRITING)
    own = lock.ClusterLock(client, address)
    with own.held():
        own._version = {"if_seq_no": 10**6, "if_primary_term": 1}  # nothing is deleted by that
        own._ended.set()
    assert client.exists(index=f"{address.alias}-lock", id="writer")

    pipeline.update([source], address)
