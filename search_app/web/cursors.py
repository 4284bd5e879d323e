"""Where a program goes on in a long list: the offset, for one search in one build of the index.

A cursor is 32 letters: the build, the offset, and a checksum over both and the search. It keeps a
program from going on in another list by mistake; whoever wants to can make one, and reads no more
by it than by ``page``.
"""

import base64
import binascii
import hashlib
import struct

from search_app.core.errors import InvalidRequestError

_LAYOUT = struct.Struct(">8sQ8s")


class WrongCursorError(InvalidRequestError):
    """A cursor is broken, or of another search."""

    def __init__(self) -> None:
        super().__init__(
            "This cursor is broken or belongs to another search. Send next_cursor as it was"
            " answered, with all other parameters as they were, or start again without cursor."
        )


class OutdatedCursorError(InvalidRequestError):
    """The index was built anew since, so places in its lists are others now."""

    def __init__(self) -> None:
        super().__init__(
            "The index was built anew since this cursor was made. Start again without cursor."
        )


def write(fingerprint: str, search: str, offset: int) -> str:
    """Return the cursor to hit `offset` of the list that `search` finds in one build."""
    build = _digest(fingerprint)
    packed = _LAYOUT.pack(build, offset, _digest(f"{build.hex()} {offset} {search}"))
    return base64.urlsafe_b64encode(packed).decode("ascii")


def read(cursor: str, fingerprint: str, search: str) -> int:
    """Return the offset that a cursor leads to.

    Raises:
        WrongCursorError: it is none that `write` made for this search.
        OutdatedCursorError: another build answers now.
    """
    try:
        build, offset, _ = _LAYOUT.unpack(base64.b64decode(cursor, b"-_", validate=True))
    except (ValueError, binascii.Error, struct.error):
        raise WrongCursorError from None
    packed = _LAYOUT.pack(build, offset, _digest(f"{build.hex()} {offset} {search}"))
    if base64.urlsafe_b64encode(packed).decode("ascii") != cursor:
        raise WrongCursorError
    if build != _digest(fingerprint):
        raise OutdatedCursorError
    return int(offset)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest()
