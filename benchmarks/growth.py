"""Growth of time, memory and disk with the number of articles, up to a million.

    python -m benchmarks.growth [ARTICLES.jsonl[.gz]] [--up-to 80000] [--record]

Beyond the articles named, their copies are indexed, each with its sentences rotated and a
word of its own, so that none counts as a duplicate. Each size is built anew in a process
of its own, and served by fresh processes, one a round, that are asked the same queries of
three syllables. --record appends a line as soon as a size is done. A million articles of
the usual length take some 10 GB of disk under TMPDIR.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import options, peers, queries
from benchmarks.articles import (
    ROOT,
    Article,
    Written,
    grown,
    read_articles,
    write_articles,
)
from benchmarks.memory import Peak, folder_mb
from benchmarks.peers import timtin
from benchmarks.results import Result, machine, record, spread

SIZES = (5_000, 20_000, 80_000, 320_000, 1_000_000)
SHOWN = 50  # articles, of the seeds over and over


def build(source: Written, folder: Path) -> Result:
    """Build; return the time, the peaks of memory and disk, and the size of the index."""
    start = time.perf_counter()
    process = timtin.rebuilding(source.path, folder)
    with Peak(process.pid, folder) as peak:
        timtin.finish(process)
    seconds = time.perf_counter() - start
    return {
        "seconds": round(seconds, 1),
        "articles_per_s": round(source.articles / seconds, 1),
        "peak_mb": {"tree": round(peak.tree_mb), "largest": round(peak.largest_mb)},
        "disk_mb": {"index": round(folder_mb(folder)), "peak": round(peak.disk_mb)},
        "index_per_text": round(peers.index_bytes(folder) / source.text_bytes, 3),
    }


def serve(folder: Path, asked: Sequence[str], rounds: int) -> Result:
    """Return the milliseconds to open and to answer, and the memory that a server holds."""
    served = [_serve_once(folder, asked) for _ in range(rounds)]
    return {
        "open_ms": spread([[one["open_ms"]] for one in served]),
        "query_ms": spread([one["query_ms"] for one in served]),
        "resident_mb": served[-1]["resident_mb"],
    }


def _serve_once(folder: Path, asked: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "benchmarks.serving", folder],
        input="\n".join(asked), capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    served: dict[str, Any] = json.loads(done.stdout)
    return served


def measure(originals: Sequence[Article], size: int, asked: Sequence[str], rounds: int) -> Result:
    """Build and serve `size` articles; return a line for results.jsonl."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = write_articles(grown(originals, size), folder / "articles.jsonl")
        built = build(source, folder / "index")
        source.path.unlink()
        served = serve(folder / "index", asked, rounds)
    return {
        "bench": "growth",
        "articles": size,
        "originals": min(size, len(originals)),
        "text_bytes": source.text_bytes,
        "digest": source.digest,
        **machine("timtin", "numpy", "whoosh"),
        "rounds": rounds,
        "queries": len(asked),
        "rebuild": built,
        **served,
    }


def _print(result: Result) -> None:
    built, ms, held = result["rebuild"], result["query_ms"], result["resident_mb"]
    print(
        f"{result['articles']:9,d} articles: {built['articles_per_s']:,.0f} a second,"
        f" peak {built['peak_mb']['tree']:,} MB, index {built['index_per_text']:.2f} times the"
        f" text;\n{'':10}opened in {result['open_ms']['median']:.1f} ms, a query"
        f" {ms['median']:.2f} ms (p95 {ms['p95']:.2f}), memory {held['anonymous']:,.0f} MB"
        f" and {held['files']:,.0f} MB of files",
        flush=True,
    )


def main() -> None:
    """Measure every size, print it, and record it if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--up-to", type=int, default=80_000, help="articles")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = options.parse(parser)
    originals = read_articles(chosen.file, chosen.up_to)
    sizes = (*(size for size in SIZES if size < chosen.up_to), chosen.up_to)
    asked = queries.draw_three(originals, chosen.queries)
    for size in sizes if chosen.file else (SHOWN,):
        result = measure(originals, size, asked, chosen.rounds)
        _print(result)
        if chosen.record:
            record(result)


if __name__ == "__main__":
    main()
