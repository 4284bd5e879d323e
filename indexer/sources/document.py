"""What a source hands on: one document as it was found, before anything is extracted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["text", "html", "record"]


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one document of a file, not yet read."""

    data: bytes
    line: int | None = None  # in a file that holds many documents, counted from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a source file.

    `text` is the whole dump for "text", the markup for "html" and the body for
    "record"; `given` holds what a record states of itself, which is trusted.
    """

    path: Path  # below the source that holds it
    line: int | None = None  # in a file that holds many documents, counted from 1
    kind: Kind
    text: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Where it is, as a report says it: ``news.jsonl:12``."""
        name = self.path.as_posix()
        return name if self.line is None else f"{name}:{self.line}"


def printable(text: str) -> str:
    r"""Return `text` with lone surrogates, as of a file name that is no UTF-8, as ``\udcff``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
