"""Where units may begin, told from the chunks that spaces and line breaks part a text into.

Of 22 numbers in an article 4 are in a unit; of most of the others a look at the chunk, or at
the ones beside it, tells that they are not.
"""

import re

from analyzers.plain import is_plain
from analyzers.units import codes, web
from analyzers.units.unit import DASHES

# What a chunk may be, as bits.
ODD = 1  # it is not plain: only `find_units` knows what its text holds
ADDRESS = 2  # there may be an address in it
DIGITS = 4  # a number in it may be in a unit
IF_BEHIND = 8  # it may, if what is behind it GOES_ON
IF_BEFORE = 16  # it may, if what is before it NAMES
GOES_ON = 32  # it may be the second chunk of a unit
NAMES = 64  # it may be a name that the number behind it belongs to

_DIGIT = re.compile(r"\d")
_NUMBER_ALONE = re.compile(r"(?P<opened>[(“\"‘]?)\d+(?:(?P<ended>[.;:%)”\"’…!?]+)|,?)")


def chunk_flags(chunk: str) -> int:
    """Return what `chunk`, in which there is no space, may be; ``""`` and line breaks are chunks."""
    flags = (0 if is_plain(chunk) else ODD) | (ADDRESS if web.has_sign(chunk) else 0)
    if _DIGIT.search(chunk):
        alone = _NUMBER_ALONE.fullmatch(chunk)
        if alone is None:
            flags |= DIGITS
        else:
            flags |= 0 if alone["ended"] else IF_BEHIND
            flags |= 0 if alone["opened"] else IF_BEFORE
    # “6 tháng 10”, “5 năm 2022”, “03 - NQ/TU”, “12 / 2021”
    if not chunk or chunk[0] in f"tTnN/\n{DASHES}":
        flags |= GOES_ON
    if codes.is_known_name(chunk) or not chunk.strip(codes.BETWEEN):
        flags |= NAMES
    return flags
