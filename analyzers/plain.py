"""Text as its letters are meant, composed and without what nobody sees, and the way back.

Patterns are written for such text; the offsets of what they find are then those of the source.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.invisible import INVISIBLE, drop_invisible

# Combining marks of all scripts, as a class of a regular expression: \w leaves them out.
MARKS = "".join(
    chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code)) in {"Mc", "Mn"}
)


# What composing may change: a letter and the marks on it, or the vowels and finals of Hangul;
# letters that NFC takes apart, of a few other scripts, stay as they are.
_MARKED = re.compile(rf"(?s:.)[{MARKS}\u1160-\u11ff]+")
_TOUCHED = re.compile(rf"(?s:.)[{MARKS}\u1160-\u11ff{INVISIBLE}]+|[{INVISIBLE}]+")
_SHORT = 8  # characters; longer clusters are met once


class Plain(NamedTuple):
    """`text`, and for each of its characters the stretch of the source that it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that ``text[start:end]``, not empty, stands for."""
        return self.starts[start], self.ends[end - 1]


def is_plain(text: str) -> bool:
    """Whether `text` is composed and holds nothing that nobody sees."""
    return text.isascii() or (
        unicodedata.is_normalized("NFC", text) and drop_invisible(text) == text
    )


def plain(source: str, *, keep_invisible: bool = False) -> Plain:
    """Return `source` composed (NFC), and without invisible characters unless they are kept."""
    shown = source if keep_invisible else drop_invisible(source)
    if shown == source and unicodedata.is_normalized("NFC", source):
        return Plain(source, range(len(source)), range(1, len(source) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in (_MARKED if keep_invisible else _TOUCHED).finditer(source):
        start, end = match.span()
        letters.append(source[done:start])
        starts += range(done, start)
        ends += range(done + 1, start + 1)
        done = end
        compose = _compose if end - start <= _SHORT else _compose_anew
        piece, alone = compose(match[0], keep_invisible)
        joined = end - alone
        letters.append(piece)
        starts += [*[start] * (len(piece) - alone), *range(joined, end)]
        ends += [*[joined] * (len(piece) - alone), *range(joined + 1, end + 1)]
    letters.append(source[done:])
    starts += range(done, len(source))
    ends += range(done + 1, len(source) + 1)
    return Plain("".join(letters), starts, ends)


def _compose_anew(cluster: str, keep_invisible: bool) -> tuple[str, int]:  # noqa: FBT001  cached
    """Return a cluster composed, and how many marks at its end stay characters of their own."""
    piece = unicodedata.normalize("NFC", cluster if keep_invisible else drop_invisible(cluster))
    return piece, _marks_alone(piece, cluster)


_compose = lru_cache(maxsize=1 << 12)(_compose_anew)  # there are a few hundred


def _marks_alone(piece: str, cluster: str) -> int:
    """Return how many marks at the end of a cluster stay characters of their own."""
    alone = 0
    while alone + 1 < len(piece) and piece[-1 - alone] == cluster[-1 - alone]:
        alone += 1
    return alone
