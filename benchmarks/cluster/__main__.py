"""What an index in a cluster of OpenSearch costs, beside one on this machine.

    python -m benchmarks.cluster [ARTICLES.jsonl[.gz]] [--parts build search nodes] [--record]

Starts nodes of its own by tests/opensearch, with 1 GB of heap each. `build` compares articles a
second, `search` the page over --articles, `nodes` shows 1, 2 and 3 nodes on one machine.
"""

from pathlib import Path
from typing import Any

from benchmarks import options
from benchmarks.articles import grown, read_articles
from benchmarks.cluster import building, searching, shape
from benchmarks.results import Result, record

SHOWN = 50  # articles, of the seeds over and over
PARTS = ("build", "search", "nodes")


def main() -> None:
    """Measure each part, print it, and record it if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--articles", type=int, default=80_000, help="to search")
    parser.add_argument("--built", type=int, default=20_000, help="articles to build")
    parser.add_argument("--nodes", nargs="+", type=int, choices=shape.CASES, default=[1, 2, 3])
    parser.add_argument("--questions", type=Path, help='lines of {"text": …}; else of titles')
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=9700, help="of the first node")
    chosen = options.parse(parser)
    articles = read_articles(chosen.file, max(chosen.articles, chosen.built))
    if not chosen.file:
        articles = [*grown(articles, SHOWN)]
    asked = searching.questions(chosen.questions, articles, chosen.queries)
    for part in chosen.parts:
        for result in _measured(part, articles, asked, chosen):
            _print(result)
            if chosen.record:
                record(result)


def _measured(part: str, articles: Any, asked: Any, chosen: Any) -> list[Result]:
    some = articles[: chosen.built]
    if part == "build":
        return [building.measure(some, chosen.rounds, chosen.port)]
    if part == "nodes":
        return [shape.measure(some, asked, chosen.nodes, chosen.port)]
    found, counts = searching.measure(
        articles[: chosen.articles], asked, chosen.rounds, chosen.port
    )
    return [*counts, found]


def _print(result: Result) -> None:
    for name, value in result.items():
        print(f"{name}: {value}", flush=True)
    print(flush=True)


if __name__ == "__main__":
    main()
