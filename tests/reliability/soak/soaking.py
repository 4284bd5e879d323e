"""One soak from its articles to its figures."""

import contextlib
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.soak import builders
from tests.reliability.soak.expected import Expected, answers, states
from tests.reliability.soak.load import Load, Wrk, write_questions
from tests.reliability.soak.plain import hold_to_plain
from tests.reliability.soak.questions import questions
from tests.reliability.soak.samples import Sample, Sampler
from tests.reliability.soak.states import CYCLE, Record, contents
from tests.reliability.soak.visitors import Visitor
from tests.reliability.soak.window import Window

VISITORS = 4  # of the connections; wrk has the others
CONNECTIONS = 16
_WAITING = "Task queue depth is"  # of waitress


@dataclass(frozen=True, slots=True)
class Soaked:
    """What became of one soak."""

    seconds: int
    articles: int
    questions: int
    load: Load
    visits: Counter[str]
    built: Counter[str]
    longest_build: float  # seconds
    samples: Sequence[Sample]
    complaints: Sequence[str]  # of builders, the server, and examples of what was not right


def soak(
    articles: Sequence[Record], folder: Path, *, seconds: int, each: int, plain: int
) -> Soaked:
    """Ask a site from 16 connections while its index is built again and again.

    There are `each` questions of every kind; the answers to `plain` searches are held to plain
    Whoosh before, in every state. Everything is written into `folder`.
    """
    holds, sources = contents(articles), folder / "sources"
    expected = expect(holds, sources, folder / "expected", each, plain)
    write_questions(expected, folder / "questions.lua")
    index, window = folder / "index", Window(folder / "window")
    builders.run(CYCLE[0], holds, sources, index)
    with served(index, folder / "server.txt") as (process, address):
        building = builders.Builders(holds, sources, index, window)
        visitors = [Visitor(at, address, expected, window) for at in range(VISITORS)]
        sampler = Sampler(process, index)
        watching = [sampler, building, *visitors]  # the last builder ends while it is asked
        for thread in watching:
            thread.start()
        try:
            load = Wrk(address, folder, folder / "window", CONNECTIONS - VISITORS, seconds).wait()
        finally:
            for thread in watching:
                thread.stop()
    complaints = [str(building.error)] if building.error else []
    complaints += _said(folder / "server.txt")
    complaints += load.examples.splitlines()
    complaints += (line for visitor in visitors for line in visitor.examples)
    return Soaked(
        seconds=seconds,
        articles=len(articles),
        questions=len(expected),
        load=load,
        visits=sum((visitor.counts for visitor in visitors), Counter()),
        built=building.done,
        longest_build=building.seconds,
        samples=sampler.taken,
        complaints=complaints,
    )


def _said(server: Path) -> list[str]:
    """Return what a server complained of; that somebody had to wait a moment is no complaint."""
    _, *lines = server.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith(_WAITING)]


def expect(
    holds: dict[str, list[Record]], sources: Path, index: Path, each: int, plain: int
) -> list[Expected]:
    """Go round the cycle once, apart; return all questions with their answers in each state.

    Raises:
        WrongAnswerError: plain Whoosh or plain counting says otherwise.
    """
    asked = questions([*holds["a"], *holds["c"]], each)
    of_states = []
    for opened in states(holds, sources, index):
        hold_to_plain(opened, asked, plain)
        of_states.append(answers(opened, asked))
    digests = zip(*of_states, strict=True)
    return [Expected(own, found) for own, found in zip(asked, digests, strict=True)]


@contextlib.contextmanager
def served(index: Path, said: Path) -> Iterator[tuple[int, str]]:
    """Serve an index on a free port; yield the process and the address. What it says is kept."""
    command = [sys.executable, "-m", "search_app", "serve", "--port", "0", "--index", str(index)]
    with said.open("w") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            yield process.pid, _address(process, said)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    while process.poll() is None:
        found = re.search(r"http://\S+/", said.read_text("utf-8"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise RuntimeError(said.read_text("utf-8"))
