"""Bytes that are unpacked while they are read: within bounds, and whole up to where they break."""

import codecs
import io
from collections.abc import Callable
from typing import BinaryIO, NamedTuple, Protocol, Self

BUFFER = 1 << 16  # bytes; the head by which a kind is told is in it

# What a file may unpack to, in all, archives in it too. Text seldom shrinks to less than a
# twentieth, news in JSON lines to a fifth; what deflate makes of zeros is a thousandth.
_MOST_RATIO = 100
_ALWAYS = 64 << 20  # bytes, however small the file: small ones may repeat themselves


BREAKS_OFF = "breaks off: what comes behind is not read"


class Readable(Protocol):
    """What gives bytes, up to `size` at once, and none at its end."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""


class Budget:
    """How much a file may still unpack to."""

    def __init__(self, size: int) -> None:
        self.left = max(_ALWAYS, _MOST_RATIO * size)


class Guarded(io.RawIOBase):
    """A source that ends where it breaks: `problem` then says why, and nothing is raised.

    So whoever reads it needs to know nothing of broken archives, and what comes before
    the break is read like any other.
    """

    def __init__(self, source: Readable, budget: Budget | None) -> None:
        # By pieces: a read that goes on until it has all loses what came before a break.
        self._read_some: Callable[[int], bytes] = getattr(source, "read1", source.read)
        self._budget = budget
        self.problem = ""

    def readable(self) -> bool:
        """Say that it is read."""
        return True

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
            data = self._read_some(size)
        except EOFError:
            self.problem = BREAKS_OFF
            return b""
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


class Closed(Guarded):
    """What cannot be read at all, and why."""

    def __init__(self, problem: str) -> None:
        super().__init__(io.BytesIO(), None)
        self.problem = problem


class _GuardedFile(Guarded):
    """A file on the disk or in memory: any part of it may be read again."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, None)
        self._file = file

    def seekable(self) -> bool:
        """Say that it is a file."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place in it."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()


class Stream(io.BufferedReader):
    """A guarded source, read in pieces of any size."""

    def __init__(self, source: Readable, budget: Budget | None = None) -> None:
        self._guarded = source if isinstance(source, Guarded) else Guarded(source, budget)
        super().__init__(self._guarded, BUFFER)

    @classmethod
    def of_file(cls, file: BinaryIO) -> Self:
        """Return a file as a stream that may be read again."""
        return cls(_GuardedFile(file))

    def read(self, size: int | None = -1, /) -> bytes:
        """Return up to `size` bytes, fewer only at the end."""
        if size is None or size <= BUFFER:
            return super().read(size)
        # At once it would take as much memory as is asked for, however little there is.
        pieces = []
        while size and (piece := super().read(min(size, BUFFER))):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    @property
    def problem(self) -> str:
        """Why it ended where it did, when it is not whole; else ''."""
        return self._guarded.problem

    def head(self) -> bytes:
        """Return how it begins, without reading on."""
        return self.peek(BUFFER)


class Window:
    """The next bytes of a stream, as many as are said to be one thing."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self.left = size

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes.

        Raises:
            EOFError: the stream ends too early.
        """
        data = self._stream.read(self.left if size < 0 else min(size, self.left))
        if not data and size and self.left:
            raise EOFError
        self.left -= len(data)
        return data

    def read_all(self, most: int = -1) -> bytes:
        """Return what is left, up to `most` bytes; after an early end `left` says what lacks."""
        try:
            return self.read(most)
        except EOFError:
            return b""

    def skip(self) -> bool:
        """Go to the end, and return whether the stream reaches that far."""
        try:
            while self.left:
                self.read(BUFFER)
        except EOFError:
            return False
        return True


class Recoded:
    """UTF-16 as UTF-8, in which bytes can be cut into lines; a broken letter is replaced."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""
        while not self._rest and (data := self._stream.read(BUFFER)):
            self._rest = self._decoder.decode(data).encode("utf-8", "replace")
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


class Member(NamedTuple):
    """A file in an archive; read it before the next one is asked for."""

    name: str  # its path in there, as text that can be shown; "" for all that there is
    stream: Stream
