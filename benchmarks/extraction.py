"""How fast are saved pages read? Unit: pages a second on one core, beside bare trafilatura.

    python -m benchmarks.extraction [ARTICLES.jsonl[.gz]] [--articles 200] [--record]

Articles (a line each, with id, title and body) are set into pages as in benchmarks/pages.py; the
seeds over and over when no file is named. trafilatura finds the text with the same options; ours
does that too, and finds captions, byline, source and date, and takes leftovers out. Both take
turns page by page, another one first each time, so that a busy machine slows both alike: compare
the ratios. --record appends the result to results.jsonl beside this file.
"""

import gc
import hashlib
import statistics
import time
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks import options
from benchmarks.articles import Article, grown, read_articles
from benchmarks.pages import make_page
from benchmarks.results import machine, record
from indexer.extract import Extracted, extract
from indexer.sources.document import Document

ROUNDS = 3
_NAMES = 4  # spaces in a byline, which is no paragraph


def ours(page: str) -> Extracted:
    """Return what we read of a page."""
    return extract(Document(origin="page.html", kind="html", text=page))


def theirs() -> Callable[[str], Any]:
    """Return bare trafilatura, asked what we ask it."""
    from trafilatura import bare_extraction  # noqa: PLC0415  takes half a second

    from indexer.extract.html import OPTIONS  # noqa: PLC0415

    return lambda page: bare_extraction(page, **OPTIONS)


def measure(pages: Sequence[str]) -> dict[str, Any]:
    """Return pages a second of both, and the ratio (of pages: median; of rounds: extremes)."""
    ways: dict[str, Callable[[str], Any]] = {"trafilatura": theirs(), "ours": ours}
    seconds: dict[str, list[list[float]]] = {name: [] for name in ways}
    for page in pages[:4]:  # whatever is read once is read before the clock starts
        for way in ways.values():
            way(page)
    for turn in range(ROUNDS):
        for spent in seconds.values():
            spent.append([])
        for number, page in enumerate(pages):
            for name in sorted(ways, reverse=bool((number + turn) % 2)):
                gc.collect(0)
                start = time.perf_counter()
                ways[name](page)
                seconds[name][-1].append(time.perf_counter() - start)
    rounds = [sum(a) / sum(b) for a, b in zip(seconds["trafilatura"], seconds["ours"], strict=True)]
    return {
        "pages_per_s": {
            n: round(len(pages) * ROUNDS / sum(map(sum, s)), 1) for n, s in seconds.items()
        },
        "times_trafilatura": round(statistics.median(rounds), 2),
        "lowest": round(min(rounds), 2),
        "highest": round(max(rounds), 2),
    }


def right(articles: Sequence[Article], made: Sequence[tuple[str, list[str]]]) -> dict[str, float]:
    """Return the share of pages with the title, 95 % of the paragraphs, and the captions put in."""
    counts = {"title": 0, "paragraphs": 0, "captions": 0, "captions in the body": 0}
    for article, (page, captions) in zip(articles, made, strict=True):
        found = ours(page)
        body = set(found.body.split("\n"))
        wanted = [_plain(line) for line in article["body"].split("\n") if line.count(" ") > _NAMES]
        counts["title"] += found.title == _plain(article["title"])
        counts["paragraphs"] += sum(line in body for line in wanted) >= 0.95 * len(wanted)
        counts["captions"] += list(found.captions) == captions
        counts["captions in the body"] += bool(body.intersection(captions))
    return {name: round(count / len(articles), 3) for name, count in counts.items()}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def main() -> None:
    """Measure, print a table, and record it if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--articles", type=int, default=200)
    arguments = options.parse(parser)
    articles = read_articles(arguments.file, arguments.articles)
    if not arguments.file:
        articles = list(grown(articles, arguments.articles))
    made = [make_page(article, number) for number, article in enumerate(articles)]
    pages = [page for page, _ in made]
    result = {
        "bench": "extraction",
        "articles": len(pages),
        "markup_bytes": sum(len(page.encode()) for page in pages),
        "digest": hashlib.sha256("\n".join(pages).encode()).hexdigest()[:16],
        **machine("trafilatura", "lxml", "htmldate"),
        **measure(pages),
        "right": right(articles, made),
    }
    for name, speed in result["pages_per_s"].items():
        print(f"{name:12} {speed:7.1f} pages/s")
    print(
        f"ours runs at {result['times_trafilatura']} of the speed of bare trafilatura"
        f" ({result['lowest']} to {result['highest']})"
    )
    if arguments.file:  # the seeds have leftovers and captions of their own
        print(*(f"{name}: {share:.1%}" for name, share in result["right"].items()), sep="\n")
    if arguments.record:
        record(result)


if __name__ == "__main__":
    main()
