"""Commands in processes that can be watched, stopped and lied to."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.faults.operations import CALLS, Operation

ROOT = Path(__file__).parents[3]
_PATIENCE = 60  # seconds for strace to say that a process ended


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a command."""

    code: int  # its exit code, or less than 0: the signal that ended it
    said: str  # on stdout and stderr
    log: tuple[str, ...]  # the system calls that were traced

    @property
    def was_hit(self) -> bool:
        """Whether the fault that was asked for was met."""
        return any("INJECTED" in line for line in self.log) or self.code == -signal.SIGKILL


class Runner:
    """Runs commands in children of a warm process."""

    def __init__(self, warm: subprocess.Popen[str], folder: Path) -> None:
        self._warm = warm
        self._folder = folder
        self.log = folder / "log.txt"  # what strace writes down, also while a command runs

    def run(
        self,
        arguments: Sequence[str | Path],
        *,
        trace: Sequence[str] = (),
        fault: str = "",
        meanwhile: Callable[[int], None] = lambda _: None,
        largest_file: int = 0,
    ) -> Run:
        """Run ``timtin ARGUMENTS``.

        Calls named in `trace` are written down; `fault` is one in strace's words, as
        ``write:error=EIO:when=3``. When the process runs, `meanwhile` is called with its
        number. No file may pass `largest_file` bytes, if that is asked for.
        """
        log = self.log
        log.write_bytes(b"")
        with _listening(self._folder / "out") as heard:
            wanted = {"arguments": list(map(str, arguments)), "out": str(self._folder / "out")}
            child = int(self._ask(json.dumps(wanted | {"largest_file": largest_file})))
            with _traced(child, log, trace, fault):
                self._say("go")
                try:
                    meanwhile(child)
                finally:
                    code = os.waitstatus_to_exitcode(int(self._hear()))
            said = heard()
        return Run(code, said, tuple(log.read_text("utf-8", "replace").splitlines()))

    def failing(self, arguments: Sequence[str | Path], operation: Operation, how: str) -> Run:
        """Run a command of which one operation goes wrong: `how` is ``error=EIO`` or the like."""
        return self.run(
            arguments,
            trace=[operation.name],
            fault=f"{operation.name}:{how}:when={operation.number}",
        )

    def watched(self, arguments: Sequence[str | Path]) -> Run:
        """Run a command and write down all that it does to files."""
        return self.run(arguments, trace=[f"?{name}" for name in CALLS])

    def _ask(self, line: str) -> str:
        self._say(line)
        return self._hear()

    def _say(self, line: str) -> None:
        self._warm.stdin.write(line + "\n")
        self._warm.stdin.flush()

    def _hear(self) -> str:
        return self._warm.stdout.readline()


@contextlib.contextmanager
def runner() -> Iterator[Runner]:
    """Yield what runs commands."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.faults.warm"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        ) as warm,
    ):
        assert warm.stdout.readline() == "ready\n"
        yield Runner(warm, Path(folder))


def cannot_trace() -> str:
    """Return why no process can be traced here; nothing where one can."""
    try:
        tried = subprocess.run(
            ["strace", "-o", os.devnull, "true"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        return f"strace cannot be run: {error}"
    return tried.stderr if tried.returncode else ""


@contextlib.contextmanager
def _traced(child: int, log: Path, trace: Sequence[str], fault: str) -> Iterator[None]:
    if not trace:
        yield
        return
    command = ["strace", "-y", "-s", "0", "-o", str(log), "-e", f"trace={','.join(trace)}"]
    command += ["-e", f"inject={fault}"] if fault else []
    command += ["-p", str(child)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as strace:
        attached = strace.stderr.readline()
        assert "attached" in attached, attached + strace.stderr.read()
        yield
        strace.communicate(timeout=_PATIENCE)


@contextlib.contextmanager
def _listening(out: Path) -> Iterator[Callable[[], str]]:
    """Yield what returns all that was said into the pipe `out`, for which no file is too large."""
    out.unlink(missing_ok=True)
    os.mkfifo(out)
    descriptor = os.open(out, os.O_RDONLY | os.O_NONBLOCK)

    def heard() -> str:
        try:
            return os.read(descriptor, 1 << 16).decode("utf-8", "replace")
        except BlockingIOError:  # nothing, and a process that was started may still speak
            return ""

    try:
        yield heard
    finally:
        os.close(descriptor)
