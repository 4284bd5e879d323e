"""The pictures: what they show of the results, as SVG."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.peers import NAMES, TITLES
from benchmarks.queries import ALL
from benchmarks.results import Result
from benchmarks.svg import (
    LETTER,
    WIDTH,
    LogScale,
    around,
    curve,
    dot,
    number,
    picture,
    rule,
    text,
)

TOP = 70  # where a drawing begins below title and note
LEFT, RIGHT = 250, WIDTH - 80  # of the dots, with room for names and values
ROW, GAP = 20, 14
HEIGHT = 420  # of curves
Series = dict[str, tuple[str, Sequence[tuple[float, float]]]]  # label -> classes, points


def dots(result: Result) -> str:
    """Draw the median of each kind of query and each system, with the spread of its rounds."""
    systems = result["systems"]
    kinds = list(next(iter(systems.values()))["ms"])
    every = [ms[end] for one in systems.values() for ms in one["ms"].values()
             for end in ("lowest", "highest", "median")]  # fmt: skip
    scale = around(every, LEFT, RIGHT)
    bottom = TOP + len(kinds) * (len(systems) * ROW + GAP)
    parts = list(_columns(scale, bottom))
    for at, kind in enumerate(kinds):
        top = TOP + at * (len(systems) * ROW + GAP)
        parts.append(text(20, top + ROW * 0.8, kind, "head"))
        for row, (name, one) in enumerate(systems.items()):
            parts.extend(_dot_row(name, one["ms"][kind], scale, top + (row + 0.5) * ROW))
    note = "Milliseconds a query, median and spread of the rounds' medians; less is better."
    return picture(_dots_title(result), note, bottom + 36, parts)


def _dots_title(result: Result) -> str:
    parts = [
        f"{TITLES[name]} holds {one['articles']:,}"
        for name, one in result["systems"].items()
        if one["articles"] < result["articles"]
    ]
    return f"A whole answer over {result['articles']:,} articles" + "".join(
        f" ({part})" for part in parts
    )


def _columns(scale: LogScale, bottom: float) -> Iterator[str]:
    for tick in scale.ticks():
        yield rule(scale.at(tick), TOP, scale.at(tick), bottom)
        yield text(scale.at(tick), bottom + 18, f"{tick:,g}", "quiet", "middle")
    yield text(WIDTH - 20, bottom + 18, "ms", "quiet", "end")


def _dot_row(name: str, ms: Mapping[str, float], scale: LogScale, y: float) -> Iterator[str]:
    colour = f"c{NAMES.index(name)}"
    end = max(ms["highest"], ms["median"])
    yield text(LEFT - 12, y + 4.5, TITLES[name], "", "end")
    yield rule(scale.at(ms["lowest"]), y, scale.at(ms["highest"]), y, f"{colour} bar")
    yield dot(scale.at(ms["median"]), y, colour)
    yield text(scale.at(end) + 10, y + 4.5, number(ms["median"]))


def query_curves(search: Sequence[Result], growth: Sequence[Result]) -> str:
    """Draw query time by articles: every system to the size compared, Tìm Tin beyond."""
    series = _by_system(search, lambda one: one["ms"][ALL]["median"])
    series |= {
        "Tìm Tin, three syllables": (
            "c0 dashed",
            [(one["articles"], one["query_ms"]["median"]) for one in growth],
        )
    }
    note = "Milliseconds a query, median of all kinds of query; both axes are logarithmic."
    return _curves("Time of a whole answer by number of articles", note, "ms", series)


def build_curves(search: Sequence[Result], growth: Sequence[Result]) -> str:
    """Draw the time of a build by articles."""
    series = _by_system(search, lambda one: one["articles"] / one["articles_per_s"])
    ours = {one["articles"]: one["rebuild"]["seconds"] for one in growth}
    compared = dict(series.get(TITLES["timtin"], ("", []))[1])
    series = {TITLES["timtin"]: ("c0", sorted((compared | ours).items()))} | {
        name: one for name, one in series.items() if name != TITLES["timtin"]
    }
    note = "Seconds to index all articles; both axes are logarithmic."
    return _curves("Time of a build by number of articles", note, "s", series)


def _by_system(search: Sequence[Result], value: Callable[[Result], float]) -> Series:
    """Return a curve of each system, over as many articles as it held."""
    series: Series = {}
    for name in NAMES:
        held = [one["systems"][name] for one in search if name in one["systems"]]
        if held:
            points = {one["articles"]: value(one) for one in held}
            series[TITLES[name]] = (f"c{NAMES.index(name)}", sorted(points.items()))
    return series


def _curves(title: str, note: str, unit: str, series: Series) -> str:
    series = {label: one for label, one in series.items() if one[1]}
    points = [point for _, one in series.values() for point in one]
    across = around((x for x, _ in points), 70, WIDTH - 40)
    up = around((y for _, y in points), HEIGHT - 44, TOP + 36)
    parts = [*_legend(series), *_grid(across, up, sorted({x for x, _ in points}), unit)]
    for colour, one in series.values():
        placed = [(across.at(x), up.at(y)) for x, y in one]
        parts.append(curve(placed, colour))
        parts.extend(dot(x, y, colour.partition(" ")[0]) for x, y in placed)
    return picture(title, note, HEIGHT, parts)


def _legend(series: Series) -> Iterator[str]:
    left = 20.0
    for label, (colour, _) in series.items():
        yield curve([(left, TOP + 10), (left + 22, TOP + 10)], colour)
        yield text(left + 28, TOP + 14.5, label)
        left += 28 + LETTER * len(label) + 22


def _grid(across: LogScale, up: LogScale, sizes: Sequence[float], unit: str) -> Iterator[str]:
    """Rule the plane: a line for each size measured, and for each round value."""
    for size in sizes:
        yield rule(across.at(size), up.end, across.at(size), up.start)
        yield text(across.at(size), up.start + 18, f"{size:,}", "quiet", "middle")
    yield text(WIDTH - 20, up.start + 36, "articles", "quiet", "end")
    for tick in up.ticks():
        yield rule(across.start, up.at(tick), across.end, up.at(tick))
        yield text(across.start - 8, up.at(tick) + 4.5, f"{tick:,g} {unit}", "quiet", "end")
