"""The best path through two labels, for one text or for many."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Transitions = Sequence[Sequence[float]]  # from, to

_ROUNDS = 8  # of 4,000 news articles, none took more than 6
_MARGIN = 1e-6  # sums of a million scores are exact to about 1e-9


def best_path(scores: Floats, transitions: Transitions) -> Booleans:
    """Return where the best path has label 1; `scores` has two rows and a column a step.

    The path is that of CRFsuite's crf1d_context.c, whatever the rounding: where the two
    labels come too close for arithmetic in another order, its own order is taken.
    """
    if not scores.shape[1]:
        return np.zeros(0, bool)
    before, sure = _settle(scores[1] - scores[0], np.array([0]), np.array([-1]), transitions)
    return _trace(before if sure.all() else _walk(scores, transitions))


def best_paths(
    gaps: Floats, firsts: Integers, lasts: Integers, transitions: Transitions
) -> tuple[Booleans, Booleans]:
    """Return where the best paths of many texts have label 1, and at which steps that is sure.

    `gaps` has for each step how much higher label 1 scores than label 0, summed in any
    order; a text goes from a step in `firsts` to one in `lasts`, and what is between texts
    does not matter. Where one step of a text is not sure, `best_path` must be asked for it.
    """
    before, sure = _settle(gaps, firsts, lasts, transitions)
    return _trace(before), sure


def _settle(
    gaps: Floats, firsts: Integers, lasts: Integers, transitions: Transitions
) -> tuple[Booleans, Booleans]:
    """Return what `_walk` does, and at which steps it can be told so.

    The lead of label 1 at a step is its gap plus what the step before adds; and that
    lies within narrow bounds, however large the lead there was. So leads that are computed for
    all steps at once from a guess soon stop changing, and are then right.
    """
    (zero_zero, zero_one), (one_zero, one_one) = transitions
    # What the step before adds lies between these two, so half way is never far off.
    leads = gaps + (zero_one - zero_zero + one_one - one_zero) / 2
    for _ in range(_ROUNDS):
        before, leads = leads, gaps.copy()
        leads[1:] += np.maximum(zero_one, before[:-1] + one_one)
        leads[1:] -= np.maximum(zero_zero, before[:-1] + one_zero)
        leads[firsts] = gaps[firsts]
        if np.array_equal(leads, before):
            break
    over = leads - np.array([[zero_zero - one_zero], [zero_one - one_one]])
    over[:, lasts] = leads[lasts]
    return over > 0, (np.abs(over).min(axis=0) >= _MARGIN) & (leads == before)


def _walk(scores: Floats, transitions: Transitions) -> Booleans:
    """Return the best label at each step if the next one is 0 (first row), and if it is 1.

    Viterbi (IEEE Transactions on Information Theory, 1967), summed as CRFsuite sums, label 0
    winning a tie. At the last step both are the label of the best path.
    """
    (zero_zero, zero_one), (one_zero, one_one) = transitions
    steps = zip(*scores.tolist(), strict=True)
    best_0, best_1 = next(steps)
    sums = [(best_0, best_1)]
    for score_0, score_1 in steps:
        best_0, best_1 = (
            max(best_0 + zero_zero, best_1 + one_zero) + score_0,
            max(best_0 + zero_one, best_1 + one_one) + score_1,
        )
        sums.append((best_0, best_1))
    sums_0, sums_1 = np.array(sums).T
    before = np.array(
        [sums_0 + zero_zero < sums_1 + one_zero, sums_0 + zero_one < sums_1 + one_one]
    )
    before[:, -1] = best_0 < best_1
    return before


def _trace(before: Booleans) -> Booleans:
    """Return the path, given the label at each step if the next one is 0, and if it is 1.

    Where both are the same, the next label does not matter. Between two such steps a label
    is the next one or its opposite: the label of the sure step after it, turned so often.
    """
    before_0, before_1 = before
    last = len(before_0) - 1
    sure = np.where(before_0 == before_1, np.arange(last + 1), last)
    next_sure = np.minimum.accumulate(sure[::-1])[::-1]
    turns = before_0 > before_1
    done: npt.NDArray[np.int64] = np.cumsum(turns) - turns
    path: Booleans = before_1[next_sure] ^ ((done[next_sure] - done) & 1 == 1)
    return path
