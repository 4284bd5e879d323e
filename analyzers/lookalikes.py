"""Letters of other alphabets that look like ours and are typed, or scanned, for them.

Eth and the African D look like Đ; no Vietnamese word holds them. Of 30,000 news
articles, 24 have one. Cyrillic and Greek letters are taken for Latin ones only
in a word that has Latin letters too (“хеm”), so Москва stays what it is.
"""

import re

from analyzers.compose import compose

_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ɏḀ-ỹ]")
_STRANGER = re.compile("[ÐðƉɖΑ-ωЀ-ӿ]")


def unify_lookalikes(text: str) -> str:
    """Return composed `text` with Latin letters for their look-alikes."""
    if not _STRANGER.search(text):
        return text
    return compose(_WORD.sub(_in_latin, text.translate(_D)))


def _in_latin(word: re.Match[str]) -> str:
    mixed = _STRANGER.search(word[0]) and _LATIN_LETTER.search(word[0])
    return word[0].translate(_LATIN) if mixed else word[0]
