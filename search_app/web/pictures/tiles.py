"""The map of tiles: where each province is drawn, by tiles.tsv."""

from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from search_app.core.model import PlaceNames

_ACROSS, _DOWN = 32, 25  # units from one tile to the next
_WIDTH, _HEIGHT = 30, 23  # of a tile
_BASE = 16  # of its label, below its upper edge
_MARGIN = 8  # for the names of islands
_LINE = 11  # from one line of a label to the next
_DOT = 3  # of the islands that are drawn of an archipelago
_DOTS = ((2, 4), (9, 1), (14, 7))


class Tile(NamedTuple):
    """A province as a square with its short name, or an archipelago as islands above its name."""

    names: tuple[str, ...]  # canonical ones that it stands for; of what it is a part of, if it is
    parameters: tuple[tuple[str, str], ...]  # each, and the parameter of an address that chooses it
    kind: str  # its class, or empty
    drawing: Markup


class Layout(NamedTuple):
    """All tiles, in the order of the data file, and how much room they take."""

    tiles: tuple[Tile, ...]
    names: frozenset[str]  # of all tiles
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
    tiles = tuple(_tile(down, across, own) for (down, across), own in at.items())
    return Layout(
        tiles=tiles,
        names=frozenset(name for tile in tiles for name in tile.names),
        width=(1 + max(across for _, across in at)) * _ACROSS + _MARGIN,
        height=(1 + max(down for down, _ in at)) * _DOWN,
    )


def _tile(down: int, across: int, rows: list[_Row]) -> Tile:
    x, y = across * _ACROSS, down * _DOWN
    names = tuple(row.part_of or row.name for row in rows)
    parameters = tuple((name, urlencode({"city": name})) for name in names)
    if rows[0].part_of:
        return Tile(names, parameters, " islands", _islands(x, y, rows[0].label))
    square = Markup('<path d="M{} {}h{}v{}h-{}z"/>').format(x, y, _WIDTH, _HEIGHT, _WIDTH)
    label = _text(x + _WIDTH // 2, y + _BASE, rows[0].label)
    return Tile(names, parameters, "", square + label)


def _islands(x: int, y: int, label: str) -> Markup:
    dots = "".join(f"M{x + right} {y + down}h{_DOT}v{_DOT}h-{_DOT}z" for right, down in _DOTS)
    lines = (_text(x, y + _HEIGHT + _LINE * at, line) for at, line in enumerate(label.split()))
    return Markup('<path d="{}"/>').format(dots) + Markup("").join(lines)


def _text(x: int, y: int, text: str) -> Markup:
    return Markup('<text x="{}" y="{}">{}</text>').format(x, y, text)


def _rows() -> list[_Row]:
    lines = (Path(__file__).parent / "tiles.tsv").read_text("utf-8").splitlines()
    return [_Row(*line.split("\t")) for line in lines if not line.startswith("#")]
