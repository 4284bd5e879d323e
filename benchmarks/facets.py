"""How much of a rebuild do date, cities and topics take? Unit: the share of its processor time.

    python -m benchmarks.facets [ARTICLES.jsonl[.gz]] [--articles 10000] [--record]

The same articles are built as they are, when all of it is looked for in their text, and with
all of it stated, when nothing is; both take turns. Processor time of all processes, because
other programs take none of that.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks import options
from benchmarks.articles import ROOT, grown, read_articles, write_articles
from benchmarks.results import machine, record

ROUNDS = 5
_STATED = {"date": "2021-03-11", "cities": [], "topics": []}


def measure(found: Path, stated: Path, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Return the processor seconds of building each file, a round each."""
    seconds: dict[str, list[float]] = {"found": [], "stated": []}
    for _ in range(rounds):
        for name, path in (("found", found), ("stated", stated)):
            seconds[name].append(_build(path))
    return seconds


def _build(source: Path) -> float:
    before = _children()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "search_app", "rebuild", str(source), "--index", folder]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603  our own
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def shares(seconds: dict[str, Iterable[float]]) -> list[float]:
    """Return the share of date, cities and topics in each round."""
    rounds = zip(seconds["found"], seconds["stated"], strict=True)
    return [1 - stated / found for found, stated in rounds]


def main() -> None:
    """Measure, print the share, and record it if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = options.parse(parser)
    articles = read_articles(arguments.file, arguments.articles)
    articles = articles if arguments.file else list(grown(articles, arguments.articles))
    with tempfile.TemporaryDirectory() as folder:
        found = write_articles(articles, Path(folder, "found.jsonl"))
        stated = Path(folder, "stated.jsonl")
        with stated.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(article | _STATED) + "\n" for article in articles)
        seconds = measure(found.path, stated)
    every = shares(seconds)
    spent = statistics.median(seconds["found"]) - statistics.median(seconds["stated"])
    result = {
        "bench": "facets",
        "articles": found.articles,
        "digest": found.digest,
        **machine("numpy"),
        "share": round(statistics.median(every), 3),
        "lowest": round(min(every), 3),
        "highest": round(max(every), 3),
        "articles_per_s": round(found.articles / spent),
    }
    print(
        f"date, cities and topics: {result['share']:.1%} of a rebuild's processor time"
        f" ({result['lowest']:.1%} to {result['highest']:.1%}),"
        f" {result['articles_per_s']:,} articles a second of one core"
    )
    if arguments.record:
        record(result)


if __name__ == "__main__":
    main()
