"""Hostile texts and articles: what one engine answers, the other does, and neither fails."""

import functools
import itertools
import random

import pytest

from tests.contract.comparing import answered, assert_same_page
from tests.contract.test_searching import OPTIONS
from tests.reliability.asking import Asked, ask_index
from tests.reliability.hostile import by_hand, mutated

MUTATIONS = 150


@pytest.fixture(scope="module")
def texts():
    """Return what is asked: each kind of text by hand, and mutations of queries."""
    mutations = itertools.islice(mutated(7, ["chuyển đổi số", "covid"]), MUTATIONS)
    return list(dict.fromkeys([*by_hand()[::3], *mutations]))


@pytest.fixture(params=["mixed", "hostile"])
def pair(request, side, mixed_trio, hostile_trio):
    """Return two indexes of each collection, one in a directory and one in a cluster."""
    trio = mixed_trio if request.param == "mixed" else hostile_trio
    return trio[0], trio[side]


def test_every_text_has_the_same_answer(pair, texts):
    local, cluster = pair
    for at, text in enumerate(texts[pair[1].articles % 2 :: 2]):
        options = OPTIONS[at % len(OPTIONS)] if local.articles > 300 else {"collapse": at % 2 > 0}
        ours = answered(lambda text=text, own=options: local.search(text, **own))
        theirs = answered(lambda text=text, own=options: cluster.search(text, **own))
        try:
            assert_same_page(ours, theirs)
        except AssertionError as error:
            raise AssertionError(f"{text[:300]!r} {options}: {error}") from error


def test_every_question_is_answered_alike(pair, texts):
    ways = []
    for index in pair:
        asked, chance = Asked(), random.Random(3)
        for text in texts[::3]:
            asked.ask(text, functools.partial(ask_index, index, text, chance))
        assert not asked.failures, asked.failures[:3]
        ways.append(asked.answers)
    assert ways[0] == ways[1]


def test_completions_of_hostile_texts_are_the_same(pair, texts):
    local, cluster = pair
    for text in texts[::2]:
        assert cluster.suggest(text[:200]) == local.suggest(text[:200]), text[:200]


def test_hostile_articles_are_read_whole(pair):
    local, cluster = pair
    assert [*cluster.scan(sort="newest")] == [*local.scan(sort="newest")]
