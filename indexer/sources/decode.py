"""Bytes into text, or the reason why not."""

import codecs
import re

from analyzers import encodings
from indexer.report import Skipped

# What pages are declared to be in. Other codecs of Python are none ("hex", "zlib"), or slow.
_OF_PAGES = re.compile(r"(?:cp|iso8859|koi8|gb|big5|shift_jis|euc|mac|tis)[\w-]*")
# To weigh all encodings takes some 20 seconds for a million bytes of nothing clear. So of what
# is long the beginning says which it is, and no page of the old ones is very long.
_JUDGED = 1 << 16  # bytes
_LONGEST_OLD = 2 << 20  # bytes
_LONGEST_LETTER = 4  # bytes
_CUT = bytes(range(0x80, 0x100))  # of a letter that the end of the beginning may cut
_STRAY = 0.01  # of the letters that are not ASCII may be broken in what still is UTF-8


def decode(data: bytes, origin: str, *declared: str) -> str | Skipped:
    """Return the text of `data`, in Unicode or an old Vietnamese encoding that is clear.

    What the bytes say comes first: encodings that are `declared` are often wrong, so they
    are tried only where nothing else is clear.
    """
    text, encoding, warning = _decoded(data)
    if not text.strip():
        return Skipped(origin, "empty")
    if encoding not in encodings.GUESSED:
        return text
    guesses = (_nearly_utf8(data), *(_as_declared(data, name) for name in declared))
    return next(filter(None, guesses), None) or Skipped(origin, warning or encoding)


def _decoded(data: bytes) -> encodings.Decoded:
    if len(data) <= _JUDGED:
        return encodings.decode(data)
    last = data[_JUDGED - _LONGEST_LETTER : _JUDGED].rstrip(_CUT)
    head = encodings.decode(data[: _JUDGED - _LONGEST_LETTER] + last)
    if head.encoding in encodings.GUESSED:
        return head
    if head.encoding == "utf-8":
        text = _nearly_utf8(data)
        return head._replace(encoding="damaged utf-8") if text is None else encodings.repair(text)
    if len(data) > _LONGEST_OLD and not head.encoding.startswith("utf"):
        long = f"{head.encoding}, and more than {_LONGEST_OLD >> 20} MB: save it as UTF-8"
        return head._replace(encoding="damaged utf-8", warning=long)
    return encodings.decode(data)


def _nearly_utf8(data: bytes) -> str | None:
    """Return UTF-8 with a few broken letters, as of a page that was cut and pasted by bytes."""
    text = data.decode("utf-8-sig", "replace")
    broken, letters = text.count("\ufffd"), len(text) - len(text.encode("ascii", "ignore"))
    return text if broken <= letters * _STRAY else None


def _as_declared(data: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
        return data.decode(codec) if _OF_PAGES.fullmatch(codec) else None
    except (LookupError, ValueError):
        return None
