"""How fast is the analysis? Unit: articles a second on one core, beside plain pyvi.

    python -m benchmarks.analysis [ARTICLES.jsonl[.gz]] [--articles 1000] [--record]

Articles (a line each, with id, title and body) are the seeds over and over when no file is
named, which flatters whoever remembers words; name a file for a fair run. All ways to analyse
take turns over blocks of them, so that a busy machine slows all alike: compare the ratios.
--record appends the result to results.jsonl beside this file.
"""

import hashlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import options
from benchmarks.articles import ROOT, grown, read_articles
from benchmarks.results import machine, record

BLOCK = 50  # articles
STARTS = 5  # of a fresh interpreter

# One core, whatever a library would like.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def read_bodies(path: Path | None, count: int) -> list[str]:
    """Return the bodies of up to `count` articles."""
    articles = read_articles(path, count)
    return [article["body"] for article in (articles if path else grown(articles, count))]


def ways() -> dict[str, Callable[[Sequence[str]], int]]:
    """Return what is measured: a name, and what it does to a block; the sum guards the work."""
    from pyvi import ViTokenizer  # noqa: PLC0415  takes a second

    from analyzers import segment, segment_all, split_syllables  # noqa: PLC0415
    from analyzers.abbreviations import default_abbreviations  # noqa: PLC0415
    from analyzers.terms import analyse  # noqa: PLC0415
    from analyzers.units import find_units  # noqa: PLC0415

    table = default_abbreviations()
    return {
        "pyvi": lambda block: sum(len(ViTokenizer.tokenize(text)) for text in block),
        "segment": lambda block: sum(len(segment(text)) for text in block),
        "segment_all": lambda block: sum(map(len, segment_all(block))),
        "split_syllables": lambda block: sum(len(split_syllables(text)) for text in block),
        "find_units": lambda block: sum(len(find_units(text)) for text in block),
        "all terms": lambda block: sum(len(analyse(text, abbreviations=table)) for text in block),
    }


def measure(bodies: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return articles a second of each way, its ratio to pyvi's (of blocks: median, extremes)."""
    seconds: dict[str, list[float]] = {}
    measured = ways()
    for way in measured.values():
        way(["Hải Phòng"])  # whatever is read once is read before the clock starts
    for block in _blocks(bodies):
        done = {}
        for name, way in measured.items():
            start = time.perf_counter()
            done[name] = way(block)
            seconds.setdefault(name, []).append(time.perf_counter() - start)
        # Guard the work, so that a faster time cannot mean other words.
        if not done["pyvi"] == done["segment"] == done["segment_all"]:
            raise SystemExit("segment does not give what pyvi gives")
    return {name: _summary(spent, seconds["pyvi"], len(bodies)) for name, spent in seconds.items()}


def _summary(spent: list[float], pyvi: list[float], articles: int) -> dict[str, float]:
    ratios = [theirs / ours for ours, theirs in zip(spent, pyvi, strict=True)]
    return {
        "articles_per_s": round(articles / sum(spent), 1),
        "times_pyvi": round(statistics.median(ratios), 1),
        "lowest": round(min(ratios), 1),
        "highest": round(max(ratios), 1),
    }


def first_use() -> dict[str, float]:
    """Return the seconds from a fresh interpreter to a first word: import and first call."""
    codes = {
        "import pyvi.ViTokenizer": "import pyvi.ViTokenizer",
        "import analyzers, segment": "import analyzers; analyzers.segment('Hải Phòng')",
    }
    seconds: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(STARTS):
        for name, code in codes.items():
            timed = f"import time; a = time.perf_counter(); {code}; print(time.perf_counter() - a)"
            done = subprocess.run(  # noqa: S603  our own interpreter
                [sys.executable, "-c", timed], capture_output=True, text=True, check=True, cwd=ROOT
            )
            seconds[name].append(float(done.stdout))
    return {name: round(statistics.median(spent), 3) for name, spent in seconds.items()}


def _blocks(bodies: Sequence[str]) -> Iterator[Sequence[str]]:
    return (bodies[at : at + BLOCK] for at in range(0, len(bodies), BLOCK))


def main() -> None:
    """Measure, print a table, and record it if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--articles", type=int, default=1_000)
    arguments = options.parse(parser)
    bodies = read_bodies(arguments.file, arguments.articles)
    starts, found = first_use(), measure(bodies)
    result = {
        "bench": "analysis",
        "articles": len(bodies),
        "syllables": sum(len(body.split()) for body in bodies),
        "digest": hashlib.sha256("\n".join(bodies).encode()).hexdigest()[:16],
        **machine("pyvi", "numpy", "sklearn-crfsuite"),
        "seconds_to_first_word": starts,
        "ways": found,
    }
    for name, row in found.items():
        speed, times = f"{row['articles_per_s']:9,.0f} articles/s", f"{row['times_pyvi']:6.1f}"
        print(f"{name:16} {speed} {times} times pyvi ({row['lowest']} to {row['highest']})")
    print(*(f"{name}: {spent:.3f} s" for name, spent in starts.items()), sep="\n")
    if arguments.record:
        record(result)


if __name__ == "__main__":
    main()
