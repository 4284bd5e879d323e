"""The best path is the best of all paths, and CRFsuite's where two are as good."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.segmentation.shipped import read_shipped
from analyzers.segmentation.viterbi import _settle, _trace, _walk, best_path, best_paths

PYVI = [[-1.0, 1.9], [-3.0, -0.4]]  # about what its model has
numbers = st.floats(-9, 9).map(lambda number: round(number, 2))
transitions = st.one_of(
    st.just(PYVI), st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=2, max_size=2)
)
short = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=7)


def total(scores, table, path):
    steps = sum(scores[label][at] for at, label in enumerate(path))
    return steps + sum(table[left][right] for left, right in itertools.pairwise(path))


@given(columns=short, table=transitions)
def test_no_path_is_better(columns, table):
    scores = np.array(columns).T
    best = max(
        total(scores, table, path) for path in itertools.product((0, 1), repeat=len(columns))
    )

    assert total(scores, table, best_path(scores, table).astype(int)) == pytest.approx(best)


@given(columns=st.lists(st.tuples(numbers, numbers), min_size=1), table=transitions)
def test_settling_gives_what_walking_gives(columns, table):
    scores = np.array(columns).T

    assert np.array_equal(best_path(scores, table), _trace(_walk(scores, table)))


@given(
    columns=st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=1),
    table=st.lists(st.lists(st.integers(-2, 2), min_size=2, max_size=2), min_size=2, max_size=2),
)
def test_where_two_paths_are_as_good_settling_leaves_it_to_walking(columns, table):
    scores = np.array(columns, float).T

    assert np.array_equal(best_path(scores, table), _trace(_walk(scores, table)))


def test_leads_that_never_settle_are_walked():
    scores = np.tile([[0.55], [0.0]], 200)

    assert not _settle(scores[1] - scores[0], np.array([0]), np.array([-1]), PYVI)[1].all()
    assert len(best_path(scores, PYVI)) == 200


@given(texts=st.lists(short, min_size=1, max_size=5), table=transitions)
def test_the_sure_paths_of_many_texts_are_those_of_each(texts, table):
    scores = [np.array(columns).T for columns in texts]
    gap = np.zeros((2, 1))
    joined = np.concatenate([part for each in scores for part in (each, gap)], axis=1)
    lasts = np.cumsum([len(columns) + 1 for columns in texts]) - 2
    firsts = lasts - [len(columns) - 1 for columns in texts]

    path, sure = best_paths(joined[1] - joined[0], firsts, lasts, table)

    for each, first, last in zip(scores, firsts, lasts, strict=True):
        if sure[first : last + 1].all():
            assert np.array_equal(path[first : last + 1], best_path(each, table))


def test_a_tie_goes_to_the_first_label():
    assert best_path(np.zeros((2, 1)), PYVI).tolist() == [False]
    assert best_path(np.zeros((2, 3)), [[0, 0], [0, 0]]).tolist() == [False] * 3


def test_no_step_is_no_path():
    assert best_path(np.zeros((2, 0)), PYVI).tolist() == []


def test_the_shipped_model_is_close_to_the_one_of_these_tests():
    assert np.allclose(read_shipped().model.transitions, PYVI, atol=0.1)
