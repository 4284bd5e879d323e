"""Tìm Tin by its public doors: the command that rebuilds, and `open_index`.

Its facets are its own: it looks for cities, year and topics in the text while it builds.
"""

import subprocess
import sys
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from benchmarks.articles import ROOT
from benchmarks.peers import HITS
from search_app import open_index


def rebuilding(
    source: Path, index: str | PathLike[str], options: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    """Start `timtin rebuild`, in a process of its own."""
    command = (sys.executable, "-m", "search_app", "rebuild", source, "--index", index, *options)
    return subprocess.Popen(  # noqa: S603  our own
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a build, and end here if it failed."""
    _, told = process.communicate()
    if process.returncode:
        raise SystemExit(told.decode())


class System:
    """See `benchmarks.peers.System`."""

    limit = None
    stride = 1

    def build(self, source: Path, folder: Path) -> None:
        """Index the articles of `source` in `folder`."""
        finish(rebuilding(source, folder))

    def open(self, folder: Path) -> None:
        """Make ready to answer."""
        self._index = open_index(folder)

    def ask(self, query: str) -> int:
        """Fetch the whole answer; return how many articles match."""
        page = self._index.search(query, per_page=HITS)
        _ = [(hit.title, hit.snippet) for hit in page.hits]
        _ = [list(values) for values in page.facets.values()]
        return page.total
