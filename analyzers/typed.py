"""What was typed for an input method that was off: ``ddooir`` and ``d9o63i`` are ``đổi``.

Telex writes a mark as a letter, VNI as a digit (both tables:
https://vietunicode.sourceforge.net/inputmethod.html). Input methods take a key
anywhere after the letter it marks, so all of ``dduowcj``, ``duowjcd`` and ``duocdwj`` are
read; one horn key serves both letters of ươ, an o after ư is ơ, and a Telex w
before any vowel is ư (``nhwng``). Of all that keys may do, the orthography leaves what
is a syllable, mostly one reading. An unaccented syllable has none, but for a long
o: ``xoong`` may be xông.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from analyzers.chains import normalise
from analyzers.orthography import put_tone

_LETTERS = frozenset("abcdeghiklmnopqrstuvxy")
_VOWELS = frozenset("aăâeêioôơuưy")
_VOWEL_KEYS = frozenset("aeiouyw")
_MOST_KEYS = 12  # nghiêng, the longest syllable, takes 9; beyond, no reading is left
_MOST_LETTERS = 7

_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng
_TELEX_TONES = dict(zip("sfrxj", _TONES, strict=True))
_VNI_TONES = dict(zip("12345", _TONES, strict=True))
_Shapes = Mapping[str, Mapping[str, str]]  # key -> plain letter -> marked letter
_TELEX_SHAPES: _Shapes = {
    "a": {"a": "â"},
    "e": {"e": "ê"},
    "o": {"o": "ô"},
    "w": {"a": "ă", "o": "ơ", "u": "ư"},
    "d": {"d": "đ"},
}
_VNI_SHAPES: _Shapes = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}


@lru_cache(maxsize=1 << 12)
def read_telex(text: str) -> tuple[str, ...]:
    """Return the marked syllables, normalised, that `text` may be in Telex; mostly none or one."""
    return _read(text.lower(), _TELEX_SHAPES, _TELEX_TONES)


@lru_cache(maxsize=1 << 12)
def read_vni(text: str) -> tuple[str, ...]:
    """Return the marked syllables, normalised, that `text` may be in VNI; mostly none or one."""
    return _read(text.lower(), _VNI_SHAPES, _VNI_TONES)


def _read(keys: str, shapes: _Shapes, tones: Mapping[str, str]) -> tuple[str, ...]:
    if len(keys) > _MOST_KEYS:
        return ()
    if _VOWEL_KEYS.isdisjoint(keys):
        return _abbreviation(keys, shapes)
    states = {("", "")}  # the letters so far, with their shapes, and the tone
    for key in keys:
        states = {after for before in states for after in _press(key, *before, shapes, tones)}
    marked = {state for state in states if state != (keys, "")}
    syllables = (put_tone(*state) for state in marked)
    return tuple(sorted({normalise(syllable) for syllable in syllables if syllable}))


def _abbreviation(keys: str, shapes: _Shapes) -> tuple[str, ...]:
    """Return letters without a vowel with their đ: ``hddnd`` is hđnd."""
    stroke = next(key for key in shapes if "d" in shapes[key])
    return (normalise(keys.replace("d" + stroke, "đ", 1)),) if "d" + stroke in keys else ()


def _press(
    key: str, letters: str, tone: str, shapes: _Shapes, tones: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what letters and tone may be after one more key."""
    if key in tones and not tone and not _VOWELS.isdisjoint(letters):
        yield letters, tones[key]
    for reshaped in _reshape(letters, shapes.get(key, {})):
        yield reshaped, tone
    if len(letters) == _MOST_LETTERS:
        return
    if key in _LETTERS:
        yield letters + key, tone
    if key == "o" and letters.endswith("ư"):
        yield letters + "ơ", tone
    if key == "w" and key in shapes and _VOWELS.isdisjoint(letters.removeprefix("gi")):
        yield letters + "ư", tone


def _reshape(letters: str, changes: Mapping[str, str]) -> Iterator[str]:
    for at, letter in enumerate(letters):
        if letter in changes:
            yield letters[:at] + changes[letter] + letters[at + 1 :]
    if "u" in changes and "uo" in letters:
        yield letters.replace("uo", "ươ", 1)
