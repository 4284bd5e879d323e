"""What became of each input: counts, and a row for everything that gave no article."""

from dataclasses import dataclass, field

from indexer.sources.document import Skipped


@dataclass(slots=True)
class Report:
    """The outcome of a run; every document read is in exactly one of the counts."""

    indexed: int = 0  # new or changed articles that were written
    unchanged: int = 0  # an update found them as they were
    removed: int = 0  # gone from the sources, so gone from the index (not among the read)
    skipped: list[Skipped] = field(default_factory=list)
    replaced: list[Skipped] = field(default_factory=list)  # a later article has the same id

    @property
    def read(self) -> int:
        """How many documents and unreadable files there were."""
        return self.indexed + self.unchanged + len(self.skipped) + len(self.replaced)
