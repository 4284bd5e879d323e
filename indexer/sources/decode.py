"""Bytes into text, or the reason why not."""

from indexer.report import Skipped


def decode(data: bytes, origin: str) -> str | Skipped:
    """Return the text of UTF-8 `data`, with or without a byte order mark."""
    if not data.strip():
        return Skipped(origin, "empty")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Skipped(
            origin, f"not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}): save it as UTF-8"
        )
