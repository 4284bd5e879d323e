"""What a source hands on: one document as it was found, before anything is extracted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["text", "html", "record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a source file.

    `text` is the whole dump for "text", the markup for "html" and the body for
    "record"; `given` holds what a record states of itself, which is trusted.
    """

    path: Path  # the file it came from, resolved
    line: int | None = None  # in a file that holds many documents, counted from 1
    kind: Kind
    text: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Where it is, as a report says it: ``news.jsonl:12``."""
        return self.path.name if self.line is None else f"{self.path.name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or a line that gave no article, and why."""

    origin: str
    reason: str
