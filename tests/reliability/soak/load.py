"""The load: wrk, each of its connections checking what it gets with `checked.lua`."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.soak.expected import VOLATILE, Expected
from tests.reliability.soak.questions import HOST
from tests.reliability.soak.states import CYCLE

_SCRIPT = Path(__file__).with_name("checked.lua")
_LONGEST = 30  # seconds that an answer may take


@dataclass(frozen=True, slots=True)
class Load:
    """What became of the requests of wrk."""

    answered: int
    failed: int  # with a status that says the server is at fault, or overrun
    unanswered: int  # connections refused or broken, answers that took too long
    wrong: int
    stale: int  # right before a builder ended that had ended when it was asked
    p50_ms: float
    p99_ms: float
    most_ms: float
    examples: str  # of what was not right, a line each


def wrk() -> str | None:
    """Return the program, if it is installed."""
    return shutil.which("wrk")


def write_questions(expected: Sequence[Expected], file: Path) -> None:
    """Write what `checked.lua` reads."""
    asked = [own for own in expected if own.question.weight]
    lines = ["return {", f"cycle = {len(CYCLE)},"]
    lines += [f"volatile = {{{', '.join(json.dumps(own) for own in VOLATILE)}}},", "questions = {"]
    lines += (
        f"{{path = {json.dumps(own.question.path)}, digests = {{{_joined(own.digests)}}}}},"
        for own in asked
    )
    weighted = [at for at, own in enumerate(asked, 1) for _ in range(own.question.weight)]
    lines += ["},", f"weighted = {{{_joined(weighted)}}},", "}"]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _joined(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


class Wrk:
    """wrk at work, until its time is over."""

    def __init__(
        self, address: str, folder: Path, window: Path, connections: int, seconds: int
    ) -> None:
        self._report = folder / "wrk.txt"
        environment = {
            "SOAK_QUESTIONS": str(folder / "questions.lua"),
            "SOAK_WINDOW": str(window),
            "SOAK_REPORT": str(self._report),
        }
        command = [wrk() or "wrk", f"-t{connections}", f"-c{connections}", f"-d{seconds}s"]
        command += ["--timeout", f"{_LONGEST}s", "-H", f"Host: {HOST}", "-s", str(_SCRIPT), address]
        self._process = subprocess.Popen(
            command,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def wait(self) -> Load:
        """Return what it counted, when it is done."""
        said, _ = self._process.communicate()
        if self._process.returncode or not self._report.exists():
            raise RuntimeError(f"wrk: {said}")
        figures, _, examples = self._report.read_text("utf-8", "replace").partition("\n\n")
        found = dict(line.split() for line in figures.splitlines())
        whole = {name: int(float(value)) for name, value in found.items() if "_ms" not in name}
        times = {name: float(value) for name, value in found.items() if "_ms" in name}
        return Load(**whole, **times, examples=examples)
