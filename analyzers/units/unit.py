"""What a unit is, and what the kinds of units share."""

from typing import NamedTuple

# A letter with the combining marks after it, so that decomposed text (NFD) is read too.
LETTER = r"[^\W\d_][\u0300-\u036f]*"
# Where a unit may begin and end: not inside a word or a longer run of numbers.
BEGINS = r"(?<![\w\u0300-\u036f])(?<!\d[.,/:-])"
ENDS = r"(?![\w\u0300-\u036f])(?![.,/:-]\d)"


class Unit(NamedTuple):
    """Something that is written in pieces and means one thing: ``text[start:end]`` of the source.

    Like a syllable it has a marked and a folded form; both are terms.
    """

    marked: str
    folded: str
    start: int
    end: int
    kind: str


class Found(NamedTuple):
    """A unit at characters ``[start, end)``; `forms`, the narrowest first, are its marked forms."""

    start: int
    end: int
    forms: tuple[str, ...]
