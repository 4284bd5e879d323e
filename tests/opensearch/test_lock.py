"""Who may write an index in a cluster."""

import os
import socket
import subprocess
import threading

import pytest

from indexer.errors import IndexLockedError
from indexer.opensearch import lock
from indexer.opensearch.lock import ClusterLock


@pytest.fixture
def write(client, address):
    """Return what writes down who writes, as another process would."""

    def told(**who):
        client.index(index=f"{address.alias}-lock", id="writer", body={"token": "khac", **who})

    return told


def test_two_cannot_write_at_once(client, address):
    with (
        ClusterLock(client, address).held(),
        pytest.raises(
            IndexLockedError, match=rf"process {os.getpid()} on .*, since .* UTC"
        ) as told,
        ClusterLock(client, address).held(),
    ):
        pass
    assert address.alias in str(told.value)

    with ClusterLock(client, address).held():
        pass


def test_of_many_who_begin_at_once_one_writes(client, address):
    held, go, done = [], threading.Barrier(8), threading.Event()

    def take():
        go.wait()
        try:
            with ClusterLock(client, address).held():
                held.append(True)
                done.wait(10)
        except IndexLockedError:
            held.append(False)
        if len(held) == 8:
            done.set()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(held) == [False] * 7 + [True]


def test_the_lock_of_a_dead_process_is_taken_over(client, address, write):
    with subprocess.Popen(["true"]) as gone:
        pass
    write(process=gone.pid, machine=socket.gethostname(), beat=lock._now().isoformat())

    with ClusterLock(client, address).held():
        pass


@pytest.mark.parametrize(
    "beat", ["2020-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00", None, "hôm qua"]
)
def test_a_lock_of_another_machine_is_taken_over_when_it_says_nothing(
    client, address, write, beat, monkeypatch
):
    monkeypatch.setattr(lock, "_WATCHED", 0.01)
    write(process=1, machine="máy khác", beat=beat)

    with ClusterLock(client, address).held():
        pass


def test_a_lock_that_is_said_again_while_it_is_watched_is_held(client, address, write, monkeypatch):
    old = {"process": 1, "machine": "máy khác", "beat": "2020-01-01T00:00:00+00:00"}
    write(**old)
    monkeypatch.setattr(lock.time, "sleep", lambda _: write(**old))

    with pytest.raises(IndexLockedError), ClusterLock(client, address).held():
        pass


def test_who_was_taken_over_learns_it_before_anything_is_switched(client, address, write):
    own = ClusterLock(client, address)
    with own.held():
        own.verify()
        write(process=7, machine="máy khác", since="2026-01-01T00:00:00+00:00")
        with pytest.raises(IndexLockedError, match="process 7 on máy khác"):
            own.verify()

    found = client.get(index=f"{address.alias}-lock", id="writer")
    assert found["_source"]["machine"] == "máy khác"


def test_it_says_again_that_it_lives(client, address, monkeypatch):
    monkeypatch.setattr(lock, "_BEAT", 0.02)
    said = threading.Event()
    own = ClusterLock(client, address)
    monkeypatch.setattr(own, "_say", lambda: said.set() or True)

    with own.held():
        assert said.wait(10)


def test_an_answer_that_was_lost_is_no_other_writer(client, address):
    own = ClusterLock(client, address)
    with own.held():
        first = own._version
        own._say()
        own._version = first  # as if the answer had not come
        own.verify()
