"""What people would use, each set up as its own documentation would have it.

Each module here has a class `System`; all read the same file, and for all a query counts
when its whole answer is in hand: the ten best with title and marked snippet, the exact
number of matches, and how many of them each city, year and topic has.
"""

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

NAMES = ("timtin", "tantivy", "fts5", "naive")
TITLES = {
    "timtin": "Tìm Tin",
    "tantivy": "tantivy",
    "fts5": "SQLite FTS5",
    "naive": "pyvi + Whoosh",
}
FACETS = ("city", "year", "topic")
HITS = 10


class System(Protocol):
    """A search engine: build it once, open it, then ask."""

    limit: int | None  # articles; what is built of no more than a part, because it is slow
    stride: int  # of so many queries one is asked

    def build(self, source: Path, folder: Path) -> None:
        """Index the articles of `source` in `folder`."""

    def open(self, folder: Path) -> None:
        """Make ready to answer."""

    def ask(self, query: str) -> int:
        """Fetch the whole answer; return how many articles match."""


def load(names: Iterable[str]) -> dict[str, System]:
    """Return the systems that are installed; say in one line which are not."""
    systems = {}
    for name in names:
        try:
            systems[name] = importlib.import_module(f"{__name__}.{name}").System()
        except ImportError as error:
            print(f"{TITLES[name]}: left out, {error.name} is not installed")
    return systems


def index_bytes(folder: Path) -> int:
    """Return how much space the files in a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
