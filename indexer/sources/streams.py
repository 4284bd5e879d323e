"""Bytes that are unpacked while they are read: within bounds, and whole up to where they break."""

import io
from typing import IO

BUFFER = 1 << 16  # bytes; the head by which a kind is told is in it

# What a file may unpack to, in all, archives in it too. Text seldom shrinks to less than a
# twentieth, news in JSON lines to a fifth; what deflate makes of zeros is a thousandth.
_MOST_RATIO = 200
_ALWAYS = 64 << 20  # bytes, however small the file: small ones may repeat themselves
_MOST = 1 << 40  # bytes


class Budget:
    """How much a file may still unpack to."""

    def __init__(self, size: int) -> None:
        self.left = min(_MOST, max(_ALWAYS, _MOST_RATIO * size))


class Guarded(io.RawIOBase):
    """A source that ends where it breaks: `problem` then says why, and nothing is raised.

    So whoever reads it needs to know nothing of broken archives, and what comes before
    the break is read like any other.
    """

    def __init__(self, source: IO[bytes], budget: Budget | None = None) -> None:
        self._source = source
        self._budget = budget
        self.problem = ""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        """Whether it stands on the disk or in memory: what is unpacked must not be read twice."""
        return self._budget is None

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill `buffer` as far as the source reaches."""
        filled = 0
        while filled < len(buffer) and not self.problem:
            data = self._read(len(buffer) - filled)
            if not data:
                break
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _read(self, size: int) -> bytes:
        try:
            data = self._source.read(size)
        except OSError as error:
            self.problem = f"cannot be read: {error.strerror or error}"
            return b""
        except Exception as error:  # noqa: BLE001  each unpacker has its own
            self.problem = f"damaged: {str(error)[:80] or type(error).__name__}"
            return b""
        if self._budget is not None:
            self._budget.left -= len(data)
            if self._budget.left < 0:
                self.problem = "unpacks to so much more than it is that it cannot be news"
                return b""
        return data


class Stream(io.BufferedReader):
    """A guarded source, read in pieces of any size."""

    raw: Guarded

    def __init__(self, source: IO[bytes], budget: Budget | None = None) -> None:
        super().__init__(Guarded(source, budget), BUFFER)

    @property
    def problem(self) -> str:
        """Why it ended where it did, when it is not whole; else ''."""
        return self.raw.problem

    def head(self) -> bytes:
        """Return how it begins, without reading on."""
        return self.peek(BUFFER)
