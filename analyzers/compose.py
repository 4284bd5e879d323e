"""Give each letter one code point: text from Macs and some editors comes decomposed (NFD)."""

import re
import unicodedata

# A tone typed before the shape of its vowel, as on some keyboards: é and a circumflex are no ế.
# Unicode keeps marks above a letter in the order they came in.
_SHAPES = "\u0302\u0306"
_MARKS = re.compile(f"[\u0300\u0301\u0303\u0309{_SHAPES}]{{2,}}")


def compose(text: str) -> str:
    """Return `text` in Unicode NFC, the tone of a vowel after its shape."""
    composed = unicodedata.normalize("NFC", text)
    if "\u0302" not in composed and "\u0306" not in composed:
        return composed
    decomposed = unicodedata.normalize("NFD", composed)
    return unicodedata.normalize("NFC", _MARKS.sub(_shapes_first, decomposed))


def _shapes_first(marks: re.Match[str]) -> str:
    return "".join(sorted(marks[0], key=lambda mark: mark not in _SHAPES))
