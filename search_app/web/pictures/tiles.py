"""The map of tiles: where each province is drawn, by tiles.tsv."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search_app.core.model import PlaceNames

_ACROSS, _DOWN = 32, 25  # units from one tile to the next
_WIDTH, _HEIGHT = 30, 23  # of a tile
_BASE = 16  # of its label, below its upper edge
_MARGIN = 8  # for the names of islands
_DOT = 3  # of the islands that are drawn of an archipelago
_DOTS = ((2, 4), (9, 1), (14, 7))


class Tile(NamedTuple):
    """A province as a square with its short name, or an archipelago as islands above its name."""

    names: tuple[str, ...]  # canonical ones that it stands for; of what it is a part of, if it is
    outline: str  # path data
    x: int  # where the label is, its middle or of islands its beginning; in units as all here
    y: int  # of the line it stands on
    label: Sequence[str]  # its lines
    is_islands: bool


class Layout(NamedTuple):
    """All tiles, in the order of the data file, and how much room they take."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


class _Row(NamedTuple):
    name: str
    label: str
    before: str
    today: str
    part_of: str


@cache
def layout(place_names: PlaceNames | None) -> Layout:
    """Return the map of the 63 provinces, or with "2025" of the 34 of today."""
    at: dict[tuple[int, int], list[_Row]] = {}
    for row in _rows():
        if cell := row.today if place_names else row.before:
            down, across = map(int, cell.split(","))
            at.setdefault((down, across), []).append(row)
    return Layout(
        tiles=tuple(_tile(down, across, own) for (down, across), own in at.items()),
        width=(1 + max(across for _, across in at)) * _ACROSS + _MARGIN,
        height=(1 + max(down for down, _ in at)) * _DOWN,
    )


def _tile(down: int, across: int, rows: list[_Row]) -> Tile:
    x, y = across * _ACROSS, down * _DOWN
    is_islands = bool(rows[0].part_of)
    return Tile(
        names=tuple(row.part_of or row.name for row in rows),
        outline=_islands(x, y) if is_islands else f"M{x} {y}h{_WIDTH}v{_HEIGHT}h-{_WIDTH}z",
        x=x if is_islands else x + _WIDTH // 2,
        y=y + _HEIGHT if is_islands else y + _BASE,
        label=rows[0].label.split(),
        is_islands=is_islands,
    )


def _islands(x: int, y: int) -> str:
    return "".join(f"M{x + right} {y + down}h{_DOT}v{_DOT}h-{_DOT}z" for right, down in _DOTS)


def _rows() -> list[_Row]:
    lines = (Path(__file__).parent / "tiles.tsv").read_text("utf-8").splitlines()
    return [_Row(*line.split("\t")) for line in lines if not line.startswith("#")]
