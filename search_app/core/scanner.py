"""Where the terms of a query begin and end, by the grammar of `search_app.core.language`."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from analyzers import fold, split_syllables
from search_app.core.facets import is_unknown

Kind = Literal["words", "phrase", "prefix", "title", "byline", "source", "year", "city", "topic"]
FIRST_YEAR, LAST_YEAR = 1, 9999
NO_YEAR = 0  # of articles whose year is unknown

_FIELDS: Mapping[str, Kind] = {
    "tieude": "title",
    "tacgia": "byline",
    "nguon": "source",
    "nam": "year",
    "thanhpho": "city",
    "chude": "topic",
}
_MAY_HOLD_SIGNS = re.compile(r'["“«*:-]|OR|HOẶC')  # most queries hold none
_QUOTED = re.compile(r'"([^"]*+)"|“([^“”]*+)”|«([^«»]*+)»')
# A word goes on behind a star only with a letter: each is read once, however many stars there are.
_WORD = re.compile(r'[^\s"“”«»*]++(?:\*(?=\w)[^\s"“”«»*]++)*+\*?|\*++|["“”«»]')
_NAME = re.compile(r"[(\[]*+([^\W\d_]++):(?=\S)")
_PREFIX = re.compile(r"(?<![^\W_])([^\W_]{2,}+)\*(?!\w)")
_EXCLUDES = re.compile(r'(?<!\S)-(?=[^\W\d_]|["“«])')
_YEARS = re.compile(r"([1-9]\d{3})?(?:(\.\.|…|-|–)([1-9]\d{3})?)?[.,;:!?)\]]*+", re.ASCII)


class Token(NamedTuple):
    """A term as it stands in composed text, its value without quotation marks."""

    kind: Kind
    start: int
    end: int
    value: tuple[int, int]
    is_excluded: bool = False
    years: tuple[int, int] | None = None


def scan(text: str) -> Iterator[Token]:
    """Yield the terms of composed text in reading order, signs that stand alone as words."""
    if text and not _MAY_HOLD_SIGNS.search(text):
        yield Token("words", 0, len(text), (0, len(text)))
        return
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _exclusion(text, at) or _field(text, at) or _phrase(text, at) or _word(text, at)
        yield token
        at = token.end


def _exclusion(text: str, at: int) -> Token | None:
    if not _EXCLUDES.match(text, at):
        return None
    token = _field(text, at + 1) or _phrase(text, at + 1)
    if token is None:
        end = _end_of_word(text, at + 1)
        prefix = _PREFIX.fullmatch(text, at + 1, end)
        value = prefix.span(1) if prefix else (at + 1, end)
        token = Token("prefix" if prefix else "words", at + 1, end, value)
    # An empty phrase and a quotation mark without its other are signs.
    signs = token.kind == "words" and not split_syllables(text[slice(*token.value)])
    return None if signs else token._replace(start=at, is_excluded=True)


def _field(text: str, at: int) -> Token | None:
    name = _NAME.match(text, at)
    kind = _FIELDS.get(fold(name[1])) if name else None
    if name is None or kind is None:
        return None
    quoted = _QUOTED.match(text, name.end())
    end = quoted.end() if quoted else _end_of_word(text, name.end())
    value = _inside(quoted) if quoted else (name.end(), end)
    years = _years(text[slice(*value)]) if kind == "year" else None
    if (kind == "year" and years is None) or not split_syllables(text[slice(*value)]):
        return None
    return Token(kind, name.start(1), end, value, years=years)


def _years(text: str) -> tuple[int, int] | None:
    """Return the first and last year of ``2021``, ``2021..2023``, ``..2020`` or ``2021..``.

    Both are NO_YEAR for ``không rõ``.
    """
    if is_unknown(text):
        return NO_YEAR, NO_YEAR
    found = _YEARS.fullmatch(text.strip())
    if found is None or not (found[1] or found[3]):
        return None
    first = int(found[1] or FIRST_YEAR)
    last = int(found[3] or (LAST_YEAR if found[2] else first))
    return min(first, last), max(first, last)


def _phrase(text: str, at: int) -> Token | None:
    quoted = _QUOTED.match(text, at)
    if quoted is None:
        return None
    inside = _inside(quoted)
    is_empty = not split_syllables(text[slice(*inside)])
    return Token("words" if is_empty else "phrase", *quoted.span(), inside)


def _inside(quoted: re.Match[str]) -> tuple[int, int]:
    return quoted.start() + 1, quoted.end() - 1


def _word(text: str, at: int) -> Token:
    """Return a word, or as much of it as stands before a prefix."""
    end = _end_of_word(text, at)
    found = _PREFIX.search(text, at, end)
    if found and found.start() == at:
        return Token("prefix", at, found.end(), found.span(1))
    end = found.start() if found else end
    return Token("words", at, end, (at, end))


def _end_of_word(text: str, at: int) -> int:
    found = _WORD.match(text, at)
    return found.end() if found else at
