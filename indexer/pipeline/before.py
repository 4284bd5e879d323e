"""What an index holds before an update, and where the files of its articles are now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from indexer.pipeline.ids import IdRegister
from indexer.store import Generation, open_reader


class Stored(NamedTuple):
    """What the index knows of an article it has: where it was read from, and its content."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Before:
    """The articles of an index, by id, as an update finds them.

    The disk is asked by file, not by article: for a .jsonl of 80,000 articles once.
    """

    stored: Mapping[str, Stored]
    inside: Collection[str]  # paths that lie in the sources of this update
    again: Mapping[str, Stored]  # articles whose file is read again
    stays: Mapping[str, Stored]  # articles from elsewhere, or from where nobody can look

    @classmethod
    def of(
        cls,
        generation: Generation,
        *,
        roots: Collection[str],
        present: Collection[str],
        closed: Collection[str],
    ) -> Self:
        """Read the articles of `generation`; all paths are as `source_key` gives them."""
        with open_reader(generation) as reader:
            stored = {
                found["id"]: Stored(found["path"], found["digest"])
                for found in reader.all_stored_fields()
            }
        paths = {article.path for article in stored.values()}
        inside = {path for path in paths if lies_in(path, roots)}
        staying = {path for path in paths if path not in inside or lies_in(path, closed)}
        return cls(
            stored=stored,
            inside=inside,
            again=_from_paths(stored, inside.intersection(present)),
            stays=_from_paths(stored, staying),
        )

    def register(self) -> IdRegister:
        """Return who has which id before anything is read."""
        lost = {path for path in {s.path for s in self.stays.values()} if not may_exist(path)}
        return IdRegister(
            taken=dict(self.stays),
            kept={stored.path: article_id for article_id, stored in self.again.items()},
            reserved=self.again.keys(),
            moved={s.digest: i for i, s in self.stays.items() if s.path in lost},
        )

    def gone(self, seen: Collection[str], unreadable: Collection[str]) -> set[str]:
        """Return the ids that the sources should still hold and do not."""
        return {
            article_id
            for article_id, stored in self.stored.items()
            if stored.path in self.inside
            and article_id not in seen
            and not lies_in(stored.path, unreadable)
        }


def _from_paths(stored: Mapping[str, Stored], paths: Collection[str]) -> dict[str, Stored]:
    return {article_id: found for article_id, found in stored.items() if found.path in paths}


def outermost(sources: Iterable[str]) -> list[str]:
    """Return the sources that still exist and lie in no other, for the next run without any."""
    every = set(sources)
    return [
        source
        for source in sorted(every)
        if may_exist(source) and not lies_in(str(Path(source).parent), every - {source})
    ]


def may_exist(path: str) -> bool:
    """Whether a stored path may still be there: nobody knows of a closed folder or an odd name."""
    try:
        return "\\udc" in path or Path(path).exists()
    except OSError:
        return True


def lies_in(path: str, places: Collection[str]) -> bool:
    """Whether `path` is one of `places` or lies below one."""
    return path in places or any(str(parent) in places for parent in Path(path).parents)
