"""What can be wrong with an installation or an index, as findings that say how to mend it."""

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


def parted(message: str) -> tuple[str, str]:
    """Return what a message says, and the first of the commands at its end."""
    text, found, rest = message.partition(". Mend what is damaged: ")
    if found:
        return text, rest.partition(". Build the index anew: ")[0]
    before, found, command = message.rpartition("timtin rebuild")
    if not found:
        return message, ""
    return before.rpartition(". ")[0] or before, found + command
