"""How often an article has a term in its title and in its body, and how long these are.

A frequency takes one byte: two bits for the title, up to 3; six for the body, exact up
to 47, then steps of a quarter up to 1,364. A length takes one, too, by Whoosh's own table,
which is exact up to 10 and has steps of about 3 % from 100 on.
"""

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from indexer.codec.container import Array

_BITS = 6  # of the body
_EXACT = 48
_STEPS = (1 << _BITS) - _EXACT

Floats = npt.NDArray[np.float32]


def _body_table() -> Floats:
    steps = np.round(_EXACT * 1.25 ** np.arange(_STEPS))
    return np.concatenate([np.arange(_EXACT), steps]).astype(np.float32)


_BODY = _body_table()
MOST_IN_TITLE = 3

# Of each of the 256 codes, how often the term stands in the title and in the body.
TITLE: Floats = np.repeat(np.arange(MOST_IN_TITLE + 1, dtype=np.float32), len(_BODY))
BODY: Floats = np.tile(_BODY, MOST_IN_TITLE + 1)
FIRST_CODED = _EXACT  # codes below are the frequency in the body, and not in the title
FIRST_WITH_TITLE = len(_BODY)  # the least code of a term that stands in the title


def encode(title: Array, body: Array) -> npt.NDArray[np.uint8]:
    """Return the code of each pair of frequencies; those in between steps are rounded down."""
    steps = np.searchsorted(_BODY, body, side="right") - 1
    return (np.minimum(title, MOST_IN_TITLE) * len(_BODY) + steps).astype(np.uint8)


LENGTHS: Floats = np.array([byte_to_length(code) for code in range(256)], np.float32)


def encode_lengths(lengths: Array) -> npt.NDArray[np.uint8]:
    """Return the code of each length; those in between steps are rounded up, as by Whoosh."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), len(LENGTHS) - 1).astype(np.uint8)
