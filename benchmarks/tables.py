"""The figures as Markdown, losses too: in each row the best is bold, whoever it is."""

from collections.abc import Iterator, Sequence

from benchmarks.peers import TITLES
from benchmarks.results import Result
from benchmarks.svg import number


def compared(result: Result) -> str:
    """Return a table of all systems; those that hold a part of the articles cannot be best."""
    systems = result["systems"]
    heads = [_head(TITLES[name], one, result) for name, one in systems.items()]
    whole = [one["articles"] == result["articles"] for one in systems.values()]
    kinds = next(iter(systems.values()))["ms"]
    rows = [
        _row(f"{kind}, ms", [one["ms"][kind]["median"] for one in systems.values()], whole,
             [f" ({number(one['ms'][kind]['p95'])})" for one in systems.values()])
        for kind in kinds
    ]  # fmt: skip
    speeds = [one["articles_per_s"] for one in systems.values()]
    sizes = [one["index_per_text"] for one in systems.values()]
    rows.append(_row("articles indexed a second", speeds, whole, most=True))
    rows.append(_row("index, times the text", sizes, whole))
    return table(["", *heads], rows)


def about(result: Result) -> str:
    """Say what the table compares and what its figures depend on."""
    versions = ", ".join(
        f"{name} {result[key]}"
        for name, key in (("Python", "python"), ("tantivy", "tantivy"), ("SQLite", "sqlite"))
        if key in result
    )
    return (
        f"{result['articles']:,} news articles: median time of a whole answer (95th percentile),"
        " that is the ten best with title and marked snippet, the exact total, and counts for"
        " three facets.\n"
        "All systems in one run, taking turns: times do not travel between machines, ratios do.\n"
        f"{result['rounds']} rounds of {result['queries']} queries, {result['machine']},"
        f" {versions}, articles `{result['digest']}`."
    )


def page(result: Result) -> str:
    """Say how fast the search page is over HTTP, and how large."""
    search, first, own = result["search_ms"], result["first_ms"], result["help_ms"]
    size, painted = result["wire_kb"], result["paint_ms"]
    paint = (
        f" Chromium first paints it {number(painted['median'])} ms after asking." if painted else ""
    )
    return (
        f"The search page over {result['articles']:,} articles, from one kept connection on the"
        f" same machine, for {result['queries']} queries asked {result['rounds']} times each:"
        f" {number(search['median'])} ms ({number(search['p95'])}), the first time alone"
        f" {number(first['median'])} ms ({number(first['p95'])}); the static help page"
        f" {number(own['median'])} ms; {number(size['median'])} kB of HTML, styles and scripts,"
        f" compressed.{paint}"
    )


def growth(results: Sequence[Result]) -> str:
    """Return a table of Tìm Tin's growth, a row for each size."""
    heads = ("articles", "indexed a second", "peak memory of the build, MB",
             "index, times the text", "opened in, ms", "three syllables, ms",
             "memory when serving, MB", "mapped files, MB")  # fmt: skip
    return table(heads, [list(_growth_cells(result)) for result in results])


def capacity(results: Sequence[Result]) -> str:
    """Return a table of what machine so many articles take, a row for each size."""
    heads = ("articles", "their text, MB", "one generation, MB", "disk during a rebuild, MB",
             "rebuild, minutes", "memory of the build, MB", "memory when serving, MB",
             "mapped files, MB", "three syllables, ms")  # fmt: skip
    return table(heads, [list(_capacity_cells(result)) for result in results])


def _capacity_cells(result: Result) -> Iterator[str]:
    built, ms, held = result["rebuild"], result["query_ms"], result["resident_mb"]
    text_mb = result["text_bytes"] / 1e6
    generation_mb = text_mb * built["index_per_text"]
    yield f"{result['articles']:,}"
    yield number(text_mb)
    yield number(generation_mb)
    yield number(3 * generation_mb)  # the one that answers, the one before it, and the new one
    yield number(built["seconds"] / 60)
    yield number(built["peak_mb"]["tree"])
    yield number(held["anonymous"])
    yield number(held["files"])
    yield f"{number(ms['median'])} ({number(ms['p95'])})"


def _growth_cells(result: Result) -> Iterator[str]:
    built, ms, held = result["rebuild"], result["query_ms"], result["resident_mb"]
    yield f"{result['articles']:,}"
    yield number(built["articles_per_s"])
    yield number(built["peak_mb"]["tree"])
    yield number(built["index_per_text"])
    yield number(result["open_ms"]["median"])
    yield f"{number(ms['median'])} ({number(ms['p95'])})"
    yield number(held["anonymous"])
    yield number(held["files"])


def _head(title: str, system: Result, result: Result) -> str:
    whole = system["articles"] == result["articles"]
    return title if whole else f"{title} (only {system['articles']:,})"


def _row(
    label: str,
    values: Sequence[float],
    whole: Sequence[bool],
    notes: Sequence[str] = (),
    *,
    most: bool = False,
) -> list[str]:
    """Return cells: values with a note behind each, the best of those that count in bold."""
    counting = [value for value, counts in zip(values, whole, strict=True) if counts]
    best = number((max if most else min)(counting))
    cells = [
        f"**{number(value)}**" if counts and number(value) == best else number(value)
        for value, counts in zip(values, whole, strict=True)
    ]
    behind = notes or [""] * len(cells)
    return [label, *(cell + note for cell, note in zip(cells, behind, strict=True))]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown: the first column is to the left, the others to the right."""
    marks = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows))
