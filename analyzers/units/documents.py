"""Document numbers: ``03-NQ/TU``, ``21/NQ-CP``, ``12/2021/QĐ-TTg``, ``169-HD/BTGTW``.

A number, perhaps a year, the kind of document and who issued it, as Decree
30/2020/NĐ-CP has them for the state and Guide 36-HD/VPTW (2018) for the party. Written
with or without spaces, with dashes of any length, a line ending behind one; a number
below ten gets its zero. ``TW`` and ``TƯ`` both mean the Central Committee, while ``TU`` is a
province's.
"""

import re

from analyzers.chains import fold, normalise
from analyzers.orthography import is_bare_syllable
from analyzers.units.unit import ALONE, DASHES, ENDED, LETTER, SPACE, Found

_PART = rf"QH[{DASHES}]\d{{1,2}}|(?:{LETTER}){{1,10}}\d{{0,2}}(?:&(?:{LETTER}){{1,4}})?"
_STEP = rf"{SPACE}?(?P<dash>[{DASHES}/])(?:{SPACE}|\n)?(?P<part>{_PART})"
_NUMBER = re.compile(
    rf"{ALONE}(?<!\d[.,/:-])(?P<number>\d{{1,2}}\.\d{{3}}|\d{{1,5}}[a-z]?)"
    rf"(?:{SPACE}?/{SPACE}?(?P<year>\d{{4}}))?(?P<steps>(?:{re.sub('[?]P<[a-z]+>', '?:', _STEP)})+)"
    rf"{ENDED}(?!{SPACE}?[{DASHES}/]{LETTER})",
    re.IGNORECASE,
)
_STEPS = re.compile(_STEP, re.IGNORECASE)

# Kinds of documents of the decree, the guide and the law, and whose letters are most, folded.
_KINDS = frozenset(
    """
    nq qd ct qc qyd tc tb hd ctr kh pa da bc bb ttr cd bgn btt guq gm ggt gnp pg pc pb tk kl cv
    qdi tt ttlt nd nqlt vbhn vbqppl l pl tl gt qh ubtvqh ubnd hdnd vpcp
    """.split()
)


def find_at(text: str, digits: re.Match[str]) -> Found | None:
    """Return the document number that begins with `digits`, in one spelling."""
    match = _NUMBER.match(text, digits.start())
    if match is None:
        return None
    steps = [(step["dash"], step["part"]) for step in _STEPS.finditer(match["steps"])]
    if not _is_document([part for _, part in steps], year=match["year"] is not None):
        return None
    number = normalise(match["number"].replace(".", ""))
    number = number.zfill(2 + (not number.isdigit()))
    if match["year"]:
        number += f"/{normalise(match['year'])}"
    for dash, part in steps:
        number += ("/" if dash == "/" else "-") + _issuer(part)
    return Found(*match.span(), (number,))


def _issuer(part: str) -> str:
    return "tư" if part.upper() == "TW" else re.sub(f"[{DASHES}]", "", normalise(part))


def _is_document(parts: list[str], *, year: bool) -> bool:
    """Whether the letters behind the number name a kind and an issuer: no ``60-km/h``."""
    if fold(parts[0]) in _KINDS or parts[0].upper().startswith("QH"):
        return True
    if (len(parts) == 1 and not year) or len(parts[0]) == 1:
        return False
    if all(part.isupper() for part in parts):
        return True
    return year and not any(is_bare_syllable(fold(part)) for part in parts)
