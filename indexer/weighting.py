"""What a term counts in an article: the part of the ranking that an index can keep.

`search_app.core.ranking` has the formula, with what was measured. An engine that adds up postings
itself applies this when it searches; one that cannot gets it with the postings.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.codec.container import Array
from indexer.codec.frequencies import BODY, LEAD, TITLE

Floats = npt.NDArray[np.float32]

K1: Mapping[str, float] = {"syllable": 1.3, "pair": 0.5}
B = 0.7
ZONE_BOOSTS = {"title": 3.0, "body": 1.0}
LEAD_BOOST = 0.5  # of each spelling
LEAD_SYLLABLES = 40  # of a body: about its first sentence or two


class Lengths(NamedTuple):
    """The mean lengths of title and body, in terms, by which frequencies are normalised."""

    title: float
    body: float


def length_norm(lengths: Floats, average: float) -> Floats:
    """Return what divides a field's tf: 1 at average length, 1 - B for an empty field."""
    return (1 - B + B * lengths / max(average, 1.0)).astype(np.float32)


def share(zone: str, lengths: Floats, average: float) -> Floats:
    """Return what one occurrence in a zone of each article counts."""
    return (np.float32(ZONE_BOOSTS[zone]) / length_norm(lengths, average)).astype(np.float32)


def frequencies(codes: Array, title: Floats, body: Floats) -> npt.NDArray[np.float64]:
    """Return the boosted, normalised frequencies that codes stand for.

    `title` and `body` are the shares of each code's article.
    """
    found: npt.NDArray[np.float64] = BODY.take(codes).astype(np.float64) * body
    found += TITLE.take(codes).astype(np.float64) * title
    found += LEAD.take(codes) * LEAD_BOOST
    return found
