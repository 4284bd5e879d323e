"""What became of each input: counts, and a row for everything that gave no article."""

from dataclasses import dataclass, field


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


@dataclass(slots=True)
class Report:
    """The outcome of a run."""

    read: int = 0  # documents, and files that could not be read
    indexed: int = 0  # new or changed articles that were written
    unchanged: int = 0  # an update found them as they were
    kept: int = 0  # articles that stay because their file could not be read whole
    removed: int = 0  # gone from the sources, so gone from the index
    skipped: list[Skipped] = field(default_factory=list)
    replaced: list[Skipped] = field(default_factory=list)  # another article took over the id
    noted: list[Skipped] = field(default_factory=list)  # indexed, but a given value was no use
