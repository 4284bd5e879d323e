"""In a stream, too, an article is a copy of the first that leads and is like it."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import leaders
from indexer.analysis.sketches import BINS
from indexer.copies import LEAST_ALIKE, find_groups
from indexer.leaders import CopyLeaders

chances = st.integers(0, 1 << 32).map(random.Random)


def random_sketches(chance, count, *, most_changed):
    """Return sketches of which some are others with some bins changed, and some are empty."""
    rng = np.random.default_rng(chance.randrange(1 << 32))
    found = rng.integers(1, 256, (count, BINS), np.uint8)
    sources = found[: max(count // 4, 1)].copy()
    for own in range(count):
        if chance.random() < 2 / 3:
            found[own] = chance.choice(sources)
            changed = chance.sample(range(BINS), chance.randint(0, most_changed))
            found[own, changed] = rng.integers(1, 256, len(changed))
        elif chance.random() < 1 / 10:
            found[own] = 0
    return found


def led(sketches, chance, known=None, first=0):
    """Return the leader of each article, taken in by batches of random sizes."""
    known = CopyLeaders() if known is None else known
    found = []
    while first < len(sketches):
        size = chance.randint(1, 9)
        own = np.arange(first, min(first + size, len(sketches)))
        found += known.add(10 * own, sketches[own]).tolist()
        first += size
    return [number // 10 for number in found]


def by_comparing(sketches):
    """Return leaders as they are found when each article is compared with all before it."""
    found = []
    for at, own in enumerate(sketches):
        alike = (
            one
            for one in range(at)
            if found[one] == one and own.any() and (own == sketches[one]).sum() >= LEAST_ALIKE
        )
        found.append(next(alike, at))
    return found


@given(chance=chances, count=st.integers(0, 60))
def test_it_finds_what_comparing_with_all_finds(chance, count):
    """Sketches that differ in less bins than there are bands have a band alike."""
    sketches = random_sketches(chance, count, most_changed=8)

    assert led(sketches, chance) == by_comparing(sketches)


@given(chance=chances, count=st.integers(0, 60))
def test_who_leads_leads_itself_and_is_like_all_it_leads(chance, count):
    sketches = random_sketches(chance, count, most_changed=30)

    found = led(sketches, chance)

    for at, leader in enumerate(found):
        assert found[leader] == leader <= at
        assert leader == at or (sketches[at] == sketches[leader]).sum() >= LEAST_ALIKE


@pytest.mark.parametrize("seed", range(3))
def test_groups_are_those_that_are_found_at_once(seed):
    chance = random.Random(seed)
    sketches = random_sketches(chance, 500, most_changed=8)

    found = np.array(led(sketches, chance))
    groups = find_groups(sketches)

    is_alone = np.bincount(found, minlength=len(found))[found] == 1
    assert (groups == 0).tolist() == is_alone.tolist()
    pairs = set(zip(found[~is_alone].tolist(), groups[~is_alone].tolist(), strict=True))
    assert len(pairs) == len(set(found[~is_alone].tolist())) == groups.max()


@given(chance=chances, count=st.integers(0, 60))
def test_a_build_that_goes_on_finds_the_same(chance, count):
    sketches = random_sketches(chance, count, most_changed=8)
    whole, half = led(sketches, chance), count // 2
    order = np.array(chance.sample(range(half), half), np.int64)
    known = CopyLeaders.of(10 * order, 10 * np.array(whole, np.int64)[order], sketches[order])

    assert led(sketches, chance, known, half) == whole[half:]


@given(chance=chances, count=st.integers(1, 40))
def test_what_is_withdrawn_leads_no_more(chance, count):
    sketches = random_sketches(chance, count, most_changed=8)
    known = CopyLeaders()
    found = dict(enumerate(led(sketches, chance, known)))

    for gone in chance.sample(range(count), count // 3):
        del found[gone]
        found |= {own // 10: leader // 10 for own, leader in known.withdraw(10 * gone)}
    left = sorted(found)

    expected = by_comparing(sketches[left])
    assert found == {own: left[leader] for own, leader in zip(left, expected, strict=True)}
    assert known.withdraw(5) == known.withdraw(10 * count) == []


def test_without_its_leader_an_article_that_is_known_leads():
    sketches = random_sketches(random.Random(1), 1, most_changed=0).repeat(3, axis=0)
    known = CopyLeaders.of(np.array([20, 30]), np.array([10, 30]), sketches[:2])

    assert known.add(np.array([40]), sketches[2:]).tolist() == [20]


def test_of_many_with_one_band_alike_the_first_are_looked_at(monkeypatch):
    monkeypatch.setattr(leaders, "_MOST", 2)
    rng = np.random.default_rng(1)
    sketches = rng.integers(1, 256, (40, BINS), np.uint8)
    sketches[:, :3] = 7
    sketches[-1, :40] = sketches[20, :40]

    assert led(sketches, random.Random(1)) == [*range(39), 20]
