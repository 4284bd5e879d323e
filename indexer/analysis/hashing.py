"""Well spread 64 bits for numbers, the same in every process."""

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def mixed(numbers: Hashes) -> Hashes:
    """Return other numbers, each of its own, by Steele's SplitMix64 (OOPSLA 2014)."""
    bits = numbers + GOLDEN
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        bits ^= bits >> np.uint64(shift)
        bits *= np.uint64(factor)
    bits ^= bits >> np.uint64(31)
    return bits
