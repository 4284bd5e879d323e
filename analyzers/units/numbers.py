"""Numbers with points and commas: ``2.175`` is 2175, as the press writes it; ``2,5`` is 2.5."""

import re

from analyzers.chains import normalise
from analyzers.units.unit import ALONE, ENDED, Found

_NUMBER = re.compile(
    rf"{ALONE}(?<!\d[.,/:])(?:(?P<whole>\d{{1,3}}(?:\.\d{{3}})+)(?:,(?P<part>\d+))?"
    rf"|(?P<english>\d{{1,3}}(?:,\d{{3}}){{2,}})|\d+[.,]\d+)(?:{ENDED}|(?=đ{ENDED}))(?![.,/:]\d)"
)


def find_at(text: str, digits: re.Match[str]) -> Found | None:
    """Return the number that begins with `digits`: no thousands separators, a decimal point."""
    match = _NUMBER.match(text, digits.start())
    if match is None:
        return None
    if match["whole"]:
        number = match["whole"].replace(".", "") + (f".{match['part']}" if match["part"] else "")
    elif match["english"]:
        number = match["english"].replace(",", "")
    else:
        number = match[0].replace(",", ".")
    return Found(*match.span(), (normalise(number),))
