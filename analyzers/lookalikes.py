"""Letters of other alphabets that look like ours and are typed, or scanned, for them.

Eth and the African D look like Đ; no Vietnamese word holds them. Of 30,000 news
articles, 26 have one. Cyrillic and Greek letters are taken for Latin ones only
in a word that has Latin letters too (“хеm”), so Москва stays what it is.
"""

import re

from analyzers.compose import compose

_D = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
)
_MIXED = re.compile(r"(?=\w*[A-Za-zÀ-ɏḀ-ỹ])(?=\w*[Α-ωЀ-ӿ])[^\W\d_]+")
_STRANGER = re.compile("[ÐðƉɖΑ-ωЀ-ӿ]")


def unify_lookalikes(text: str) -> str:
    """Return composed `text`, of the same length, with Latin letters for their look-alikes."""
    if not _STRANGER.search(text):
        return text
    return compose(_MIXED.sub(lambda match: match[0].translate(_LATIN), text.translate(_D)))
