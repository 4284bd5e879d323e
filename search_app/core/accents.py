"""What a query typed without its accents means, by the index's own counts.

A model of two neighbouring syllables (Jelinek and Mercer, "Interpolated estimation of Markov
source parameters", 1980): a spelling b follows a with the chance

    p(b | a) = (1 - λ) · n(a b) / n(a) + λ · n(b) / N

of which n articles have each, of N in all. A spelling with more marks than were typed has its
chance times that of leaving marks out, as the rest of the query shows it. What fits best is
found by Viterbi's search (IEEE Transactions on Information Theory, 1967), how sure that is by
the sums over all readings (forward and backward).

Of the syllables of 400 queries without accents this gives .944 in news, .967 in an encyclopedia
and in law and .988 in government headlines as they were; counts of syllables and pairs without
n(a) gave .915, .959, .966 and .984, a Dirichlet prior for λ .941, .959, .965 and .987.
"""

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzers import Syllable
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import is_bare
from search_app.core.readings import readings

Chances = npt.NDArray[np.float64]

_MOST_SPELLINGS = 16  # of a syllable; the rest are typing errors of the press
_SINGLE_SHARE = 0.0005  # λ; from there to .005 nothing changes by more than .005
# What follows the last syllable in articles is not asked for: after “chuyển đổi” 102 of 80,000 have
# “so”, mostly of “so với”, and 80 “số”. n(b) to this power there lets the latter win; it takes
# .001 of the syllables of headlines.
_AT_END = 0.2
_SURE = 0.95  # spellings that are right with this chance together are looked for
_BARE_SHARE = 0.25  # of the syllables of a text with its accents
_LEAST_OMITTED = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """What the syllables of a query mean, by their places in it."""

    likeliest: tuple[str, ...]  # marked, as they fit together
    plausible: tuple[tuple[str, ...], ...]  # to look for, that one first; none if no article has


def read_accents(
    syllables: Sequence[Syllable], lexicon: Lexicon, fixed: Container[int] = ()
) -> Reading:
    """Return the accents that `syllables` mean; marks that were typed stay.

    The syllables with the numbers in `fixed` stay as they are.
    """
    found = [() if at in fixed else readings(own, lexicon) for at, own in enumerate(syllables)]
    choices = [
        spellings[:_MOST_SPELLINGS] or (own.marked,)
        for spellings, own in zip(found, syllables, strict=True)
    ]
    omitted = _omitted([own for at, own in enumerate(syllables) if at not in fixed])
    chances = [
        np.array([1.0 if spelling == own.marked else omitted for spelling in spellings])
        for spellings, own in zip(choices, syllables, strict=True)
    ]
    model = _Model.of(choices, lexicon, chances)
    likeliest_ = model.likeliest()
    return Reading(
        likeliest_,
        tuple(
            # What fits best with the others is looked for, even where it alone is unlikely.
            tuple(own for own in dict.fromkeys((best, *place)) if lexicon.syllable_count(own))
            for best, place in zip(likeliest_, model.plausible(), strict=True)
        ),
    )


def likeliest(choices: Sequence[Sequence[str]], lexicon: Lexicon) -> tuple[str, ...]:
    """Return of each place's spellings the one that fits best, with the others chosen.

    Of equals the first.
    """
    return _Model.of(choices, lexicon).likeliest()


def cased(meant: str, typed: str) -> str:
    """Return a syllable in the capitals that were typed."""
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant[:1].upper() + meant[1:] if typed[:1].isupper() else meant


def _omitted(syllables: Sequence[Syllable]) -> float:
    """Return the chance that the marks of a syllable were left out, as the query shows it.

    Of texts with all their marks a quarter of the syllables have none, with a standard deviation
    that only a longer query is sure to exceed. All of a query without any marks is open.
    """
    size, bare = len(syllables), sum(map(is_bare, syllables))
    if bare == size:
        return 1.0
    usual = _BARE_SHARE * size + math.sqrt(_BARE_SHARE * (1 - _BARE_SHARE) * size)
    return max((bare - usual) / ((1 - _BARE_SHARE) * size), _LEAST_OMITTED)


@dataclass(frozen=True, slots=True)
class _Model:
    """Chances of the spellings of the first place, and from those of each to those of the next."""

    choices: Sequence[Sequence[str]]
    first: Chances
    steps: Sequence[Chances]

    @classmethod
    def of(
        cls,
        choices: Sequence[Sequence[str]],
        lexicon: Lexicon,
        chances: Sequence[Chances] | None = None,
    ) -> "_Model":
        """Return the model of some places, each spelling of which has a chance besides."""
        counts = [
            np.array([lexicon.syllable_count(own) for own in place], float) for place in choices
        ]
        single = [(own + 0.5) / max(lexicon.articles, 1) for own in counts]
        steps = []
        for at in range(1, len(choices)):
            spend()
            share = np.zeros((len(choices[at - 1]), len(choices[at])))
            if share.size > 1:  # of one to one nothing is chosen
                pairs = lexicon.pair_counts(choices[at - 1], choices[at])
                share = (1 - _SINGLE_SHARE) * pairs / (counts[at - 1][:, np.newaxis] + 1)
            steps.append(share + _SINGLE_SHARE * single[at])
        if steps:
            steps[-1] = steps[-1] * (counts[-1] + 0.5) ** _AT_END
        if chances is not None:
            single[:1] = [own * chance for own, chance in zip(single[:1], chances, strict=False)]
            steps = [step * chance for step, chance in zip(steps, chances[1:], strict=True)]
        return cls(choices, single[0] if single else np.empty(0), steps)

    def likeliest(self) -> tuple[str, ...]:
        """Return the spellings of the likeliest way through all places; of equals the first."""
        if not self.choices:
            return ()
        best, came = self.first, []
        for step in self.steps:
            ways = best[:, np.newaxis] * step
            came.append(ways.argmax(axis=0))
            best = ways.max(axis=0)
            best = best / best.max()  # else long queries leave nothing
        path = [int(best.argmax())]
        for before in reversed(came):
            path.append(int(before[path[-1]]))
        return tuple(place[at] for place, at in zip(self.choices, reversed(path), strict=True))

    def plausible(self) -> list[tuple[str, ...]]:
        """Return the likeliest spellings of each place that are right with a chance of _SURE."""
        found = []
        for place, chances in zip(self.choices, self._chances(), strict=True):
            order = np.argsort(-chances, kind="stable")
            sums = np.cumsum(chances[order])
            most = int(np.searchsorted(sums, _SURE)) + 1
            found.append(tuple(place[at] for at in order[:most].tolist()))
        return found

    def _chances(self) -> list[Chances]:
        """Return the chance of each spelling of each place, over all ways through the others."""
        if not self.choices:
            return []
        before, after = [self.first / self.first.sum()], [np.ones(len(self.choices[-1]))]
        for step in self.steps:
            reached = before[-1] @ step
            before.append(reached / reached.sum())
        for step in reversed(self.steps):
            reached = step @ after[-1]
            after.append(reached / reached.sum())
        both = [left * right for left, right in zip(before, reversed(after), strict=True)]
        return [own / own.sum() for own in both]
