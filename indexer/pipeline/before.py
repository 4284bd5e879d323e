"""What an index holds before an update, and where the files of its articles are now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from indexer.pipeline.ids import IdRegister
from indexer.pipeline.paths import file_of, lies_in, may_exist, states_id
from indexer.pipeline.reading import Known
from indexer.report import Found


class Origin(NamedTuple):
    """What the index knows of an article it has: where it was read from, and its content."""

    path: str  # as `indexer.pipeline.paths` says it
    digest: int


@dataclass(frozen=True, slots=True)
class Before:
    """The articles of an index, by id, as an update finds them.

    The disk is asked by file, not by article: for a .jsonl of 80,000 articles once.
    """

    stored: Mapping[str, Origin]
    known: Known  # documents that need not be read again when they are as they were
    inside: Collection[str]  # files that lie in the sources of this update
    again: Mapping[str, Origin]  # articles whose file is read again
    stays: Mapping[str, Origin]  # articles from elsewhere, or from where nobody can look

    @classmethod
    def of(
        cls,
        articles: Iterable[Found],
        *,
        roots: Collection[str],
        present: Collection[str],
        closed: Collection[str],
    ) -> Self:
        """Take in the `articles` of an index; all paths are as `source_key` gives them."""
        stored: dict[str, Origin] = {}
        known: dict[tuple[str, int], Found] = {}
        for found in articles:
            stored[found.id] = Origin(found.path, found.digest)
            known[found.path, found.document_digest] = found
        files = {file_of(article.path) for article in stored.values()}
        inside = {path for path in files if lies_in(path, roots)}
        staying = {path for path in files if path not in inside or lies_in(path, closed)}
        return cls(
            stored=stored,
            known=known,
            inside=inside,
            again=_from_files(stored, inside.intersection(present)),
            stays=_from_files(stored, staying),
        )

    def register(self) -> IdRegister:
        """Return who has which id before anything is read."""
        files = {file_of(stored.path) for stored in self.stays.values()}
        lost = {path for path in files if not may_exist(path)}
        return IdRegister(
            taken=dict(self.stays),
            kept={s.path: i for i, s in self.again.items() if not states_id(s.path)},
            reserved=self.again.keys(),
            moved={s.digest: i for i, s in self.stays.items() if file_of(s.path) in lost},
        )

    def gone(self, seen: Collection[str], unreadable: Collection[str]) -> set[str]:
        """Return the ids that the sources should still hold and do not."""
        return {
            article_id
            for article_id, stored in self.stored.items()
            if file_of(stored.path) in self.inside
            and article_id not in seen
            and not lies_in(stored.path, unreadable)
        }


def _from_files(stored: Mapping[str, Origin], files: Collection[str]) -> dict[str, Origin]:
    return {i: found for i, found in stored.items() if file_of(found.path) in files}


def outermost(sources: Iterable[str]) -> list[str]:
    """Return the sources that still exist and lie in no other, for the next run without any."""
    every = set(sources)
    return [
        source
        for source in sorted(every)
        if may_exist(source) and not lies_in(str(Path(source).parent), every - {source})
    ]
