"""Text as its letters are meant, composed and without what nobody sees, and the way back.

Patterns are written for such text; the offsets of what they find are then those of the source.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from analyzers.invisible import drop_invisible

# Combining marks of all scripts, as a class of a regular expression: \w leaves them out.
MARKS = "".join(
    chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code)) in {"Mc", "Mn"}
)


class Plain(NamedTuple):
    """`text`, and for each of its characters the stretch of the source that it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that ``text[start:end]``, not empty, stands for."""
        return self.starts[start], self.ends[end - 1]


def plain(source: str, *, keep_invisible: bool = False) -> Plain:
    """Return `source` composed (NFC), and without invisible characters unless they are kept."""
    shown = source if keep_invisible else drop_invisible(source)
    if shown == source and unicodedata.is_normalized("NFC", source):
        return Plain(source, range(len(source)), range(1, len(source) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(source, marks_only=keep_invisible):
        cluster = source[start:end]
        piece = unicodedata.normalize("NFC", cluster if keep_invisible else drop_invisible(cluster))
        if len(piece) > len(cluster):  # a few letters of other scripts, which NFC takes apart
            piece = cluster
        alone = _marks_alone(piece, cluster)
        joined = end - alone
        letters.append(piece)
        starts += [*[start] * (len(piece) - alone), *range(joined, end)]
        ends += [*[joined] * (len(piece) - alone), *range(joined + 1, end + 1)]
    return Plain("".join(letters), starts, ends)


def _clusters(text: str, *, marks_only: bool) -> list[tuple[int, int]]:
    """Return the stretches of a character and the marks, and the invisible ones, after it."""
    firsts = [
        at
        for at, letter in enumerate(text)
        if not at or not (_is_mark(letter) or (not marks_only and not drop_invisible(letter)))
    ]
    return list(zip(firsts, [*firsts[1:], len(text)], strict=True))


def _is_mark(letter: str) -> bool:
    # And the vowels and finals of Hangul and of Indic scripts, which compose with what is before.
    return unicodedata.category(letter) in {"Mc", "Mn"} or "\u1160" <= letter <= "\u11ff"


def _marks_alone(piece: str, cluster: str) -> int:
    """Return how many marks at the end of a cluster stay characters of their own."""
    alone = 0
    while alone + 1 < len(piece) and piece[-1 - alone] == cluster[-1 - alone]:
        alone += 1
    return alone
