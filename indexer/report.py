"""What became of each input: counts, and a row for every file and article."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Status = Literal["indexed", "unchanged", "skipped", "duplicate", "passed", "replaced", "removed"]
Rows = Callable[[Mapping[str, Any]], None]  # takes a row of a report, as JSON can write it


_FIRST_ROW = re.compile(rf'\{{"status": "(?:{"|".join(get_args(Status))})", "(?:origin|id)": "')


def is_report(text: str) -> bool:
    """Return whether a file that begins with `text` holds the rows of a report."""
    return _FIRST_ROW.match(text) is not None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, folder or line that gave no article, and why."""

    origin: str  # as a person finds it: "news.jsonl:12"
    reason: str
    duplicate: bool = False  # its article is in the index, read from elsewhere
    passed: bool = False  # a picture, a script: what by its nature holds no article


def failed_row(origin: str, error: Exception) -> Skipped:
    """Return the row of a document on which some code gave up."""
    return Skipped(origin, f"{type(error).__name__}: {str(error)[:80]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article as the id register and the report know it."""

    id: str
    is_fixed: bool  # stated by its record, or made of its url or content
    path: str  # where it stands, as `indexer.pipeline.paths` says it
    origin: str
    digest: int  # of the article: tells whether it changed, and whether two are one
    document_digest: int  # of what it was extracted from
    note: Skipped | None = None  # what of a record was no use
    known: tuple[str, ...] = ()  # which of "date", "year", "city", "topic" it has
    evidence: Mapping[str, Any] = field(default_factory=dict)  # by what; for a report


@dataclass(slots=True)
class Report:
    """The outcome of a run."""

    rows: Rows | None = None
    read: int = 0  # documents, and files that could not be read
    indexed: int = 0  # new or changed articles that were written
    resumed: int = 0  # a build that was stopped had written them already
    unchanged: int = 0  # an update found them as they were
    kept: int = 0  # articles that stay because their file could not be read whole
    removed: int = 0  # gone from the sources, so gone from the index
    known: Counter[str] = field(default_factory=Counter)  # of those indexed, how many have what
    skipped: list[Skipped] = field(default_factory=list)
    replaced: list[Skipped] = field(default_factory=list)  # another article took over the id
    noted: list[Skipped] = field(default_factory=list)  # indexed, but a given value was no use
    is_settled: bool = True  # after a look at some files, nothing that others hold can matter

    @property
    def failed(self) -> list[Skipped]:
        """What was skipped and is not known to be in the index, or to hold no article."""
        return [row for row in self.skipped if not row.duplicate and not row.passed]

    @property
    def told(self) -> list[Skipped]:
        """What a person should hear of: all rows but those of articles without a fault."""
        return [*self.skipped, *self.replaced, *self.noted]

    def skip(self, row: Skipped) -> None:
        """Count what gave no article."""
        self.skipped.append(row)
        status: Status = "duplicate" if row.duplicate else "passed" if row.passed else "skipped"
        self._write(status, origin=row.origin, reason=row.reason)

    def take(self, found: Found, *, unchanged: bool = False) -> None:
        """Count an article of the sources."""
        status: Status = "unchanged" if unchanged else "indexed"
        note = {"note": found.note.reason} if found.note else {}
        self._write(status, origin=found.origin, id=found.id, **note, **found.evidence)
        if unchanged:
            self.unchanged += 1
            return
        self.indexed += 1
        self.known.update(found.known)
        if found.note:
            self.noted.append(found.note)

    def take_back(self, origin: str, article_id: str, known: Iterable[str]) -> None:
        """Count an article no more that was indexed: a later one has its id."""
        self.replace(origin, article_id)
        self.indexed -= 1
        self.known.subtract(known)

    def replace(self, origin: str, article_id: str) -> None:
        """Name an article whose id another one took over."""
        row = Skipped(origin, f"a later article has the same id {article_id!r}")
        self.replaced.append(row)
        self._write("replaced", origin=origin, id=article_id, reason=row.reason)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Count the articles that are gone."""
        for article_id in article_ids:
            self.removed += 1
            self._write("removed", id=article_id)

    def _write(self, status: Status, **row: Any) -> None:
        if self.rows:
            self.rows({"status": status, **row})
