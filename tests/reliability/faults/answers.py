"""All that an index answers, and what lies beside it."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from indexer.errors import IndexMissingError
from indexer.folders import generations
from indexer.manifest import Manifest
from indexer.quarantine import FOLDER as QUARANTINE
from indexer.store import current_generation, damaged_files
from search_app import open_index

_QUERIES = ("", "chuyển đổi số", "chuyen doi so", '"hải phòng" covid', "kinh tế -du lịch", "tp")

Answers = dict[str, Any]  # by query, and every article by its id


def answers(root: Path) -> Answers | None:
    """Return all articles, what some queries find and what is damaged; None without an index."""
    try:
        generation = current_generation(root)
    except IndexMissingError:
        return None
    index = open_index(root)
    articles = {own.id: asdict(own) for own in index.scan()}
    damaged = [path.name for path, _ in damaged_files(generation)]
    found: Answers = {"articles": articles, "count": index.articles, "damaged": damaged}
    for text in _QUERIES:
        page = index.search(text, per_page=1000)
        found[text] = asdict(replace(page, took_ms=0))
        # Updates and rebuilds number articles in another order, which decides between equals.
        found[text]["hits"] = sorted(map(repr, page.hits))
    return found


def leftovers(root: Path) -> list[str]:
    """Return what in an index directory belongs to no generation, and was not put aside."""
    named = {"current.json", "timtin_WRITELOCK", "segments"}
    for folder in generations(root):
        named |= {folder.name, f"{folder.name}/manifest.json"}
        named |= {record.name for record in Manifest.read(folder).files}
    there = {path.relative_to(root).as_posix() for path in root.rglob("*")}
    return sorted(own for own in there - named if own.split("/")[0] != QUARANTINE)
