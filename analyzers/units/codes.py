"""Names with a number: ``Covid-19``, ``COVID 19``, ``covid19``; ``U-23``; ``QCVN 02:2019/BXD``."""

import re

from analyzers.chains import fold, normalise
from analyzers.orthography import is_bare_syllable
from analyzers.syllables import parts_from_number
from analyzers.units.unit import DASHES, ENDED, LETTER, SPACE, Found

_LONGEST = 24  # characters before the number that are looked at
_STARTS = r"(?<![\w\u0300-\u036f/-])"
_NAME = re.compile(rf"{_STARTS}(?P<name>(?:{LETTER})+(?:-(?:{LETTER})+)?)[{DASHES}]?$")
_NUMBER = re.compile(rf"\d{{1,4}}{ENDED}(?![.,]\d)")
# With a space before the number the name must be known: “năm 2021” is no name.
_STANDARDS = ("qcvn", "tcvn", "tcxdvn", "tccs")
_KNOWN = ("covid", "sars-cov", "sars cov", *_STANDARDS)
_SPACED = re.compile(
    rf"{_STARTS}(?P<name>{'|'.join(_KNOWN)})(?:{SPACE}?[{DASHES}.]{SPACE}?|{SPACE})$", re.IGNORECASE
)
_STANDARD_NUMBER = re.compile(rf"\d+(?:-\d+)?(?::\d{{4}})?(?:/(?:{LETTER})+)?{ENDED}")
BETWEEN = f"{DASHES} \u00a0."


def find_at(text: str, digits: re.Match[str]) -> Found | None:
    """Return the name whose number `digits` is, in one piece: ``covid19``."""
    before = text[max(0, digits.start() - _LONGEST) : digits.start()]
    name = _name_at_end(before)
    if name is None:
        return None
    folded = fold(name["name"])
    number = (_STANDARD_NUMBER if folded in _STANDARDS else _NUMBER).match(text, digits.start())
    # “tháng-10” is a word beside a number, “U-23” is not; “F0” is a syllable, which says it all.
    if number is None or (len(folded) > 1 and is_bare_syllable(folded)):
        return None
    if before[-1] not in BETWEEN and not parts_from_number(folded):
        return None
    whole = re.sub(f"[{BETWEEN}]", "", normalise(name["name"])) + normalise(number[0])
    return Found(digits.start() - len(before) + name.start(), number.end(), (whole,))


def is_known_name(before: str) -> bool:
    """Whether `before` ends with a name that a number may follow after a space."""
    return before.rstrip(BETWEEN).lower().endswith(_KNOWN)


def _name_at_end(before: str) -> re.Match[str] | None:
    if not before or before[-1].isspace() or before[-1] == ".":
        return _SPACED.search(before) if is_known_name(before) else None
    if before[-1] in DASHES and before[-2:-1].isspace():
        return _SPACED.search(before)
    is_letter = before[-1].isalpha() or before[-1] in DASHES or "\u0300" <= before[-1] <= "\u036f"
    return _NAME.search(before) if is_letter else None
