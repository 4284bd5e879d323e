"""What a soak says: each bar, whether it is met, and a section for RESULTS.md."""

import datetime
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from tests.reliability.soak.samples import thirds
from tests.reliability.soak.soaking import CONNECTIONS, VISITORS, Soaked

MOST_GROWTH = 0.05  # from the middle third of the time to the last
_MEMORY = ("anonymous", "resident", "proportional")  # the others may only not grow
_UNITS = {"anonymous": 2**20, "resident": 2**20, "proportional": 2**20, "disk": 2**20}
_NAMES = {
    "anonymous": "memory of its own (RssAnon), MiB",
    "resident": "with mapped files (RSS), MiB",
    "proportional": "the same, shared pages in part (PSS), MiB",
    "files": "open files",
    "threads": "threads",
    "disk": "index on the disk, MiB",
    "generations": "generations on the disk",
}
_MOST_GENERATIONS = 4  # the current one, that before, one being built, one that is still read


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that must hold."""

    name: str
    said: str
    is_met: bool


def bars(soaked: Soaked) -> list[Bar]:
    """Return what must hold however long a soak is."""
    load, visits = soaked.load, soaked.visits
    failed = load.failed + load.unanswered + visits["failed"] + visits["unanswered"]
    wrong, stale = load.wrong + visits["wrong"], load.stale + visits["stale"]
    most = max(own.generations for own in soaked.samples)
    built = ", ".join(f"{number} × {name}" for name, number in sorted(soaked.built.items()))
    return [
        Bar("failed requests", f"{failed}", failed == 0),
        Bar("wrong answers", f"{wrong}", wrong == 0),
        Bar("answers of a state that was over", f"{stale}", stale == 0),
        Bar("builders", built or "none", bool(soaked.built)),
        Bar("generations at once", f"{most}", most <= _MOST_GENERATIONS),
        Bar("complaints", f"{len(soaked.complaints)}", not soaked.complaints),
    ]


def flat(soaked: Soaked) -> list[Bar]:
    """Return whether memory, files and disk are flat: a short soak cannot tell."""
    found = []
    for name, (_, middle, last) in thirds(soaked.samples).items():
        change = last / middle - 1
        is_flat = (abs(change) if name in _MEMORY else change) <= MOST_GROWTH
        found.append(Bar(_NAMES[name], f"{change:+.1%} from the middle third on", is_flat))
    return found


def section(soaked: Soaked, command: str) -> str:
    """Return the section of RESULTS.md on one soak, as Markdown."""
    load, visits, today = soaked.load, soaked.visits, datetime.datetime.now(datetime.UTC)
    figures = [
        ("articles", f"{soaked.articles:,}"),
        ("questions, each with its answer in every state", f"{soaked.questions:,}"),
        ("requests", f"{load.answered + visits['answered']:,}"),
        (f"– of wrk, {CONNECTIONS - VISITORS} connections", f"{load.answered:,}"),
        (f"– of {VISITORS} visitors (tags, cursors, exports)", f"{visits['answered']:,}"),
        ("– answered 304", f"{visits['not changed']:,}"),
        ("– cursors told to be of an older build", f"{visits['outdated cursors']:,}"),
        *((bar.name, bar.said) for bar in bars(soaked)),
        ("the longest build", f"{soaked.longest_build:.1f} s"),
        ("latency, median", f"{load.p50_ms:.0f} ms"),
        ("latency, 99 of 100", f"{load.p99_ms:.0f} ms"),
        ("latency, longest", f"{load.most_ms:.0f} ms"),
    ]
    lines = [
        f"## {soaked.seconds / 60:.1f} minutes of {CONNECTIONS} connections beside builders",
        "",
        f"{today:%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}: `{command}`",
        "",
        "| | |",
        "| --- | ---: |",
        *(f"| {name} | {said} |" for name, said in figures),
        "",
        "Means of each third of the time:",
        "",
        "| | first | middle | last | change |",
        "| --- | ---: | ---: | ---: | ---: |",
        *_thirds(soaked),
        "",
    ]
    return "\n".join(lines)


def _thirds(soaked: Soaked) -> Sequence[str]:
    return [
        f"| {_NAMES[name]} | "
        + " | ".join(f"{own / _UNITS.get(name, 1):.1f}" for own in means)
        + f" | {means[2] / means[1] - 1:+.1%} |"
        for name, means in thirds(soaked.samples).items()
    ]
