"""Who has which id."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from indexer.report import Found, Skipped


@dataclass(slots=True)
class IdRegister:
    """Gives each article an id of its own.

    A fixed id is stated by its record, or made of its url or content: a later
    article with it replaces the earlier. One made of a page's name stays with the
    page, and gets a suffix from its path when another article has it already.
    """

    taken: dict[str, tuple[str, int]] = field(default_factory=dict)  # id -> (origin, digest)
    kept: Mapping[str, str] = field(default_factory=dict)  # page that is read again -> its id
    reserved: Collection[str] = ()  # ids of all that is read again
    moved: Mapping[int, str] = field(default_factory=dict)  # digest of what lost its file -> id
    _origins: dict[int, str] = field(init=False)  # digest -> origin

    def __post_init__(self) -> None:
        self._origins = {
            digest: origin for origin, digest in self.taken.values() if digest not in self.moved
        }

    def enter(self, found: Found) -> Found | Skipped:
        """Return `found` under its final id, or why it is none: the same article came before."""
        before = self._origins.get(found.digest)
        if before and (not found.is_fixed or self._digest(found.id) == found.digest):
            return Skipped(found.origin, f"the same article as {before}", duplicate=True)
        if not found.is_fixed:
            found = replace(found, id=self._own_id(found))
        self.taken[found.id] = (found.origin, found.digest)
        self._origins[found.digest] = found.origin
        return found

    def _own_id(self, found: Found) -> str:
        if found.digest in self.moved:
            return self.moved[found.digest]
        own = self.kept.get(found.path, found.id)
        is_mine = found.path in self.kept or own not in self.reserved
        if is_mine and own not in self.taken:
            return own
        return f"{found.id}-{short_hash(found.path, 8)}"

    def _digest(self, article_id: str) -> int | None:
        return self.taken[article_id][1] if article_id in self.taken else None


def short_hash(text: str, digits: int = 16) -> str:
    """Return the first hex digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:digits]
