"""Pairs as numbers: back again, and in the order of their groups, then of their terms."""

import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.codec.layout import PairKeys
from indexer.errors import UnindexableError

groups = st.lists(st.integers(1, 5), min_size=1, max_size=6)  # how many terms fold alike


def starts_of(sizes):
    return np.array([0, *itertools.accumulate(sizes)], np.uint8)


@given(sizes=groups)
@example(sizes=[1])
@example(sizes=[5, 1, 1])
def test_all_pairs_come_back_in_the_order_of_groups_then_terms(sizes):
    starts = starts_of(sizes)
    keys = PairKeys(starts)
    group = [number for number, size in enumerate(sizes) for _ in range(size)]
    pairs = sorted(
        itertools.product(range(len(group)), repeat=2),
        key=lambda pair: (group[pair[0]], group[pair[1]], *pair),
    )
    left, right = np.array(pairs).T

    numbers = keys.encode(left, right)

    assert (numbers[1:] > numbers[:-1]).all()
    back = keys.decode(numbers)
    assert (back[0].tolist(), back[1].tolist()) == (left.tolist(), right.tolist())
    assert keys.groups(left).tolist() == [group[at] for at in left.tolist()]


@given(sizes=groups)
def test_pairs_of_two_groups_are_one_stretch(sizes):
    starts = starts_of(sizes)
    keys = PairKeys(starts)
    left, right = np.array(list(itertools.product(range(sum(sizes)), repeat=2))).T
    numbers = keys.encode(left, right)

    first = keys.of_groups(keys.groups(left), keys.groups(right))

    assert (first <= numbers).all()
    assert (numbers < first + np.uint64(keys.room)).all()


def test_a_segment_without_terms_has_no_pairs():
    keys = PairKeys(np.array([0]))
    keys.check()

    assert keys.encode(np.array([], np.int64), np.array([], np.int64)).tolist() == []


@pytest.mark.parametrize(
    ("count", "largest", "fits"), [(65_535, 65_536, True), (65_536, 65_536, False)]
)
def test_more_spellings_than_keys_have_room_for_are_refused(count, largest, fits):
    starts = np.arange(count + 1)
    starts[1:] += largest - 1
    keys = PairKeys(starts)

    if fits:
        keys.check()
        last = np.array([starts[-1] - 1])
        assert keys.decode(keys.encode(last, last)) == (last, last)
    else:
        with pytest.raises(UnindexableError, match="too many different spellings"):
            keys.check()
