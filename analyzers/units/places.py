"""Where units may be, told from the chunks that spaces and line breaks part a text into.

The units of most chunks do not depend on what is around, and need finding only once:
of 15 chunks with a digit in an article, all but one.
"""

import re

from analyzers.plain import is_plain
from analyzers.units import Unit, codes, find_units_in, web
from analyzers.units.unit import DASHES

# What a chunk may be, as bits.
ODD = 1  # it is not plain: only `find_units` knows what its text holds
ADDRESS = 2  # there may be an address in it
NUMBER = 4  # there is a digit in it
OPEN = 8  # what is around decides which units it has
OPEN_BEHIND = 16  # so it does if what is behind it GOES_ON
OPEN_BEFORE = 32  # so it does if what is before it NAMES
GOES_ON = 64  # it may be the second chunk of a unit
NAMES = 128  # it may be a name that the number behind it belongs to

_DIGIT = re.compile(r"\d")
_JOINT = re.compile(rf"[{DASHES}\s]|/$|cov", re.IGNORECASE)  # cov: of “SARS cov.2”
# “6 tháng 10”, “5 năm 2022”, “03 - NQ/TU”, “12 / 2021”
_GOES_ON = re.compile(rf"$|[{DASHES}/\n]|(?:th[áa]ng|n[ăa]m)(?:\s|$)", re.IGNORECASE)
_CLOSING = frozenset('.;:%)”"’…!?')


def chunk_flags(chunk: str) -> int:
    """Return what `chunk`, in which there is no space, may be: also ``""`` and a line break."""
    flags = (0 if is_plain(chunk) else ODD) | (ADDRESS if web.has_sign(chunk) else 0)
    if _DIGIT.search(chunk):
        flags |= NUMBER
        flags |= OPEN if _JOINT.search(chunk) else 0
        flags |= 0 if chunk[-1] in _CLOSING else OPEN_BEHIND
        flags |= OPEN_BEFORE if chunk[0].isdigit() or chunk[0] in codes.BETWEEN else 0
    if _GOES_ON.match(chunk):
        flags |= GOES_ON
    if codes.is_known_name(chunk) or not chunk.strip(codes.BETWEEN):
        flags |= NAMES
    return flags


def chunk_units(chunk: str, flags: int) -> list[Unit]:
    """Return the units of a chunk when it is not open, in a text without odd ones and addresses."""
    if not flags & NUMBER or flags & (ODD | ADDRESS | OPEN):
        return []
    return find_units_in(chunk, [(0, len(chunk))], [])
