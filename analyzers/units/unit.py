"""What a unit is, and what the kinds of units share."""

from typing import Literal, NamedTuple

Kind = Literal["address", "code", "document", "date", "number"]

LETTER = r"[^\W\d_][\u0300-\u036f]*"  # with marks that no composed one takes in
DASHES = "-–—−\u2010\u2011"  # first in a class, so that it is no range
SPACE = "[ \u00a0]"
ALONE = r"(?<![\w\u0300-\u036f])"  # no letter or digit right before
ENDED = r"(?![\w\u0300-\u036f])"  # nor right behind


class Unit(NamedTuple):
    """Something that is written in pieces and means one thing: ``text[start:end]`` of the source.

    Like a syllable it has a marked and a folded form; both are terms.
    """

    marked: str
    folded: str
    start: int
    end: int
    kind: Kind


class Found(NamedTuple):
    """A unit at characters ``[start, end)``; `forms`, the narrowest first, are its marked forms."""

    start: int
    end: int
    forms: tuple[str, ...]
