"""The builders, one after the other, as processes on one index directory."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.reliability.soak.states import CYCLE, Record, Step, put
from tests.reliability.soak.window import Window

PAUSE = 0.5  # seconds between two builders


class BuilderError(Exception):
    """A builder did not end well."""


def run(step: Step, contents: Mapping[str, Sequence[Record]], folder: Path, index: Path) -> None:
    """Have the sources hold what they shall, and run one builder.

    Raises:
        BuilderError: its exit code is not 0.
    """
    sources = [] if step.is_rollback else [str(folder)]
    if sources:
        put(contents[step.content], folder)
    command = [sys.executable, "-m", "search_app", step.command, *sources, "--index", str(index)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise BuilderError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")


class Builders(threading.Thread):
    """Goes round the cycle until it is stopped; the first step has been taken already."""

    def __init__(
        self, contents: Mapping[str, Sequence[Record]], folder: Path, index: Path, window: Window
    ) -> None:
        super().__init__(name="builders")
        self.done: Counter[str] = Counter()
        self.seconds = 0.0  # that the longest builder took
        self.error: BuilderError | None = None
        self._places = contents, folder, index
        self._window = window
        self._stopped = threading.Event()

    def run(self) -> None:
        """Build until told to stop, or until a builder fails."""
        number = 0
        while not self._stopped.wait(PAUSE):
            number += 1
            step = CYCLE[number % len(CYCLE)]
            started = time.monotonic()
            self._window.open(number)
            try:
                run(step, *self._places)
            except BuilderError as error:
                self.error = error
                return
            self._window.close(number)
            self.done[step.command] += 1
            self.seconds = max(self.seconds, time.monotonic() - started)

    def stop(self) -> None:
        """Let the builder that runs end, and begin no other."""
        self._stopped.set()
        self.join()
