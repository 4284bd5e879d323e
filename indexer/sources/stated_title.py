"""The title that a file states beside its text, such as in the properties of a PDF."""

import re
from collections.abc import Sequence

_HEAD = 20  # lines of the text among which its title stands
_WRAPPED = 4  # lines that a title may be broken into
_FEWEST_WORDS = 4
_LONGEST = 250  # characters
_LOOK_INTO = 3000  # characters of text
_SHARED = 0.8  # of the syllables of a title that the text says in other words
_SYLLABLE = re.compile(r"[^\W\d_]+")
_FILE_NAME = re.compile(r"_|\.\w{2,4}$|^Microsoft |^(?:https?|file):")


def title_first(lines: Sequence[str], title: str) -> list[str] | None:
    """Return `lines` with the stated title as the first, whole; None if it is not of this text.

    Properties often state the title of the file that this one was made from, or its name.
    """
    title = " ".join(title.split())
    stated = title.casefold().split()
    for start in range(min(_HEAD, len(lines))):
        for end in range(start + 1, min(start + _WRAPPED, len(lines)) + 1):
            written = " ".join(lines[start:end])
            if written.casefold().split() == stated:
                return [" ".join(written.split()), *lines[:start], *lines[end:]]
    return [title, *lines] if _tells_of(title, "\n".join(lines)[:_LOOK_INTO]) else None


def _tells_of(title: str, text: str) -> bool:
    if len(title) > _LONGEST or _FILE_NAME.search(title):
        return False
    own = _SYLLABLE.findall(title.casefold())
    known = frozenset(_SYLLABLE.findall(text.casefold()))
    shared = sum(syllable in known for syllable in own)
    return len(own) >= _FEWEST_WORDS and shared >= _SHARED * len(own)
