"""The likeliest accents of a query that was typed without them, from the index's own counts.

A Viterbi search over the spellings of each syllable (Viterbi, IEEE Transactions
on Information Theory, 1967), scored by how many articles have each spelling and
each two side by side.
"""

import math
from collections.abc import Container, Iterable, Sequence

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


def likeliest(choices: Iterable[Sequence[str]], lexicon: Lexicon) -> tuple[str, ...]:
    """Return of each place's spellings the one that fits best, with the others chosen."""
    best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
    for spellings in choices:
        following: dict[str, tuple[float, tuple[str, ...]]] = {}
        for spelling in spellings:
            seen = _SYLLABLE_SHARE * math.log(lexicon.syllable_count(spelling) + 1)
            score, path = max(
                (score + _step(path, spelling, lexicon), path) for score, path in best.values()
            )
            following[spelling] = (score + seen, (*path, spelling))
        best = following
    return max(best.values())[1]


def _step(path: tuple[str, ...], spelling: str, lexicon: Lexicon) -> float:
    if not path:
        return 0.0
    return math.log(lexicon.pair_count(path[-1], spelling) + _UNSEEN_PAIR)
