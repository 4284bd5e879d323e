"""What is passed over by its nature: one row in a report for all files of a kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from indexer.report import Skipped


@dataclass(slots=True)
class PassedOver:
    """Counts the pictures, scripts and styles that lie beside pages."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)  # by suffix and reason
    _first: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, row: Skipped) -> bool:
        """Count `row` if it is of something that is passed over, and return whether it is."""
        if row.passed:
            kind = (PurePosixPath(row.origin).suffix.lower(), row.reason)
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._first.setdefault(kind, row.origin)
        return row.passed

    def rows(self) -> Iterator[Skipped]:
        """Yield a row for each kind."""
        for kind, count in self._counts.items():
            suffix, reason = kind
            if count == 1:
                yield Skipped(self._first[kind], reason, passed=True)
            else:
                reason = f"{reason} ({count} files; the first: {self._first[kind]})"
                yield Skipped(f"*{suffix}", reason, passed=True)
