"""Which articles of a leaf meet a condition, as masks."""

import functools

import numpy as np

from indexer.codec.segment import Segment
from search_app.core.facets import Mask
from search_app.core.port import AnyOf, Begins, Condition, Every, Has, Not, Phrase
from search_app.engines.leaf import Leaf, Stretch
from search_app.engines.phrases import phrase_mask


def mask(condition: Condition, leaf: Leaf) -> Mask:
    """Return which articles of `leaf` meet `condition`, deleted ones too."""
    match condition:
        case Has():
            return leaf.having(condition)
        case Begins():
            return _begins(condition, leaf)
        case Phrase():
            return phrase_mask(condition, leaf)
        case Not():
            return ~mask(condition.condition, leaf)
        case Every():
            masks = [mask(part, leaf) for part in condition.conditions]
            return functools.reduce(np.logical_and, masks, np.ones(_size(leaf), np.bool_))
        case AnyOf():
            masks = [mask(part, leaf) for part in condition.conditions]
            return functools.reduce(np.logical_or, masks, np.zeros(_size(leaf), np.bool_))


def _size(leaf: Leaf) -> int:
    return leaf.segment.articles


def _begins(condition: Begins, leaf: Leaf) -> Mask:
    found = np.zeros(_size(leaf), np.bool_)
    for stretch in _beginning(condition, leaf.segment):
        found[leaf.docs("syllable", stretch, condition.zone)] = True
    return found


def _beginning(condition: Begins, segment: Segment) -> list[Stretch]:
    """Return the terms that begin as they should: side by side, if they are looked for folded."""
    if condition.form == "folded":
        first, last = segment.groups.starting(condition.prefix)
        return [(int(segment.group_starts[first]), int(segment.group_starts[last]))]
    return [
        (number, number + 1)
        for number, term in enumerate(segment.terms[:])
        if term.startswith(condition.prefix)
    ]
