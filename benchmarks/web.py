"""How fast is the search page, as a browser gets it? Milliseconds at the client, on loopback.

    python -m benchmarks.web [ARTICLES.jsonl[.gz]] [--index DIR] [--articles 80000] [--record]

`timtin serve` answers in a process of its own; one connection is kept open, and each search is
followed by the static help page, which says what a page costs in which nothing is searched.
Then Chromium opens some searches with nothing in its cache: when it first paints, and how many
bytes of HTML, style and script come over the wire. --index takes an index that is there.
"""

import contextlib
import gzip
import http.client
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import options, queries
from benchmarks.articles import ROOT, read_articles, write_articles
from benchmarks.peers import timtin
from benchmarks.results import Result, machine, record, spread

EACH = 40  # queries of every kind
ROUNDS = 5
PAINTED = 20  # searches that Chromium opens
HELP = "/help"
_PARTS = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
_CHROMIUM = "/usr/bin/chromium"
_FIRST_PAINT = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  const [entry] = list.getEntriesByName("first-contentful-paint");
  if (entry) resolve(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


@contextlib.contextmanager
def served(index: Path) -> Iterator[tuple[str, int]]:
    """Serve an index while the block runs; give host and port."""
    command = [sys.executable, "-m", "search_app", "serve", "--port", "0", "--index", str(index)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603
        line = process.stderr.readline() if process.stderr else ""
        found = re.search(r"http://([\d.]+):(\d+)/", line)
        if not found:
            raise SystemExit(line)
        try:
            yield found[1], int(found[2])
        finally:
            process.terminate()


class Client:
    """One kept connection that asks as browsers do."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port)

    def get(self, path: str) -> tuple[float, bytes]:
        """Return the milliseconds until the answer is whole, and its compressed bytes."""
        start = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise SystemExit(f"{path}: {answer.status}")
        return 1e3 * (time.perf_counter() - start), body

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def ask(client: Client, paths: Sequence[str], rounds: int) -> tuple[dict[str, float], ...]:
    """Return the times of the searches and of the help page, taking turns."""
    searches: list[list[float]] = []
    helps: list[list[float]] = []
    for _ in range(rounds):
        pairs = [(client.get(path)[0], client.get(HELP)[0]) for path in paths]
        searches.append([search for search, _ in pairs])
        helps.append([own for _, own in pairs])
    return spread(searches), spread(helps), spread(searches[:1])


def wire_bytes(client: Client, path: str) -> int:
    """Return the bytes of a page with its styles and scripts, as they are sent."""
    page = client.get(path)[1]
    parts = _PARTS.findall(gzip.decompress(page).decode())
    return len(page) + sum(len(client.get(part)[1]) for part in parts)


def paint(host: str, port: int, paths: Sequence[str]) -> dict[str, float] | None:
    """Return when Chromium first paints content, in ms from the request, an empty cache each."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  of the dev group only
    except ImportError:
        return None
    painted = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        for path in paths:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://{host}:{port}{path}", wait_until="load")
            painted.append(float(page.evaluate(_FIRST_PAINT)))
            context.close()
        browser.close()
    return spread([painted], digits=1)


def measure(index: Path, paths: Sequence[str], rounds: int = ROUNDS) -> Result:
    """Return what searching over HTTP takes."""
    with served(index) as (host, port), contextlib.closing(Client(host, port)) as client:
        searches, helps, first = ask(client, paths, rounds)
        sizes = [wire_bytes(client, path) for path in paths[:: max(1, len(paths) // PAINTED)]]
        painted = paint(host, port, paths[:: max(1, len(paths) // PAINTED)])
    return {
        "rounds": rounds,
        "queries": len(paths),
        "search_ms": searches,
        "first_ms": first,
        "help_ms": helps,
        "times_help": round(searches["median"] / helps["median"], 2),
        "wire_kb": {"median": sorted(sizes)[len(sizes) // 2] / 1e3, "most": max(sizes) / 1e3},
        "paint_ms": painted,
    }


def _print(result: Result) -> None:
    search, first, own = result["search_ms"], result["first_ms"], result["help_ms"]
    print(
        f"search page: {search['median']:.1f} ms (p95 {search['p95']:.1f}), the first time"
        f" {first['median']:.1f} ({first['p95']:.1f}); help page: {own['median']:.1f} ms;"
        f" {result['times_help']} times\n"
        f"HTML, styles and scripts: {result['wire_kb']['median']:.1f} kB compressed,"
        f" at most {result['wire_kb']['most']:.1f}"
    )
    if painted := result["paint_ms"]:
        print(f"first contentful paint: {painted['median']:.0f} ms (p95 {painted['p95']:.0f})")


def main() -> None:
    """Measure, print, and record it if that is wanted."""
    parser = options.parser(__doc__ or "")
    parser.add_argument("--articles", type=int, default=80_000)
    parser.add_argument("--index", type=Path)
    chosen = options.parse(parser)
    articles = read_articles(chosen.file, chosen.articles)
    each = EACH if chosen.file else 2
    asked = [text for own in queries.draw(articles, each).values() for text in own]
    paths = [f"/?{urlencode({'q': text})}" for text in asked]
    with tempfile.TemporaryDirectory() as temporary:
        written = write_articles(articles, Path(temporary, "articles.jsonl"))
        index = chosen.index or Path(temporary, "index")
        if not chosen.index:
            timtin.finish(timtin.rebuilding(written.path, index))
        result = measure(index, paths)
    _print(result)
    if chosen.record:
        about = {"bench": "web", "articles": written.articles, "digest": written.digest}
        record(about | machine("flask", "waitress", "flask-compress") | result)


if __name__ == "__main__":
    main()
