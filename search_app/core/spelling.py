"""“Ý bạn là …?”: another spelling for syllables that no article has."""

from collections.abc import Iterator, Sequence

from analyzers import Syllable, split_syllables
from search_app.core.accents import restore
from search_app.core.port import Lexicon
from search_app.core.query import Query

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LENGTHS = range(3, 10)  # letters: shorter, one edit makes anything; nghiêng, the longest, has 7


def suggest_spelling(query: Query, lexicon: Lexicon) -> str | None:
    """Return the query with unknown syllables corrected and accents restored, or None."""
    folded = [syllable.folded for syllable in query.syllables]
    corrected = [
        text if at in query.numbers or lexicon.spellings(text) else _correct(at, folded, lexicon)
        for at, text in enumerate(folded)
    ]
    if corrected == folded:
        return None
    syllables: list[Syllable] = []
    for syllable, text in zip(query.syllables, corrected, strict=True):
        syllables += [syllable] if text == syllable.folded else split_syllables(text)
    return " ".join(restore(syllables, lexicon, query.numbers))


def _correct(at: int, folded: Sequence[str], lexicon: Lexicon) -> str:
    """Return the known syllable one edit away that fits its neighbours best."""
    text = folded[at]
    if len(text) not in _LENGTHS or not text.isalpha() or not text.isascii():
        return text
    candidates = {edit for edit in _edits(text) if lexicon.spellings(edit)}
    return max(sorted(candidates), key=lambda edit: _fit(edit, at, folded, lexicon), default=text)


def _fit(edit: str, at: int, folded: Sequence[str], lexicon: Lexicon) -> tuple[int, int]:
    own, neighbours = lexicon.spellings(edit), 0
    if at:
        neighbours += len(lexicon.pairs(lexicon.spellings(folded[at - 1]), own))
    if at + 1 < len(folded):
        neighbours += len(lexicon.pairs(own, lexicon.spellings(folded[at + 1])))
    return neighbours, max(lexicon.syllable_count(marked) for marked in own)


def _edits(text: str) -> Iterator[str]:
    """Yield what is one deletion, swap, replacement or insertion away (Damerau, CACM 1964)."""
    for at in range(len(text) + 1):
        left, right = text[:at], text[at:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
