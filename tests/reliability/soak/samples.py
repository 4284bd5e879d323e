"""What the server and the index take, looked at each second."""

import os
import re
import statistics
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

_EVERY = 1.0  # seconds
_KB = 1024
_FIGURE = re.compile(r"^(\w+):\s+(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the process of the server and at the directory of the index."""

    anonymous: int  # bytes of memory that no file backs: what a leak would be in
    resident: int  # bytes, mapped files and all
    proportional: int  # bytes, what is shared counted in part
    files: int  # that are open
    threads: int
    disk: int  # bytes of the index
    generations: int


def sample(process: int, index: Path) -> Sample:
    """Return how things are now."""
    own = Path("/proc", str(process))
    status = dict(_FIGURE.findall((own / "status").read_text("utf-8")))
    rollup = dict(_FIGURE.findall((own / "smaps_rollup").read_text("utf-8")))
    return Sample(
        anonymous=_KB * int(status["RssAnon"]),
        resident=_KB * int(status["VmRSS"]),
        proportional=_KB * int(rollup["Pss"]),
        files=len(list((own / "fd").iterdir())),
        threads=int(status["Threads"]),
        disk=sum(_size(path) for path in index.rglob("*")),
        generations=len(list(index.glob("g*"))),
    )


def _size(path: Path) -> int:
    try:
        return os.lstat(path).st_size
    except FileNotFoundError:  # a builder removed it meanwhile
        return 0


class Sampler(threading.Thread):
    """Takes a sample each second until it is stopped."""

    def __init__(self, process: int, index: Path) -> None:
        super().__init__(name="sampler")
        self.taken: list[Sample] = []
        self._of = process, index
        self._stopped = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        while not self._stopped.wait(_EVERY):
            self.taken.append(sample(*self._of))

    def stop(self) -> None:
        """Take no other."""
        self._stopped.set()
        self.join()


def thirds(taken: Sequence[Sample]) -> dict[str, tuple[float, float, float]]:
    """Return the mean of each figure in the first, middle and last third of the time."""
    third = len(taken) // 3
    parts = taken[:third], taken[third : 2 * third], taken[2 * third : 3 * third]
    figures = [[asdict(own) for own in part] for part in parts]
    return {
        field.name: tuple(statistics.fmean(own[field.name] for own in part) for part in figures)
        for field in fields(Sample)
    }
