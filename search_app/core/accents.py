"""The likeliest accents of a query that was typed without them, from the index's own counts.

A Viterbi search over the spellings of each syllable (Viterbi, IEEE Transactions
on Information Theory, 1967), scored by how many articles have each spelling and
each two side by side.
"""

from collections.abc import Container, Sequence

import numpy as np

from analyzers import Syllable
from search_app.core.port import Lexicon
from search_app.core.readings import readings

_MOST_SPELLINGS = 8  # of a syllable; the rest are typing errors of the press
_UNSEEN_PAIR = 0.05  # counts as this many articles
_SYLLABLE_SHARE = 0.3  # of the evidence; two syllables side by side say more


def restore(
    syllables: Sequence[Syllable], lexicon: Lexicon, fixed: Container[int] = ()
) -> tuple[str, ...]:
    """Return the likeliest marked spelling of each syllable; marks that were typed stay.

    The syllables with the numbers in `fixed` stay as they are.
    """
    choices = []
    for number, syllable in enumerate(syllables):
        spellings = () if number in fixed else readings(syllable, lexicon)
        choices.append(spellings[:_MOST_SPELLINGS] or (syllable.marked,))
    return likeliest(choices, lexicon)


def likeliest(choices: Sequence[Sequence[str]], lexicon: Lexicon) -> tuple[str, ...]:
    """Return of each place's spellings the one that fits best, with the others chosen.

    Of equals the last in the order of letters.
    """
    paths: list[tuple[str, ...]] = [()]  # the best to each spelling of a place, the last first
    scores, order = np.zeros(1), [0]  # of each of them; its number among the spellings
    for place, spellings in enumerate(choices):
        if len(paths) == 1 and len(spellings) == 1:
            paths = [(*paths[0], spellings[0])]
            continue
        came = np.zeros(len(spellings), np.int64)
        if place:
            counts = lexicon.pair_counts(choices[place - 1], spellings)[order]
            steps = scores[:, np.newaxis] + np.log(counts + _UNSEEN_PAIR)
            came = steps.argmax(axis=0)
            scores = steps.max(axis=0)
        seen = [lexicon.syllable_count(spelling) + 1 for spelling in spellings]
        scores = scores + _SYLLABLE_SHARE * np.log(seen)
        reached = [(*paths[at], text) for at, text in zip(came.tolist(), spellings, strict=True)]
        order = sorted(range(len(reached)), key=reached.__getitem__, reverse=True)
        paths, scores = [reached[at] for at in order], scores[order]
    return paths[int(scores.argmax())]
