"""Give each letter one code point: text from Macs and some editors comes decomposed (NFD)."""

import re
import unicodedata

# A tone typed before the shape of its vowel, as on some keyboards: é and a circumflex are no ế.
# Unicode keeps marks above a letter in the order they came in.
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")


def compose(text: str) -> str:
    """Return `text` in Unicode NFC, the tone of a vowel after its shape."""
    composed = unicodedata.normalize("NFC", text)
    if "\u0302" not in composed and "\u0306" not in composed:
        return composed
    decomposed = unicodedata.normalize("NFD", composed)
    return unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", decomposed))
