"""A rebuild that is killed, cut off or not listened to: nothing is lost or doubled."""

import itertools
import os
import random
import signal
import threading
import time

import opensearchpy
import pytest

from indexer import pipeline
from indexer.opensearch import generations
from indexer.opensearch.connection import WRITING, connect
from indexer.opensearch.lock import ClusterLock
from tests.opensearch.failures import news
from tests.opensearch.failures.conftest import CutError, fail, in_child, named

pytestmark = pytest.mark.usefixtures("small")
NO_CONNECTION = opensearchpy.exceptions.ConnectionError
perform = opensearchpy.Transport.perform_request


@pytest.fixture
def address(opensearch, sources):
    """Return an index of the first file."""
    own = named(opensearch)
    pipeline.rebuild([sources[0]], own)
    return own


def at_request(number, act):
    """Have `act` called before this process sends its request of this number."""
    numbers = itertools.count()

    def counting(*args, **kwargs):
        if threading.current_thread() is threading.main_thread() and next(numbers) == number:
            act()
        return perform(*args, **kwargs)

    opensearchpy.Transport.perform_request = counting


def dying(number, how, work):
    """Return some work that gets a signal before its request of this number."""

    def work_and_die():
        at_request(number, lambda: os.kill(os.getpid(), how))
        work()

    return work_and_die


def requests_of(work):
    """Return how many requests some work sends."""
    read, write = os.pipe()

    def counted():
        seen = []
        opensearchpy.Transport.perform_request = lambda *args, **kwargs: (
            seen.append(threading.current_thread() is threading.main_thread()),
            perform(*args, **kwargs),
        )[1]
        work()
        os.write(write, str(sum(seen)).encode())

    assert in_child(counted) == 0
    os.close(write)
    with open(read, closefd=True) as said:  # noqa: PTH123  a descriptor
        return int(said.read())


def some(everything, count, request):
    """Return so many of a list, evenly, and with --soak all."""
    if request.config.getoption("--soak"):
        return list(everything)
    step = max(1, len(everything) // count)
    return list(everything)[::step]


def whole(address):
    """Whether the index has no more than what it answers with, and the build before."""
    own = generations.current(connect(address, WRITING), address)
    kept = {own.name, own.lexicon, f"{address.alias}-lock"}
    if own.meta.previous:
        kept |= {own.meta.previous, generations.lexicon_of(own.meta.previous)}
    return news.indices(address) == sorted(name.removeprefix(address.alias) for name in kept)


def goes_on(address, source, before, after):
    """Rebuild after a death: it answers as before, then as a build in one go."""
    assert news.held(address) in (before, after)
    report = pipeline.rebuild([source], address)
    assert news.held(address) == after
    assert whole(address)
    return report


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_at_a_request_it_goes_on(address, sources, expected, how, request):
    requests = requests_of(lambda: pipeline.rebuild([sources[0]], address))
    turn, resumed = 0, 0
    for number in some(range(1, requests), 6, request):
        turn = 1 - turn
        source = sources[turn]
        code = in_child(dying(number, how, lambda own=source: pipeline.rebuild([own], address)))
        assert code in {-how, 130}, number
        resumed += goes_on(address, source, expected[1 - turn], expected[turn]).resumed
    assert resumed > 0


def test_killed_at_any_moment_it_goes_on(address, sources, expected, request):
    rng = random.Random(7)
    turn = 0
    for _ in range(300 if request.config.getoption("--soak") else 4):
        turn = 1 - turn
        source = sources[turn]

        def die(process):
            time.sleep(rng.uniform(0.05, 1.5))
            os.kill(process, signal.SIGKILL)

        in_child(lambda own=source: pipeline.rebuild([own], address), after=die)
        goes_on(address, source, expected[1 - turn], expected[turn])


def test_parts_that_became_one_and_were_not_told_are_counted_once(
    opensearch, tmp_path, monkeypatch
):
    """A later part of articles has no number of theirs, nor is it taken for theirs."""
    address, other = named(opensearch), named(opensearch)
    source = news.write(tmp_path / "c.jsonl", map(news.article, range(40)))
    for count, unreached in ((40, "target.count"), (45, "writer.write_part")):
        news.write(source, map(news.article, range(count)))
        with monkeypatch.context() as patched:
            patched.setattr(f"indexer.opensearch.{unreached}", fail)
            with pytest.raises(CutError):
                pipeline.rebuild([source], address)

    assert pipeline.rebuild([source], address).resumed == 40
    pipeline.rebuild([source], other)
    assert news.held(address) == news.held(other)


def test_no_answer_to_any_request_once_is_the_same_build(address, sources, expected, monkeypatch):
    """Each request is sent twice, and acts twice: its first answer is lost on its way."""

    def lossy(self, method, url, *args, **kwargs):
        answer = perform(self, method, url, *args, **kwargs)
        key = (method, url, threading.get_ident())
        if last[0] != key:
            last[0] = key
            lost.append(url)
            raise NO_CONNECTION("N/A", "the answer was lost", OSError("lost"))
        last[0] = None
        return answer

    last, lost = [None], []
    monkeypatch.setattr("indexer.opensearch.transport._FIRST_PAUSE", 0.001)
    with monkeypatch.context() as patched:
        patched.setattr(opensearchpy.Transport, "perform_request", lossy)
        pipeline.rebuild([sources[1]], address)
    assert len(lost) > 20
    assert news.held(address) == expected[1]
    assert whole(address)
    with ClusterLock(connect(address, WRITING), address).held():
        pass
