"""Speed of building and answering, and size, beside what people would use instead.

    python -m benchmarks.search [ARTICLES.jsonl[.gz]] [--sizes 5000 20000 80000] [--record]

Articles are real ones (id, title, body), never copies; without a file a few of the seeds
show what is done. All systems read the same file, answer the same queries in one run and
take turns at each, so that a busy machine slows all alike: compare the ratios. What a
whole answer is, stands in peers/; --record appends the results, a line for each size.
"""

import itertools
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import options, peers, queries
from benchmarks.articles import Article, Written, grown, read_articles, write_articles
from benchmarks.peers import TITLES, System
from benchmarks.results import Result, machine, record, spread

SIZES = (5_000, 20_000, 80_000)
SHOWN = 50  # articles, of the seeds over and over
PACKAGES = ("timtin", "numpy", "tantivy", "whoosh", "pyvi")
Queries = Mapping[str, Sequence[str]]
Times = dict[tuple[str, str], list[list[float]]]  # kind, system -> ms of each round


def build(system: System, source: Written, folder: Path) -> Result:
    """Build and open; return articles a second, and bytes of index for a byte of text."""
    start = time.perf_counter()
    system.build(source.path, folder)
    seconds = time.perf_counter() - start
    system.open(folder)
    return {
        "articles": source.articles,
        "articles_per_s": round(source.articles / seconds, 1),
        "index_per_text": round(peers.index_bytes(folder) / source.text_bytes, 3),
    }


def ask(systems: Mapping[str, System], asked: Queries, rounds: int) -> tuple[Times, Result]:
    """Return the milliseconds of every answer, and of how many queries each found nothing."""
    times: Times = {(kind, name): [[] for _ in range(rounds)] for kind in asked for name in systems}
    nothing: dict[str, set[str]] = {name: set() for name in systems}
    for turn, (kind, listed) in itertools.product(range(rounds), asked.items()):
        for number, query in enumerate(listed):
            for name in _in_turn(systems, number):
                if number % systems[name].stride:
                    continue
                start = time.perf_counter()
                total = systems[name].ask(query)
                times[kind, name][turn].append(1e3 * (time.perf_counter() - start))
                if not total:
                    nothing[name].add(query)
    return times, {name: len(found) for name, found in nothing.items()}


def _in_turn(systems: Mapping[str, System], number: int) -> Iterator[str]:
    """Give the names, another one first each time: who comes after a slow one finds cold caches."""
    names = list(systems)
    first = number % len(names)
    yield from names[first:] + names[:first]


def measure(
    articles: Sequence[Article], asked: Queries, names: Sequence[str], rounds: int
) -> Result:
    """Build every system of the articles, then ask; return a line for results.jsonl."""
    systems = peers.load(names)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        whole = write_articles(articles, folder / "articles.jsonl")
        figures = {}
        for name, system in systems.items():
            part = articles[: system.limit]
            source = write_articles(part, folder / f"{name}.jsonl") if system.limit else whole
            figures[name] = build(system, source, folder / name)
            _print_build(name, figures[name])
        times, nothing = ask(systems, asked, rounds)
    for name in systems:
        kinds = {kind: spread(times[kind, name]) for kind in asked}
        rounds_of_all = zip(*(times[kind, name] for kind in asked), strict=True)
        every = [list(itertools.chain(*one)) for one in rounds_of_all]
        kinds |= {queries.ALL: spread(every), queries.FIRST: spread(every[:1])}
        figures[name] |= {"found_nothing": nothing[name], "ms": kinds}
    return {
        "bench": "search",
        "articles": whole.articles,
        "text_bytes": whole.text_bytes,
        "digest": whole.digest,
        **machine(*PACKAGES),
        "sqlite": sqlite3.sqlite_version,
        "rounds": rounds,
        "queries": sum(map(len, asked.values())),
        "systems": figures,
    }


def _print_build(name: str, built: Result) -> None:
    print(
        f"{TITLES[name]:14} {built['articles']:7,d} articles at {built['articles_per_s']:8,.0f} a"
        f" second, index {built['index_per_text']:.2f} times the text",
        flush=True,
    )


def _print_times(result: Result) -> None:
    systems = result["systems"]
    print(f"{'ms: median (p95)':19}" + "".join(f"{TITLES[name]:>19}" for name in systems))
    for kind in (*queries.KINDS, queries.ALL, queries.FIRST):
        row = [systems[name]["ms"][kind] for name in systems]
        print(f"{kind:19}" + "".join(f"{ms['median']:9.2f} ({ms['p95']:7.2f})" for ms in row))
    print(flush=True)


def main() -> None:
    """Measure every size, print tables, and record them if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--systems", nargs="+", choices=peers.NAMES, default=peers.NAMES)
    parser.add_argument("--queries", type=int, default=40, help="of each kind")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = options.parse(parser)
    articles = read_articles(chosen.file, max(chosen.sizes))
    if not chosen.file:
        articles, chosen.sizes = list(grown(articles, SHOWN)), [SHOWN]
    asked = queries.draw(articles, chosen.queries)
    for size in sorted({min(size, len(articles)) for size in chosen.sizes}):
        result = measure(articles[:size], asked, chosen.systems, chosen.rounds)
        _print_times(result)
        if chosen.record:
            record(result)


if __name__ == "__main__":
    main()
