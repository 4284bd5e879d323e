"""What the last search listed, so that ``timtin open 3`` knows what the third result is."""

import contextlib
import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from indexer.opensearch.address import Place
from search_app.cli.files import whole_file
from search_app.cli.indexes import full_name
from search_app.core.model import Page

_FILE = "last-search.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSearch:
    """A page of results as it was numbered: the first of `ids` has the number `first`."""

    index: str  # as `full_name` gives it
    query: str
    literal: bool = False
    first: int = 1
    ids: tuple[str, ...]

    @classmethod
    def of(cls, page: Page, query: str, root: Place, *, literal: bool) -> Self:
        """Return what is to be remembered of a page."""
        return cls(
            index=full_name(root),
            query=page.understood.corrected or query,
            literal=literal,
            first=(page.page - 1) * page.per_page + 1,
            ids=tuple(hit.id for hit in page.hits),
        )

    def id_of(self, number: int) -> str | None:
        """Return the id of the article with this number, if it was listed."""
        at = number - self.first
        return self.ids[at] if 0 <= at < len(self.ids) else None

    @property
    def numbers(self) -> str:
        """Which numbers were listed, as text."""
        last = self.first + len(self.ids) - 1
        return f"{self.first} to {last}" if len(self.ids) > 1 else str(self.first)


def state_folder() -> Path:
    """Return where this system has programs keep what they remember of a person."""
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_state_dir("timtin", appauthor=False))


def remember(search: LastSearch) -> None:
    """Keep `search` for the next command; a home that cannot be written is no error."""
    with contextlib.suppress(OSError):
        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what a person reads is theirs
        text = json.dumps(
            dataclasses.asdict(search)
        )  # ASCII, so that odd ids come back as they are
        with whole_file(folder / _FILE) as file:
            file.write(text.encode())


def last_search() -> LastSearch | None:
    """Return what was remembered last; None when that is nothing, or cannot be read."""
    try:
        kept = json.loads((state_folder() / _FILE).read_text("utf-8"))
        return LastSearch(
            index=str(kept["index"]),
            query=str(kept["query"]),
            literal=bool(kept["literal"]),
            first=int(kept["first"]),
            ids=tuple(map(str, kept["ids"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
