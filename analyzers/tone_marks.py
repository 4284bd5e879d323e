"""Give each syllable one spelling: ``hoà`` and ``hòa`` are the same word.

Both placements are in daily use in the press, sometimes in one article
(``Thành uỷ``, ``Thành ủy``). In an open syllable that ends in oa, oe or uy the
mark goes on the first vowel, the older habit. It stays where it is in ``hoàn``,
a closed syllable, and in ``quý``, where qu is a consonant.
"""

import re

_TONES = {"o": "òóỏõọ", "u": "ùúủũụ", "a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}
_MOVED = {
    first + late: early + second
    for first, second in ("oa", "oe", "uy")
    for early, late in zip(_TONES[first], _TONES[second], strict=True)
}
_OPEN_SYLLABLE_END = re.compile(rf"(?<!q)(?:{'|'.join(_MOVED)})(?![\w\u0300-\u036f])")


def unify_tone_marks(text: str) -> str:
    """Return lower-case composed `text` with tone marks in their older place."""
    return _OPEN_SYLLABLE_END.sub(lambda match: _MOVED[match[0]], text)
