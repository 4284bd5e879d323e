"""One byte says how often a term stands in title and body, exactly or rounded down."""

import numpy as np

from indexer.codec.frequencies import BODY, BODY_BITS, FIRST_WITH_TITLE, LEAD, TITLE, encode

COUNTS = np.arange(3000)


def decoded(title, body):
    codes = encode(np.full_like(body, title), body, body % 2)
    assert (LEAD[codes] == body % 2).all()
    return TITLE[codes], BODY[codes]


def test_every_pair_of_counts_comes_back_exact_or_rounded_down():
    for title in range(10):
        in_title, in_body = decoded(title, COUNTS)
        assert (in_title == min(title, 3)).all()
        assert (in_body[:24] == COUNTS[:24]).all()
        assert (in_body <= COUNTS).all()
        below = COUNTS < 350
        assert (in_body[below] >= COUNTS[below] * 0.71).all(), "a step is two fifths, not more"
        assert (np.diff(in_body) >= 0).all()


def test_a_term_is_never_lost_and_never_invented():
    for title in range(5):
        in_title, in_body = decoded(title, COUNTS)
        assert ((in_title > 0) == (title > 0)).all()
        assert ((in_body > 0) == (COUNTS > 0)).all()


def test_counts_beyond_all_steps_have_the_last():
    assert decoded(1 << 20, np.array([1 << 20]))[1] == BODY.max()


def test_codes_of_terms_in_the_title_are_those_from_the_first_on():
    codes = np.arange(256)

    assert ((TITLE > 0) == (codes >= FIRST_WITH_TITLE)).all()
    assert ((BODY > 0) == (codes & BODY_BITS > 0)).all()


def test_each_code_stands_for_a_pair_of_its_own():
    assert encode(TITLE.astype(int), BODY.astype(int), LEAD).tolist() == list(range(256))
