"""Give each syllable one spelling: ``hoà`` and ``hòa`` are the same word.

Both placements are in daily use in the press, sometimes in one article
(``Thành uỷ``, ``Thành ủy``). In an open syllable that ends in oa, oe or uy the
mark goes on the first vowel, the older habit. It stays where it is in ``hoàn``,
a closed syllable, and in ``quý``, where qu is a consonant.
"""

import re

_TONES = {"o": "òóỏõọ", "u": "ùúủũụ", "a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}
_LOWER = {
    first + late: early + second
    for first, second in ("oa", "oe", "uy")
    for early, late in zip(_TONES[first], _TONES[second], strict=True)
}
_MOVED = {
    case(new): case(old)
    for new, old in _LOWER.items()
    for case in (str.lower, str.title, str.upper)
}
# Any two letters of the kind, then the table: a class is scanned much faster than 45 pairs.
_OPEN_SYLLABLE_END = re.compile(
    rf"(?<![qQ])[oOuU][{''.join(sorted({pair[1] for pair in _MOVED}))}](?![\w\u0300-\u036f])"
)


def unify_tone_marks(text: str) -> str:
    """Return composed `text`, of the same length, with tone marks in their older place."""
    return _OPEN_SYLLABLE_END.sub(lambda match: _MOVED.get(match[0], match[0]), text)
