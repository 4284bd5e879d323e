"""Bytes into text, or the reason why not."""

from analyzers import encodings
from indexer.report import Skipped


def decode(data: bytes, origin: str) -> str | Skipped:
    """Return the text of `data`, in Unicode or an old Vietnamese encoding that is clear."""
    text, encoding, warning = encodings.decode(data)
    if not text.strip():
        return Skipped(origin, "empty")
    if encoding in encodings.GUESSED:
        return Skipped(origin, warning or encoding)
    return text
