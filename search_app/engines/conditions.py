"""Which articles of a leaf meet a condition, as masks."""

import functools
from collections.abc import Callable, Sequence

import numpy as np

from analyzers.fold_diacritics import fold_diacritics
from indexer.codec.segment import Segment
from search_app.core.facets import Mask
from search_app.core.model import FacetName
from search_app.core.request import (
    AnyOf,
    Begins,
    Condition,
    Every,
    Has,
    HasValue,
    Named,
    Not,
    Phrase,
    Published,
)
from search_app.engines.leaf import Leaf, Stretch
from search_app.engines.phrases import phrase_mask

ValueMask = Callable[[FacetName, Sequence[str]], Mask]
_YEAR = 10**8  # of yyyymmddhhmm


def mask(condition: Condition, leaf: Leaf, having_value: ValueMask) -> Mask:  # noqa: PLR0911
    """Return which articles of `leaf` meet `condition`, deleted ones too.

    `having_value` says which have any of some values of a facet.
    """
    match condition:
        case Has():
            return leaf.having(condition)
        case Begins():
            return _begins(condition, leaf)
        case Phrase():
            return phrase_mask(condition, leaf)
        case HasValue():
            return having_value(condition.facet, condition.values)
        case Published():
            return _published(condition, leaf)
        case Named():
            return leaf.names.mask(condition)
        case Not():
            return ~mask(condition.condition, leaf, having_value)
        case Every():
            masks = [mask(part, leaf, having_value) for part in condition.conditions]
            return functools.reduce(np.logical_and, masks, np.ones(_size(leaf), np.bool_))
        case AnyOf():
            masks = [mask(part, leaf, having_value) for part in condition.conditions]
            return functools.reduce(np.logical_or, masks, np.zeros(_size(leaf), np.bool_))


def _size(leaf: Leaf) -> int:
    return leaf.segment.articles


def _published(condition: Published, leaf: Leaf) -> Mask:
    found: Mask = leaf.days >= condition.first * _YEAR
    return found & (leaf.days < (condition.last + 1) * _YEAR)


def _begins(condition: Begins, leaf: Leaf) -> Mask:
    found = np.zeros(_size(leaf), np.bool_)
    for stretch in _beginning(condition, leaf.segment):
        found[leaf.docs("syllable", stretch, condition.zone)] = True
    return found


def _beginning(condition: Begins, segment: Segment) -> list[Stretch]:
    """Return the terms that begin as they should: side by side, if they are looked for folded."""
    is_folded = condition.form == "folded"
    key = condition.prefix if is_folded else fold_diacritics(condition.prefix)
    first, last = map(segment.group_starts.item, segment.groups.starting(key))
    if is_folded:
        return [(first, last)]
    terms = enumerate(segment.terms[first:last], first)
    return [(number, number + 1) for number, term in terms if term.startswith(condition.prefix)]
