"""How much memory and disk does a process take? In megabytes; memory as /proc of Linux has it."""

import contextlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

EVERY = 0.1  # seconds
_PROC = Path("/proc")
_MB = 1e6
_KIB = 1024


class Peak:
    """Samples a process with its children, and the folder it writes, while the `with` block runs.

    `tree_mb` is the most that all together held at once, pages they share counted once
    (the sum of their Pss); `largest_mb` the most that one of them held, as the kernel
    saw it (VmHWM): exact, but with every page of a shared or mapped file. Both stay 0
    on a system without /proc. `disk_mb` is the most that the files in the folder had.
    """

    def __init__(self, pid: int, folder: Path | None = None) -> None:
        self.tree_mb = self.largest_mb = self.disk_mb = 0.0
        self._pid = pid
        self._folder = folder
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(EVERY):
            tree = list(family(self._pid))
            self.tree_mb = max(
                self.tree_mb, sum(read_mb(pid, "smaps_rollup", "Pss") for pid in tree)
            )
            for pid in tree:
                self.largest_mb = max(self.largest_mb, read_mb(pid, "status", "VmHWM"))
            if self._folder:
                self.disk_mb = max(self.disk_mb, folder_mb(self._folder))


def folder_mb(folder: Path) -> float:
    """Return what the files in a folder have, while others may remove them."""
    return sum(_size(path) for path in folder.rglob("*")) / _MB


def resident() -> dict[str, float]:
    """Return what this process holds: memory of its own, and pages of files it shares."""
    return {
        "anonymous": round(read_mb("self", "status", "RssAnon"), 1),
        "files": round(read_mb("self", "status", "RssFile"), 1),
    }


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):  # it was removed meanwhile
        return path.stat().st_size if path.is_file() else 0
    return 0


def family(pid: int) -> Iterator[int]:
    """Give a process and all that it started."""
    yield pid
    for file in _PROC.glob(f"{pid}/task/*/children"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            for child in file.read_text().split():
                yield from family(int(child))


def read_mb(pid: int | str, file: str, name: str) -> float:
    """Return a line of a file of the process in MB; 0 when there is none."""
    with contextlib.suppress(OSError):  # it ended meanwhile
        text = (_PROC / str(pid) / file).read_text()
        if found := re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE):
            return int(found[1]) * _KIB / _MB
    return 0.0
