"""Bytes into text, whatever encoding they are in."""

import codecs

from analyzers.encodings.mojibake import Decoded, repair
from analyzers.encodings.readings import western

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Plain letters and spaces, more than half of any Vietnamese text, have a zero in UTF-16, always
# on the same side; a combining grave has one on the other.
_ZEROS = 0.3
_STRAY_ZEROS = 0.1
_CERTAIN = 32  # bytes of which half are zeros

_NOT_WINDOWS_1252 = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_ADVICE = "save it as UTF-8"

# What `decode` names when no encoding was clear: its text may be wrong.
GUESSED = frozenset({"damaged utf-8", "windows-1252", "latin-1"})


def decode(data: bytes) -> Decoded:
    """Return `data` as text, with its encoding and, where that is a guess, a warning.

    UTF-8 and UTF-16 are recognised, with or without a byte order mark, and text that was
    misread before it was saved is repaired. Else the bytes are in TCVN3, VNI, VISCII or
    windows-1258 if that is clear. If nothing is, they are read as windows-1252, or latin-1
    where that has no letter: nothing is lost, but it may be wrong, and the warning says so.
    """
    encoding = utf16(data)
    if encoding is not None:
        try:
            # Half a letter may be lost at the end of a file.
            letters = data[:-1] if len(data) % 2 and len(data) > _CERTAIN else data
            repaired = repair(letters.decode(encoding).removeprefix("\ufeff"))
        except UnicodeDecodeError:
            pass
        else:
            return _named(repaired, encoding)
    try:
        return repair(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        if error.reason == "unexpected end of data" and not whole.isascii():
            return repair(whole.decode("utf-8-sig"))._replace(
                warning=f"its last letter was cut off at byte {error.start}: get it whole"
            )
        return _not_utf8(data, error.start)


def utf16(data: bytes) -> str | None:
    """Return which UTF-16 `data` may be: by its mark, else by the zeros in half of its bytes."""
    if data[:2] in _UTF16:
        return _UTF16[data[:2]]
    if b"\0" not in data:
        return None
    letters = len(data) / 2
    first, second = data[::2].count(0) / letters, data[1::2].count(0) / letters
    if max(first, second) < _ZEROS or min(first, second) > _STRAY_ZEROS:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _named(repaired: Decoded, encoding: str) -> Decoded:
    return repaired if repaired.encoding != "utf-8" else repaired._replace(encoding=encoding)


def _not_utf8(data: bytes, at: int) -> Decoded:
    text = western(data)
    repaired = repair(text)
    if repaired.encoding != "utf-8":
        return repaired
    seen = f"not UTF-8 (byte 0x{data[at]:02x} at {at})"
    if repaired.text != text:
        return Decoded(repaired.text, "damaged utf-8", f"{seen}, though most of it is: {_ADVICE}")
    encoding = "latin-1" if _NOT_WINDOWS_1252.intersection(data) else "windows-1252"
    return Decoded(text, encoding, f"{seen}, nor clearly an old Vietnamese encoding: {_ADVICE}")
