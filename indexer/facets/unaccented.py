"""Names in text without accents: of addresses, of English, ``hai phong`` and ``Hanoi``."""

import re
from functools import cache

from analyzers.fold_diacritics import fold_diacritics
from indexer.facets.spelling import any_of, slug
from indexer.places import aliases, provinces

_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_ENGLISH = {"ho chi minh city": "TP. Hồ Chí Minh"}
# In small letters these are words far more often: "diễn biến" 400 times in 10,000 articles.
_WORDS = frozenset({"dien bien", "hoa binh", "hue"})


def with_names_marked(text: str) -> str:
    """Return `text` with the marks on its names of provinces, if it has no marks at all.

    A name has capitals, or none where it means nothing else: ``Dien Bien``, ``dien bien``.
    """
    if _MARKED.search(text):
        return text
    return _pattern().sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    written = match[0]
    key = written.lower()
    is_name = written.title() == written or written.isupper() or key not in _WORDS
    return _forms()[key] if is_name else written


@cache
def _forms() -> dict[str, str]:
    """Return the province for each way to write it without marks, in small letters."""
    forms = {}
    for province in provinces():
        for name in (province, *aliases(province)):
            folded = fold_diacritics(name.lower())
            if " " in folded or len(folded) > len("hn"):
                forms[folded] = province
            forms[slug(name)] = province  # "Hanoi"
    return forms | _ENGLISH


@cache
def _pattern() -> re.Pattern[str]:
    # neither the ocean, "Thai Binh Duong", nor the victory
    names = any_of(_forms())
    return re.compile(rf"(?<!\w)(?<!thai ){names}(?!\w| duong| phu)", re.IGNORECASE)
