"""What was measured, a line a run: figures with what they depend on."""

import importlib.metadata
import json
import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Result = dict[str, Any]

RESULTS = Path(__file__).with_name("results.jsonl")


def machine(*packages: str) -> Result:
    """Return what the figures depend on; a package that is not installed is left out."""
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        **{name: version for name in packages if (version := _version(name))},
    }


def record(result: Result, path: Path = RESULTS) -> None:
    """Append a result."""
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result, ensure_ascii=False) + "\n")


def latest(bench: str, path: Path = RESULTS) -> list[Result]:
    """Return the last result of each size, the smallest size first.

    Only those of the machine of the very last: times do not travel between machines.
    """
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    found = [result for result in lines if result["bench"] == bench]
    same = (result for result in found if result["machine"] == found[-1]["machine"])
    by_size = {result["articles"]: result for result in same}
    return [by_size[size] for size in sorted(by_size)]


def spread(rounds: Sequence[Sequence[float]], digits: int = 2) -> dict[str, float]:
    """Return median and 95th percentile of all, and the extremes of the rounds' medians."""
    every = sorted(value for values in rounds for value in values)
    medians = [statistics.median(values) for values in rounds]
    figures = {
        "median": statistics.median(every),
        "p95": every[int(0.95 * len(every))],
        "lowest": min(medians),
        "highest": max(medians),
    }
    return {name: round(value, digits) for name, value in figures.items()}


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
