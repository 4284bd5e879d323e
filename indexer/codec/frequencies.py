"""How often an article has a term in its title and in its body, and how long these are.

A frequency takes one byte: two bits for the title, up to 3; one for the lead, the first syllables
of the body, which has the term or not; five for the body, exact up to 23, then steps of two
fifths up to 253. A length takes one, too, by Whoosh's own table, which is exact up to 10 and has
steps of about 3 % from 100 on.
"""

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from indexer.codec.container import Array

_BITS = 5  # of the body
EXACT = 24  # below it, these bits are the frequency in the body
_STEPS = (1 << _BITS) - EXACT

Floats = npt.NDArray[np.float32]


def _body_table() -> Floats:
    steps = np.round(EXACT * 1.4 ** np.arange(_STEPS))
    return np.concatenate([np.arange(EXACT), steps]).astype(np.float32)


_BODY = _body_table()
MOST_IN_TITLE = 3
_TITLES = np.arange(MOST_IN_TITLE + 1, dtype=np.float32)
_LEADS = np.arange(2, dtype=np.float32)

# Of each of the 256 codes, how often the term stands in the title and in the body, and 1 if in
# its lead.
TITLE: Floats = np.repeat(_TITLES, len(_LEADS) * len(_BODY))
LEAD: Floats = np.tile(np.repeat(_LEADS, len(_BODY)), len(_TITLES))
BODY: Floats = np.tile(_BODY, len(_TITLES) * len(_LEADS))
BODY_BITS = len(_BODY) - 1  # those of the body: none is set if the term does not stand there
LEAD_BIT = len(_BODY)
FIRST_WITH_TITLE = len(_LEADS) * len(_BODY)  # the least code of a term that stands in the title


def encode(title: Array, body: Array, in_lead: Array) -> npt.NDArray[np.uint8]:
    """Return the code of each pair of frequencies; those in between steps are rounded down."""
    steps = np.searchsorted(_BODY, body, side="right") - 1
    codes = np.minimum(title, MOST_IN_TITLE) * len(_LEADS) + (in_lead > 0)
    return (codes * len(_BODY) + steps).astype(np.uint8)


LENGTHS: Floats = np.array([byte_to_length(code) for code in range(256)], np.float32)


def encode_lengths(lengths: Array) -> npt.NDArray[np.uint8]:
    """Return the code of each length; those in between steps are rounded up, as by Whoosh."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), len(LENGTHS) - 1).astype(np.uint8)
