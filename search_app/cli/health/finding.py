"""One thing that was looked at, and what it is like."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, what was seen, and the command that mends it."""

    name: str
    status: Status
    text: str
    mend: str = ""


def ok(name: str, text: str) -> Finding:
    """Return a finding that nothing is wrong."""
    return Finding(name, "ok", text)


def warning(name: str, text: str, mend: str) -> Finding:
    """Return a finding of what works, but not as well as it could."""
    return Finding(name, "warning", text, mend)


def problem(name: str, text: str, mend: str) -> Finding:
    """Return a finding of what does not work."""
    return Finding(name, "problem", text, mend)
