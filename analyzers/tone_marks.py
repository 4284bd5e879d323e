"""Put the tone mark of each syllable in one place: ``hoà`` and ``hòa`` are the same word.

Both placements are in daily use in the press, sometimes in one article
(``Thành uỷ``, ``Thành ủy``). In an open syllable that ends in oa, oe or uy the
mark goes on the first vowel, the older habit. It stays where it is in ``hoàn``,
a closed syllable, and in ``quý``, where qu is a consonant. A mark that fell on the
wrong vowel (``qúa``, ``đựơc``, ``cuả``) goes where the spelling has it.
"""

import re
import unicodedata
from functools import lru_cache

from analyzers.orthography import TONES, put_tone, take_tone


def _toned(vowels: str) -> str:
    return "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in TONES)


_VOWELS = "aăâeêioôơuưy"
_TONED = _toned(_VOWELS)
_ANY = f"{_VOWELS}{_TONED}{(_VOWELS + _TONED).upper()}"
_MARKED = f"{_TONED}{_TONED.upper()}"
_CONSONANTS = "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX"
# Syllables where the mark could stand elsewhere, beside another vowel: no others are looked at.
_MOVABLE = re.compile(
    rf"(?<![^\W\d_])[{_CONSONANTS}]{{0,3}}[{_ANY}]{{0,2}}(?:[{_MARKED}][{_ANY}]|[{_ANY}][{_MARKED}])"
    rf"[{_ANY}]?[{_CONSONANTS}]{{0,2}}(?![^\W\d_]|[\u0300-\u036f])"
)


def _class(letters: str) -> str:
    return f"[{letters}{letters.upper()}]"


_LETTER = r"[^\W\d_]"
_PLAIN = _class(_toned("aeiouy"))
_SHAPED = _class("ăâêôơư" + _toned("ăâêôơư"))
# The toned letters of syllables that are not spelled so already; a text is mostly spelled so.
# Looking for them first, and only then at their syllables, took a sixth of the time.
_MISPLACED = re.compile(
    f"{_class(_toned('aeiouyư'))}(?:"
    f"(?<=[{_ANY}]{_PLAIN})(?!{_LETTER})(?<![gG][iI].)(?<![qQ][uU].)"  # hoà; not quý
    f"|(?=[{_ANY}])(?:(?=.{_LETTER})|(?={_SHAPED})"  # hòan, đựơc
    f"|(?<=[gG]{_class(_toned('i'))})|(?<=[qQ]{_class(_toned('u'))})))"  # qúa
)


def unify_tone_marks(text: str) -> str:
    """Return composed `text`, of the same length and case, with tone marks in their older place."""
    parts, done = [], 0
    for match in _MISPLACED.finditer(text):
        if match.start() >= done:
            start = text.rfind(" ", done, match.start()) + 1 or done
            end = text.find(" ", match.end())
            end = len(text) if end < 0 else end
            parts += [text[done:start], _MOVABLE.sub(_placed_match, text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


def _placed_match(syllable: re.Match[str]) -> str:
    return _placed(syllable[0])


@lru_cache(maxsize=1 << 14)
def _placed(syllable: str) -> str:
    toneless, tones = take_tone(syllable.lower())
    # Twice the same mark (chuỵện) is one mark.
    placed = put_tone(toneless, tones[0]) if len(set(tones)) == 1 else None
    if placed is None:
        return syllable
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(placed, syllable, strict=True)
    )
