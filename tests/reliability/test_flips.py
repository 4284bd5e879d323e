"""One flipped bit anywhere: every answer is right, or `check` names the file; nothing dies."""

import random

import pytest

from tests.reliability.damage import worn
from tests.reliability.damage.examiner import Examiner

_SEED = 20261122
# Files by their ends, and of 60 flips, how many each kind gets; arrays of segments get the rest.
_KINDS = {
    "current.json": 4,
    "manifest.json": 6,
    "_MAIN_1.toc": 2,
    "abbreviations.tsv": 3,
    "topics.toml": 3,
    "copies.arrays": 5,
    "deleted.arrays": 4,
    "header of a segment": 3,
    "arrays of a segment": 30,
}
_SOAK = 500 / 60
_GOOD = {200, 302, 304, 404, 400, 503}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return worn.build(tmp_path_factory.mktemp("damage"))


@pytest.fixture(scope="module")
def examiner():
    with Examiner.start() as own:
        yield own


@pytest.fixture(scope="module")
def sound(examiner, root):
    """Return what the whole index answers."""
    outcome = examiner.examine(root)
    assert outcome.answers
    assert not outcome.strange
    assert not outcome.named
    assert set(outcome.statuses.values()) == {200}
    assert outcome == examiner.examine(root)
    return outcome


def places(root, kind, wanted, chance):
    """Return where to flip: files, and bytes of them."""
    if kind == "header of a segment":
        ends = [
            (path, min(start for start, _ in worn.arrays(path).values()))
            for path in worn.segments(root)
        ]
        return [(path, chance.randrange(end)) for path, end in chance.choices(ends, k=wanted)]
    if kind == "arrays of a segment":
        every = [
            (path, *bounds) for path in worn.segments(root) for bounds in worn.arrays(path).values()
        ]
        chance.shuffle(every)
        return [
            (path, chance.randrange(first, last))
            for path, first, last in (every * (wanted // len(every) + 1))[:wanted]
        ]
    (path,) = (path for path in worn.files(root) if path.name == kind)
    return [(path, chance.randrange(path.stat().st_size)) for _ in range(wanted)]


def flipped(data, at, bit):
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


@pytest.mark.parametrize("kind", _KINDS)
def test_one_flipped_bit(request, root, examiner, sound, kind):
    chance = random.Random(f"{_SEED} {kind}")
    wanted = round(
        _KINDS[kind] * (_SOAK if request.config.getoption("--soak", default=False) else 1)
    )
    wrong = []
    for path, at in places(root, kind, wanted, chance):
        bit, whole = chance.randrange(8), path.read_bytes()
        path.write_bytes(flipped(whole, at, bit))
        try:
            outcome = examiner.examine(root)
        finally:
            path.write_bytes(whole)
        problems = problems_of(outcome, sound, path)
        if problems:
            wrong.append((path.name, at, bit, problems))
    assert not wrong


def problems_of(outcome, sound, path):
    """Return what is not as it must be when the file `path` is damaged."""
    if outcome.died:
        return [outcome.died]
    problems = list(outcome.strange)
    answered = not outcome.opened and outcome.answers == sound.answers
    if not answered and str(path) not in outcome.named:
        differing = [own for own in sound.answers if outcome.answers.get(own) != sound.answers[own]]
        problems.append(f"{outcome.opened} {differing[:3]}, but check names {outcome.named}")
    problems += [
        f"{at}: {status}" for at, status in outcome.statuses.items() if status not in _GOOD
    ]
    return problems
