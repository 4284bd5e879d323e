"""A process that opens damaged indexes, each in a child of its own, with bounded memory and time.

Run as a module it reads the directories of indexes, one a line, and answers each with a line of
JSON; the first is the sound one, which the others should answer like.
"""

import contextlib
import hashlib
import json
import logging
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from indexer.errors import IndexCorruptError, TimTinError
from indexer.store import current_generation, damaged_files
from search_app import open_index
from search_app.core.errors import InvalidRequestError
from search_app.web import create_app
from tests.reliability.damage import questions

_MEMORY = 512 << 20  # bytes that a child may take beside what this process has
_PATIENCE = 180  # seconds that it may take; two are usual
_REPOSITORY = Path(__file__).parents[3]


@dataclass
class Outcome:
    """What an index answered: of each question a hash of the answer, or the error's name."""

    opened: str = ""  # what was raised on opening
    answers: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)  # of HTTP, by address
    named: list[str] = field(default_factory=list)  # files that `check` calls damaged
    strange: list[str] = field(default_factory=list)  # what is none of our errors, or no memory
    died: str = ""  # of a signal, or because it took too long


class Examiner:
    """Examines indexes in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @classmethod
    @contextlib.contextmanager
    def start(cls) -> Iterator[Self]:
        """Start the process, and end it at the end."""
        command = [sys.executable, "-m", __spec__.name]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, stdin=pipe, stdout=pipe, cwd=_REPOSITORY, encoding="utf-8"
        ) as process:
            yield cls(process)
            assert process.stdin
            process.stdin.close()

    def examine(self, root: Path) -> Outcome:
        """Return what the index at `root` answers."""
        assert self._process.stdin
        assert self._process.stdout
        print(root, file=self._process.stdin, flush=True)
        return Outcome(**json.loads(self._process.stdout.readline()))


def examine(root: Path) -> Outcome:
    """Ask an index everything, whatever it raises."""
    found = Outcome()
    try:
        found.named = [str(path) for path, _ in damaged_files(current_generation(root))]
    except IndexCorruptError as error:
        found.named = [str(error.file)]
    except Exception as error:  # noqa: BLE001  what it may be is what is asked
        found.strange += _strange("check", error)
    try:
        index = open_index(root)
    except Exception as error:  # noqa: BLE001
        found.opened = type(error).__name__
        found.strange += _strange("open", error)
        return found
    for name, ask in questions.python(index).items():
        try:
            found.answers[name] = hashlib.sha256(repr(ask()).encode("utf-8", "replace")).hexdigest()
        except Exception as error:  # noqa: BLE001
            found.answers[name] = type(error).__name__
            found.strange += _strange(name, error)
    found.statuses = questions.statuses(create_app(index))
    return found


def _strange(name: str, error: BaseException) -> list[str]:
    """Return what is wrong with an error, if it is none of ours or hides a lack of memory."""
    is_ours = isinstance(error, TimTinError | InvalidRequestError)
    found = [] if is_ours else [f"{name}: {error!r}"]
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, MemoryError | RecursionError):
            found.append(f"{name}: {cause!r}")
        cause = cause.__cause__ or cause.__context__
    return found


def _in_child(root: Path) -> Outcome:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        status = 1
        try:
            with os.fdopen(write, "w", encoding="utf-8") as answer:
                limit = _own_memory() + _MEMORY
                resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                json.dump(asdict(examine(root)), answer)
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    said, died = _heard(read, child)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Outcome(died=died or f"ended with {code}") if code else Outcome(**json.loads(said))


def _heard(pipe: int, child: int) -> tuple[str, str]:
    """Return what a child said until it closed the pipe, and why it was ended, if it was."""
    said, end = bytearray(), time.monotonic() + _PATIENCE
    with os.fdopen(pipe, "rb", buffering=0) as file:
        while time.monotonic() < end:
            if select.select([file], [], [], 1)[0]:
                part = file.read(1 << 16)
                if not part:
                    return said.decode(), ""
                said += part
    os.kill(child, signal.SIGKILL)
    return "", f"took more than {_PATIENCE} seconds"


def _own_memory() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def main() -> None:
    """Examine what is named on the standard input."""
    logging.disable()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(_in_child(Path(line.rstrip("\n"))))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
