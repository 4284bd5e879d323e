"""Who has which id."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from indexer.article import Article
from indexer.report import Skipped
from indexer.sources.files import SourceFile


@dataclass(frozen=True, slots=True)
class Found:
    """An article, the file it came from, and the digest that tells whether it changed."""

    article: Article
    file: SourceFile
    origin: str
    digest: str
    note: Skipped | None = None  # what of a record was no use


@dataclass(slots=True)
class IdRegister:
    """Gives each article an id of its own.

    A given id is the giver's word. A made one stays with its file, and gets a
    suffix from the file's path when another article has it already.
    """

    taken: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> (origin, digest)
    kept: Mapping[str, str] = field(default_factory=dict)  # file that holds one article -> its id
    _origins: dict[str, str] = field(init=False)  # digest -> origin

    def __post_init__(self) -> None:
        self._origins = {digest: origin for origin, digest in self.taken.values()}

    def enter(self, found: Found, *, given: bool) -> Found | Skipped:
        """Return `found` under its final id, or why it is none: the same article came before."""
        before = self._origins.get(found.digest)
        if before and (not given or self._digest(found.article.id) == found.digest):
            return Skipped(found.origin, f"the same article as {before}", duplicate=True)
        if not given:
            found = self._with_own_id(found)
        self.taken[found.article.id] = (found.origin, found.digest)
        self._origins[found.digest] = found.origin
        return found

    def _with_own_id(self, found: Found) -> Found:
        article_id = found.article.id
        own = self.kept.get(found.file.key)
        if own is None and (article_id in self.taken or article_id in self.kept.values()):
            own = f"{article_id}-{short_hash(found.file.key, 8)}"
        return found if own is None else replace(found, article=replace(found.article, id=own))

    def _digest(self, article_id: str) -> str | None:
        return self.taken[article_id][1] if article_id in self.taken else None


def short_hash(text: str, digits: int = 16) -> str:
    """Return the first hex digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:digits]
