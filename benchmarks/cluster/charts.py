"""The picture of pages over a cluster."""

from collections.abc import Iterator

from benchmarks.cluster.tables import KINDS
from benchmarks.results import Result
from benchmarks.svg import WIDTH, LogScale, around, dot, number, picture, rule, text

TOP, LEFT, RIGHT, ROW, GAP = 70, 330, WIDTH - 80, 20, 14
ROWS = (
    ("local engine", "c1", "local", "page_ms"),
    ("cluster", "c0", "cluster", "page_ms"),
    ("of that, OpenSearch", "c2", "cluster", "took_ms"),
)


def pages(result: Result) -> str:
    """Draw the median of each kind of page, and up to where 95 of 100 come."""
    shown = {
        said: [(label, colour, result["pages"][kind][engine][name])
               for label, colour, engine, name in ROWS]
        for kind, said in KINDS.items()
    }  # fmt: skip
    values = [ms[end] for rows in shown.values() for *_, ms in rows for end in ("median", "p95")]
    scale = around([max(value, 0.5) for value in values], LEFT, RIGHT)
    bottom = TOP + len(shown) * (len(ROWS) * ROW + GAP)
    parts = [*_columns(scale, bottom)]
    for at, (said, rows) in enumerate(shown.items()):
        top = TOP + at * (len(ROWS) * ROW + GAP)
        parts.append(text(20, top + ROW * 0.8, said, "head"))
        for row, (label, colour, ms) in enumerate(rows):
            parts.extend(_row(label, colour, ms, scale, top + (row + 0.5) * ROW))
    title = f"Pages over {result['articles']:,} articles"
    return picture(title, "Milliseconds: median, and up to where 95 of 100 come; less is better.",
                   bottom + 36, parts)  # fmt: skip


def _columns(scale: LogScale, bottom: float) -> Iterator[str]:
    for tick in scale.ticks():
        yield rule(scale.at(tick), TOP, scale.at(tick), bottom)
        yield text(scale.at(tick), bottom + 18, f"{tick:,g}", "quiet", "middle")
    yield text(WIDTH - 20, bottom + 18, "ms", "quiet", "end")


def _row(label: str, colour: str, ms: Result, scale: LogScale, y: float) -> Iterator[str]:
    first, last = (scale.at(max(ms[end], 0.5)) for end in ("median", "p95"))
    yield text(LEFT - 12, y + 4.5, label, "", "end")
    yield rule(first, y, last, y, f"{colour} bar")
    yield dot(first, y, colour)
    yield text(max(first, last) + 10, y + 4.5, number(ms["median"]))
