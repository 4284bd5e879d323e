"""What a build prints on stderr: its progress, what became of each input, the summary."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from indexer.opensearch.address import Place
from indexer.report import Report, Rows, Skipped, is_report
from search_app.cli.consoles import stderr

_MOST_ROWS = 20  # of a report on the terminal
_MOST_REASONS = 3  # in the summary
_DETAIL = re.compile(r" ?[:(].*| as .*", re.DOTALL)  # what differs from row to row


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show a bar on stderr from the first progress on.

    Yield what moves it: to how many of the bytes, and how many documents that was.
    """
    columns = (
        TextColumn(label),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=stderr())
    task = progress.add_task(label, total=None, speed="")
    started = time.monotonic()

    def move(done: int, total: int, documents: int) -> None:
        progress.start()
        speed = documents / max(time.monotonic() - started, 1e-3)
        progress.update(
            task, completed=done, total=total, speed=f"{documents:,} articles, {speed:,.0f}/s"
        )

    try:
        yield move
    finally:
        if progress.live.is_started:
            progress.stop()


@contextmanager
def report_file(path: Path | None) -> Iterator[Rows | None]:
    """Yield what writes rows into the JSONL file `path`, or None when there is none.

    Raises:
        UsageError: `path` holds something else than a report.
        OSError: it cannot be written.
    """
    if path is None:
        yield None
        return
    if path.is_file() and path.stat().st_size and not is_report(_beginning(path)):
        raise click.UsageError(f"{path} holds something else than a report. Name another file.")
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:

        def write(row: Mapping[str, Any]) -> None:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

        yield write


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(100).decode("utf-8", "replace")


def print_report(report: Report, root: Place) -> None:
    """Print what became of each input; every row when nobody is looking, else the first."""
    console = stderr()
    rows = report.told
    shown = rows[:_MOST_ROWS] if console.is_terminal else rows
    for row in shown:
        console.print(f"{row.origin}: {row.reason}")
    if len(rows) > len(shown):
        console.print(f"… and {len(rows) - len(shown):,} more; all of them: --report FILE")
    console.print(_summary(report))
    console.print(f"index  {root}")  # not in the table: one that is folded cannot be copied


def _summary(report: Report) -> Table:
    duplicates = sum(row.duplicate for row in report.skipped)
    passed = [row for row in report.skipped if row.passed]
    lines = {
        "read": (report.read, ""),
        "indexed": (report.indexed, _what_is_known(report)),
        "resumed": (report.resumed, "a build that was stopped had written them"),
        "unchanged": (report.unchanged, ""),
        "removed": (report.removed, ""),
        "kept": (report.kept, "their file could not be read whole"),
        "skipped": (len(report.failed), _reasons(report.failed)),
        "duplicate": (duplicates, "the same article is there already"),
        "passed": (len(passed), _reasons(passed)),
        "replaced": (len(report.replaced), "a later article has the same id"),
        "noted": (len(report.noted), _reasons(report.noted)),
    }
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for name, (count, remark) in lines.items():
        if count or name in {"read", "indexed"}:
            table.add_row(name, f"{count:,}", remark)
    return table


def _what_is_known(report: Report) -> str:
    """Return of how many articles date, year, city and topic are known."""
    if not report.indexed:
        return ""
    names = {"date": "date", "year": "only the year", "city": "city", "topic": "topic"}
    return "\n".join(f"{name} of {report.known[key]:,}" for key, name in names.items())


def _reasons(rows: Iterable[Skipped]) -> str:
    """Return the most frequent reasons, each with its count, without what differs by row."""
    counts = Counter(_DETAIL.sub("", row.reason).strip() or row.reason for row in rows)
    common = counts.most_common(_MOST_REASONS)
    more = ["…"] if len(counts) > len(common) else []
    return "\n".join([*(f"{count:,} × {reason}" for reason, count in common), *more])


def print_watching(sources: Iterable[Path]) -> None:
    """Say what is watched."""
    stderr().print(f"Watching {', '.join(map(str, sources))}. Ctrl-C stops.")


def print_outcome(outcome: Report | Exception, root: Path) -> None:
    """Print what became of a run of `watch`: a line, below the rows of what was not indexed."""
    console = stderr()
    now = time.strftime("%H:%M:%S")
    if isinstance(outcome, Exception):
        console.print(f"{now}  {outcome}")
        return
    rows = outcome.told
    for row in rows[:_MOST_ROWS]:
        console.print(f"{now}  {row.origin}: {row.reason}")
    if len(rows) > _MOST_ROWS:
        console.print(f"{now}  … and {len(rows) - _MOST_ROWS:,} more")
    counts = {"indexed": outcome.indexed, "removed": outcome.removed, "kept": outcome.kept}
    counts |= {"unchanged": outcome.unchanged, "skipped": len(outcome.skipped)}
    told = [f"{count:,} {name}" for name, count in counts.items() if count]
    console.print(f"{now}  {', '.join(told) or 'nothing to do'}; index: {root}")


def print_stopped(root: Path) -> None:
    """Say that what was begun is done or undone."""
    stderr().print(f"Stopped; the index is whole: {root}")
