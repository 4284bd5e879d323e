"""The command ``timtin stats``."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import click
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.opensearch.address import Address, Place
from search_app.cli.consoles import print_json, stdout
from search_app.cli.exits import plain_errors
from search_app.cli.options import INDEX, JSON
from search_app.cli.texts import counted, shown
from search_app.core.model import UNKNOWN, Stats
from search_app.core.serialise import stats_to_json

Rows = Sequence[tuple[str, int]]
_MOST = 15  # rows of a table on a terminal
_BAR = 20  # cells of the longest
_BESIDE_BAR = 22  # cells for year and count


@click.command()
@JSON
@INDEX
@plain_errors
def stats(root: Place, *, as_json: bool) -> None:
    """Print what the index holds: how many articles, of which time, cities, topics and sources.

    \b
    Example:
        timtin stats --index index_data
        timtin stats --json
    """  # noqa: D301
    held, size = _of_cluster(root) if isinstance(root, Address) else _of_disk(root)
    if as_json:
        print_json(stats_to_json(held))
        return
    _print(held, size)


def _of_disk(root: Path) -> tuple[Stats, int]:
    """Return what the index holds, and its bytes."""
    from indexer.store import held_generation  # noqa: PLC0415
    from search_app.core.index import Index  # noqa: PLC0415
    from search_app.engines.local import LocalEngine  # noqa: PLC0415

    generation = held_generation(root)
    return Index(LocalEngine(generation)).stats(), generation.manifest.size


def _of_cluster(address: Address) -> tuple[Stats, int]:
    from indexer.opensearch.checking import size_of  # noqa: PLC0415
    from search_app import open_index  # noqa: PLC0415

    return open_index(address).stats(), size_of(address)


def _print(held: Stats, size: int) -> None:
    console = stdout()
    console.print(f"{counted(held.articles)}, {size / 1e6:,.1f} MB, built {_moment(held.built)}")
    if held.first and held.last:
        console.print(f"from {held.first:%d/%m/%Y} to {held.last:%d/%m/%Y}")
    years = [(str(own.value), own.count) for own in held.years]
    tables = [_table("year", years, console, _bars(years, console))]
    others = {
        "city": [(str(own.value), own.count) for own in held.cities],
        "topic": [(str(own.value), own.count) for own in held.topics],
        "source": [(own.source, own.count) for own in held.sources],
    }
    tables += [_table(name, rows, console) for name, rows in others.items() if rows]
    console.print()
    if console.is_terminal:
        console.print(Columns(tables, padding=(1, 3)))
    else:
        for table in tables:
            console.print(table)
    console.print(f"\n{counted(held.recent_total)} of the last 7 days")
    for hit in held.recent:
        title = shown(hit.title) or hit.id
        line = Text.assemble((f"{hit.date:%d/%m/%Y}", "dim"), f"  {title}")
        console.print(line, overflow="ellipsis", no_wrap=console.is_terminal)


def _bars(rows: Rows, console: Console) -> list[str]:
    """Return a bar for each year, the longest for the one with most articles."""
    most = max((count for year, count in rows if year != UNKNOWN), default=1)
    sign = "█" if console.encoding.startswith("utf") else "#"
    longest = min(_BAR, console.width - _BESIDE_BAR)
    return ["" if year == UNKNOWN else sign * round(longest * count / most) for year, count in rows]


def _moment(built: str) -> str:
    return f"{datetime.datetime.fromisoformat(built):%d/%m/%Y %H:%M} UTC"


def _table(name: str, rows: Rows, console: Console, bars: Sequence[str] = ()) -> Table:
    """Return the first rows; all of them where nobody has to look at them."""
    listed = rows[:_MOST] if console.is_terminal else rows
    table = Table(name, box=None, padding=(0, 1, 0, 0))
    table.add_column("articles", justify="right")
    for at, (value, count) in enumerate(listed):
        table.add_row(Text(shown(value)), f"{count:,}", *bars[at : at + 1])
    if len(rows) > len(listed):
        table.add_row(Text(f"and {len(rows) - len(listed):,} more", style="dim"))
    return table
