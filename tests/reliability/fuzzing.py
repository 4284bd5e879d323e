"""Many thousand hostile questions, in Python and over HTTP, by two processes.

Run for the record: ``python -m tests.reliability.fuzzing INDEX --python 150000 --http 50000``.
"""

import argparse
import itertools
import logging
import multiprocessing
import random
import time
from collections.abc import Iterator
from pathlib import Path

from search_app import open_index
from search_app.core.index import Index
from search_app.web import create_app
from tests.reliability.asking import Asked, ask_index
from tests.reliability.hostile import by_hand, mutated
from tests.reliability.requesting import ask_site, request_of

PROCESSES = 2
_REAL = 300  # articles that texts are made of
_SOURCES = Path(__file__).parents[2]  # this must not stand in an answer


def ask_python(root: Path, count: int, seed: int = 0) -> Asked:
    """Ask the index in a directory `count` questions."""
    index, asked, chance = open_index(root), Asked(), random.Random(seed)
    for text in _texts(index, count, seed):
        asked.ask(text, lambda text=text: ask_index(index, text, chance))
    return asked


def ask_http(root: Path, count: int, seed: int = 0) -> Asked:
    """Send a site over the index in a directory `count` requests."""
    index, asked, chance = open_index(root), Asked(), random.Random(seed)
    logging.disable(logging.CRITICAL)  # a failure is noted, not logged
    try:
        app = create_app(index)
        app.config["PROPAGATE_EXCEPTIONS"] = True  # says what was wrong, where a 500 does not
        ids = [hit.id for hit in index.search(per_page=5).hits]
        secrets = [str(root), str(_SOURCES)]
        for text in _texts(index, count, seed):
            environ = request_of(text, ids, chance)
            said = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}"
            asked.ask(said, lambda environ=environ: ask_site(app, environ, secrets))
    finally:
        logging.disable(logging.NOTSET)
    return asked


def _texts(index: Index, count: int, seed: int) -> Iterator[str]:
    """Yield `count` hostile texts, the first those by hand, which come back as mutations."""
    real = [f"{own.title} {own.body}" for own in itertools.islice(index.scan(), _REAL)]
    return itertools.islice(itertools.chain(by_hand(), mutated(seed, real)), count)


def main() -> None:
    """Ask, and print what is worth recording."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--python", type=int, default=0)
    parser.add_argument("--http", type=int, default=0)
    given = parser.parse_args()
    for ask, count in ((ask_python, given.python), (ask_http, given.http)):
        shares = [(given.index, count // PROCESSES, seed) for seed in range(PROCESSES)]
        started, asked = time.perf_counter(), Asked()
        with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
            for part in pool.starmap(ask, shares):
                asked.add(part)
        seconds = time.perf_counter() - started
        _report(f"{ask.__name__}: {asked.answers.total():,} in {seconds:.0f} s", asked)


def _report(title: str, asked: Asked) -> None:
    lines = [title, f"failures: {len(asked.failures)}", *asked.failures[:20]]
    lines += [f"  {count:,} {answer}" for answer, count in asked.answers.most_common()]
    lines += [f"  {seconds * 1_000:.0f} ms {said}" for seconds, said in asked.slowest]
    print("\n".join(lines).encode("utf-8", "backslashreplace").decode(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
