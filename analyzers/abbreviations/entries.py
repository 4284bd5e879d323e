"""Read files of abbreviations: a line is an entry, a short form and what it stands for.

    UBMTTQ | UB MTTQ<tab>Ủy ban Mặt trận Tổ quốc

A later file changes the entries of those before it. Its line is added to the entry
that has one of its long forms; a short form it names leaves the entry it was in, and an
entry with no short form left goes.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analyzers.syllables import split_syllables

Form = tuple[str, ...]  # the marked syllables of one way to write it
_LAYOUT = "write short forms, one tab, long forms; forms are parted by ' | '"


class Entry(NamedTuple):
    """Forms that mean the same: ``("ubnd",)`` and ``("ủy", "ban", "nhân", "dân")``."""

    shorts: tuple[Form, ...]
    longs: tuple[Form, ...]


class _Line(NamedTuple):
    number: int
    where: str  # for messages
    shorts: tuple[Form, ...]
    longs: tuple[Form, ...]


def read_entries(paths: Sequence[Path]) -> tuple[Entry, ...]:
    """Return the entries of `paths`, a later file changing those of the files before.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is no entry, or says again what a line before it said.
    """
    entries: list[dict[Form, bool]] = []  # each form, and whether it is a long one
    for path in paths:
        before = tuple(entries)
        entries.extend(_home(line, before) for line in _lines_once(path))
    whole = (
        Entry(
            tuple(form for form, long in entry.items() if not long),
            tuple(form for form, long in entry.items() if long),
        )
        for entry in entries
    )
    return tuple(entry for entry in whole if entry.shorts and entry.longs)


def _home(line: _Line, before: Sequence[dict[Form, bool]]) -> dict[Form, bool]:
    """Return the entry of `line`, with what the entry it adds to held; `before` loses its forms."""
    home = dict.fromkeys(line.shorts, False) | dict.fromkeys(line.longs, True)
    for entry in before:
        if any(long in entry for long in line.longs):
            home = entry | home
            entry.clear()
        for form in (*line.shorts, *line.longs):
            entry.pop(form, None)
    return home


def _lines_once(path: Path) -> Iterator[_Line]:
    """Yield the lines of one file, in which no form may stand on two lines."""
    seen: dict[Form, int] = {}
    for line in _lines(path):
        for form in (*line.shorts, *line.longs):
            if form in seen:
                raise ValueError(
                    f"{line.where}: “{' '.join(form)}” stands on line {seen[form]} already;"
                    " write what means the same on one line, and leave out what has two meanings"
                )
        seen.update(dict.fromkeys((*line.shorts, *line.longs), line.number))
        yield line


def _lines(path: Path) -> Iterator[_Line]:
    for number, text in enumerate(_text(path).split("\n"), start=1):
        if not text.strip() or text.startswith("#"):
            continue
        where = f"{path}, line {number}"
        cells = text.split("\t")
        if len(cells) != 2:  # noqa: PLR2004  short forms, long forms
            raise ValueError(f"{where}: {len(cells) - 1} tabs, not one; {_LAYOUT}")
        shorts, longs = (_forms(cell, where) for cell in cells)
        for form in shorts:
            if form in longs:
                raise ValueError(
                    f"{where}: “{' '.join(form)}” is a short and a long form; write it once"
                )
        yield _Line(number, where, shorts, longs)


def _forms(cell: str, where: str) -> tuple[Form, ...]:
    written = cell.split("|")
    forms = [tuple(s.marked for s in split_syllables(text)) for text in written]
    if () in forms:
        text = written[forms.index(())].strip()
        raise ValueError(f"{where}: “{text}” has neither letter nor digit; {_LAYOUT}")
    return tuple(dict.fromkeys(forms))


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{path}, line {number}: not UTF-8; save the file as UTF-8") from error
