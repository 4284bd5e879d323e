"""Strings on arrays are a list of strings."""

import bisect

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.codec.strings import Strings, smallest, to_arrays

HALVES = st.characters(categories=["Cs"])  # lone surrogates, as of a file name that is no UTF-8
texts = st.lists(st.text(st.one_of(st.characters(), HALVES), max_size=5), max_size=8)
places = st.one_of(st.none(), st.integers(-10, 10))


def stored(strings):
    return Strings.of(to_arrays("x", strings), "x")


@given(written=texts, first=places, last=places, step=places.filter(lambda step: step != 0))
@example(written=["Đà Nẵng", "\udcff", "", "x"], first=None, last=None, step=-1)
def test_they_are_a_list(written, first, last, step):
    strings = stored(written)

    assert len(strings) == len(written)
    assert list(strings) == strings[:] == written
    assert list(reversed(strings)) == written[::-1]
    assert strings[first:last:step] == written[first:last:step]


@given(written=texts, at=st.integers(-10, 10))
@example(written=["a", "b"], at=-2)
def test_one_is_got_by_its_number_from_either_end(written, at):
    if -len(written) <= at < len(written):
        assert stored(written)[at] == written[at]
    else:
        with pytest.raises(IndexError):
            stored(written)[at]


@given(written=texts, other=st.text(max_size=3))
@example(written=["\ud800", "\uffff", "\U00010000"], other="\uffff")
def test_sorted_ones_are_found_by_halving(written, other):
    written = sorted(set(written))
    strings = stored(written)

    for text in (*written, other):
        assert strings.bisect(text) == bisect.bisect_left(written, text)
        assert strings.find(text) == (written.index(text) if text in written else -1)


def test_strings_sorted_by_another_form_are_found_by_it():
    strings = stored(["Anh", "anh", "Ba", "Cua"])

    assert [strings.bisect(key, str.lower) for key in ("", "anh", "b", "d")] == [0, 0, 2, 4]


@pytest.mark.parametrize(
    ("top", "dtype"), [(0, "u1"), (255, "u1"), (256, "u2"), (1 << 16, "u4"), (1 << 32, "u8")]
)
def test_numbers_take_the_smallest_type_that_holds_them(top, dtype):
    assert smallest(np.array([0, top])).dtype == dtype
    assert smallest(np.array([0, top])).tolist() == [0, top]


def test_among_many_strings_too():
    written = [f"{number:05}" for number in range(0, 1_000, 3)]
    strings = Strings.of(to_arrays("s", written), "s")
    for key in ("", "x", *(f"{number:05}" for number in range(1_002))):
        assert strings.bisect(key) == bisect.bisect_left(written, key)
