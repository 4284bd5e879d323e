"""Names with a number: ``Covid-19``, ``COVID 19``, ``covid19``; ``U-23``; ``QCVN 02:2019/BXD``."""

import re

from analyzers.chains import fold, normalise
from analyzers.orthography import is_bare_syllable
from analyzers.syllables import parts_from_number
from analyzers.units.unit import ENDS, LETTER, Found

_DASHES = "-–\u2010\u2011"
_LONGEST = 24  # characters before the number that are looked at
_STARTS = r"(?<![\w\u0300-\u036f-])"
_NAME = re.compile(rf"{_STARTS}(?P<name>(?:{LETTER})+(?:-(?:{LETTER})+)?)[{_DASHES}]?$")
_NUMBER = re.compile(rf"\d{{1,4}}{ENDS}")
_STANDARD_NUMBER = re.compile(rf"\d+(?:-\d+)?(?::\d{{4}})?(?:/(?:{LETTER})+)?{ENDS}")
# With a space before the number the name must be known: “năm 2021” is no name.
_KNOWN = ("covid", "sars-cov", "sars cov", "qcvn", "tcvn", "tcxdvn", "tccs")
_STANDARDS = ("qcvn", "tcvn", "tcxdvn", "tccs")
_SPACED = re.compile(rf"{_STARTS}(?P<name>{'|'.join(_KNOWN)})[ \u00a0]$", re.IGNORECASE)
_SEPARATORS = re.compile(rf"[{_DASHES} \u00a0]")


def find_at(text: str, digits: re.Match[str]) -> Found | None:
    """Return the name whose number `digits` is, in one piece: ``covid19``."""
    before = text[max(0, digits.start() - _LONGEST) : digits.start()]
    last = before[-1:]
    if last in {" ", "\u00a0"}:
        name = _SPACED.search(before) if before[:-1].lower().endswith(_KNOWN) else None
    elif last and (last.isalpha() or last in _DASHES or "\u0300" <= last <= "\u036f"):
        name = _NAME.search(before)
    else:
        return None
    if name is None:
        return None
    folded = fold(name["name"])
    number = (_STANDARD_NUMBER if folded in _STANDARDS else _NUMBER).match(text, digits.start())
    # “tháng-10” is a word beside a number, “U-23” is not; “F0” is a syllable, which says it all.
    if number is None or (len(folded) > 1 and is_bare_syllable(folded)):
        return None
    if not _SEPARATORS.match(last) and not parts_from_number(folded):
        return None
    start = digits.start() - len(before) + name.start()
    return Found(start, number.end(), (normalise(_SEPARATORS.sub("", text[start : number.end()])),))
