"""Unicode into the old encodings, for tests: the tables of the reading side, turned round."""

import unicodedata

import pytest

from analyzers.encodings.tables import TCVN3, VISCII, VISCII_CONTROLS, VNI
from analyzers.orthography import TONES

_TCVN3 = {letter: bytes([code]) for code, letter in TCVN3.items()}
_VISCII = {letter: bytes([code]) for code, letter in (VISCII | VISCII_CONTROLS).items()}
_VNI = {
    case(letter): case(written).encode("cp1252")
    for written, letter in VNI.items()
    for case in (str.lower, str.upper)
}
_SIMPLER = str.maketrans(
    {"“": '"', "”": '"', "…": "...", "•": "*", "\xa0": " "}
)  # VISCII has letters in their place


def to_tcvn3(text):
    """Encode text of small letters; its capitals have no tone."""
    return b"".join(_TCVN3.get(letter) or letter.encode("cp1252") for letter in text)


def to_vni(text):
    return b"".join(_VNI.get(letter) or letter.encode("cp1252") for letter in text)


def to_viscii(text):
    return b"".join(_VISCII.get(letter) or letter.encode("ascii") for letter in text)


def to_windows_1258(text):
    """Encode as Windows writes Vietnamese: a letter with its shape, then its tone."""
    return "".join(map(_shape_and_tone, text)).encode("cp1258")


def _shape_and_tone(letter):
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(part for part in parts if part in TONES)
    shape = "".join(part for part in parts if part not in TONES)
    return unicodedata.normalize("NFC", shape) + tone


def _writable(encoding, text):
    if encoding == "tcvn3":  # toned capitals came from a font of capitals
        return "".join(c if c in _TCVN3 or c.isascii() else c.lower() for c in text)
    return text.translate(_SIMPLER) if encoding == "viscii" else text


_ENCODERS = {
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "viscii": to_viscii,
    "windows-1258": to_windows_1258,
    "utf-8": str.encode,
}


@pytest.fixture(scope="session")
def encode():
    """Return a function of an encoding and a text that gives its bytes."""
    return lambda encoding, text: _ENCODERS[encoding](text)


@pytest.fixture(scope="session")
def writable():
    """Return a function that gives a text as an encoding can say it."""
    return _writable
