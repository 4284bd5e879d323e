"""How a run begins its report, and what it says where there is nothing to index."""

from collections.abc import Iterable
from pathlib import Path

from indexer.errors import NothingToIndexError
from indexer.report import Report, Rows
from indexer.sources.files import Unlisted


def report_of(unlisted: Iterable[Unlisted], rows: Rows | None) -> Report:
    """Return the report of a run that begins, with what could not be looked into."""
    report = Report(rows)
    for found in unlisted:
        report.read += 1
        report.skip(found.row)
    return report


def nothing_to_index(sources: list[Path], report: Report) -> NothingToIndexError:
    """Return the error that says why `sources` gave no article."""
    reason = "there is no file"
    if report.skipped:
        first, more = report.skipped[0], len(report.skipped) - 1
        reason = f"{first.origin}: {first.reason}" + (f" (and {more} more)" if more else "")
    return NothingToIndexError(", ".join(map(str, sources)), reason)
