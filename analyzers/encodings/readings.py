"""Text that was read in the wrong encoding, read again in another one.

All text here was bytes once that somebody took for windows-1252 or latin-1. The two differ
in 80 to 9F only, where latin-1 has control characters; so do the five bytes that windows-1252
leaves out. A reading takes both, letter by letter, and leaves what was no such byte as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from analyzers.encodings.tables import TCVN3, VISCII, VISCII_CONTROLS, VNI

Reading = Callable[[str], str]


def _western(code: int) -> str:
    """Return what windows-1252 shows for a byte; latin-1's character where it shows none."""
    byte = bytes([code])
    return byte.decode("cp1252", "ignore") or byte.decode("latin-1")


# Each character that a byte from 80 was taken for: up to two for a byte.
BYTES = {shown: code for code in range(0x80, 0x100) for shown in (chr(code), _western(code))}

# A quotation mark of windows-1252 may stand in text of the other encodings; as latin-1 it
# was read as a control character.
_PUNCTUATION = {code: _western(code) for code in range(0x80, 0xA0)}
_WINDOWS_1258 = {code: bytes([code]).decode("cp1258") for code in range(0xA0, 0x100)}


def western(data: bytes) -> str:
    """Return `data` as windows-1252; a byte that it leaves out becomes a control character."""
    return data.decode("latin-1").translate(_PUNCTUATION)


def _by_table(letters: Mapping[int, str]) -> Reading:
    table = {ord(shown): letters[code] for shown, code in BYTES.items() if code in letters}
    table |= {code: letter for code, letter in letters.items() if code < 0x80}  # noqa: PLR2004  ASCII

    def read(text: str) -> str:
        return unicodedata.normalize("NFC", text.translate(table))

    return read


_VNI_LETTER = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)


def _vni_letter(match: re.Match[str]) -> str:
    letter = VNI[match[0].lower()]
    return letter.upper() if match[0][0].isupper() else letter  # the letter, not its mark


def _as_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI_LETTER.sub(_vni_letter, text.translate(_PUNCTUATION)))


def _shown(first: int, last: int) -> str:
    return "".join(re.escape(shown) for shown, code in BYTES.items() if first <= code <= last)


# A first byte says how many of 80 to BF follow it.
_FOLLOWING = f"[{_shown(0x80, 0xBF)}]"
_UTF8_LETTER = re.compile(
    f"[{_shown(0xC2, 0xDF)}]{_FOLLOWING}"
    f"|[{_shown(0xE0, 0xEF)}]{_FOLLOWING}{{2}}"
    f"|[{_shown(0xF0, 0xF4)}]{_FOLLOWING}{{3}}"
)


def _utf8_letter(match: re.Match[str]) -> str:
    try:
        return bytes(BYTES[shown] for shown in match[0]).decode("utf-8")
    except UnicodeDecodeError:  # an overlong form, or half a letter of UTF-16
        return match[0]


def _as_utf8(text: str) -> str:
    return unicodedata.normalize("NFC", _UTF8_LETTER.sub(_utf8_letter, text))


READINGS: dict[str, Reading] = {
    "utf-8": _as_utf8,
    "tcvn3": _by_table(_PUNCTUATION | TCVN3),
    "vni": _as_vni,
    "viscii": _by_table(VISCII | VISCII_CONTROLS),
    "windows-1258": _by_table(_PUNCTUATION | _WINDOWS_1258),
}
