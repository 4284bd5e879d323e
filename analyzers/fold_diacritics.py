"""Remove what a hurried typist leaves out: ``đổi`` becomes ``doi``."""

import re

from unidecode import unidecode

# Latin letters with every mark Vietnamese, or its neighbours in the news, put on them.
# unidecode would also transliterate other scripts (東 becomes Dong), which is no folding.
# The last range are marks that no composed letter takes in.
_LATIN = re.compile(r"[\u0061-\u007a\u00df-\u024f\u1e00-\u1eff\u0300-\u036f]+")


def fold_diacritics(text: str) -> str:
    """Return lower-case composed `text` with its Latin letters in plain a to z."""
    return _LATIN.sub(lambda match: unidecode(match[0]).lower(), text)
