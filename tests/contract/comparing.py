"""When two engines answer the same: everything, but for scores that are within a hundredth."""

import dataclasses

import pytest

from search_app.core.errors import InvalidRequestError

# Of a score, or that much of it: frequencies are whole numbers in a cluster, by the means of the
# lengths that the articles had when it was built.
NEAR = {"rel": 0.01, "abs": 0.005}


def answered(ask):
    """Return what a call returns, or what kind of mistake of the caller it says and why."""
    try:
        return ask()
    except InvalidRequestError as error:
        return type(error).__name__, str(error)


def assert_same_page(ours, theirs):
    """Hold one page of a cluster, as large as the list or not, to that of a directory."""
    if not hasattr(ours, "hits"):
        assert theirs == ours
        return
    assert _shown(theirs) == _shown(ours)
    assert_same_order(ours.hits, theirs.hits)


def _shown(page):
    """Return all of a page but for its hits and how long it took."""
    rest = dataclasses.replace(page, hits=(), took_ms=0)
    return dataclasses.asdict(rest)


def assert_same_order(ours, theirs):
    """Hold hits to each other: places may differ only where scores are next to equal."""
    assert len(theirs) == len(ours)
    for own, other in zip(ours, theirs, strict=True):
        assert other.score == pytest.approx(own.score, **NEAR), (own.id, other.id)
    known = {hit.id: hit for hit in ours}
    last = min((hit.score for hit in ours), default=0)
    for other in theirs:
        if other.id in known:
            own = known[other.id]
            assert other.score == pytest.approx(own.score, **NEAR), own.id
            assert dataclasses.replace(other, score=own.score) == own
        else:
            assert other.score == pytest.approx(last, **NEAR), other.id
