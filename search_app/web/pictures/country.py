"""How many articles are about each province, as a map of tiles that filters by them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote_plus

from search_app.core.model import UNKNOWN, FacetValue
from search_app.web import formats, links
from search_app.web.params import SearchState
from search_app.web.pictures.shades import shade, shades
from search_app.web.pictures.tiles import Tile, layout


class Province(NamedTuple):
    """A tile with what it says, how dark it is from 0 to 5, and where a click leads, if it does."""

    tile: Tile
    text: str  # “Hải Phòng: 1.234 bài”
    shade: int
    url: str | None
    selected: bool


class Country(NamedTuple):
    """The map, and the counts that each shade stands for."""

    provinces: Sequence[Province]
    width: int  # units
    height: int
    legend: Sequence[str]  # the lightest shade first
    elsewhere: int  # places with articles that have no tile


def country(values: Sequence[FacetValue], state: SearchState) -> Country:
    """Return the map of the cities of the search that `state` is, given their facet.

    A tile adds its province to the cities chosen, or takes it out again.
    """
    drawn = layout(state.places)
    known = {str(value.value): value for value in values}
    counts = [sum(own.count for own in _of(tile, known)) for tile in drawn.tiles]
    starts = shades(counts)
    on_map = {name for tile in drawn.tiles for name in tile.names}
    return Country(
        provinces=list(_provinces(drawn.tiles, counts, starts, known, state)),
        width=drawn.width,
        height=drawn.height,
        legend=list(_legend(starts)),
        elsewhere=sum(value.count > 0 for value in values if value.value not in {*on_map, UNKNOWN}),
    )


def _provinces(
    tiles: Sequence[Tile],
    counts: Sequence[int],
    starts: Sequence[int],
    known: Mapping[str, FacetValue],
    state: SearchState,
) -> Iterator[Province]:
    stem = links.stem(state)
    for tile, count, text in zip(tiles, counts, formats.articles(counts), strict=True):
        values = _of(tile, known)
        is_selected = any(value.selected for value in values)
        if is_selected:
            rest = tuple(city for city in state.city if city not in tile.names)
            url: str | None = links.search_url(state, city=rest)
        else:
            names = (quote_plus(str(value.value)) for value in values if value.count)
            url = stem + "&".join(f"city={name}" for name in names) if count else None
        name = tile.names[0]
        yield Province(tile, f"{name}: {text}", shade(count, starts), url, is_selected)


def _of(tile: Tile, known: Mapping[str, FacetValue]) -> list[FacetValue]:
    return [known[name] for name in tile.names if name in known]


def _legend(starts: Sequence[int]) -> Iterator[str]:
    """Return the range of each shade; the last has no end."""
    ends = [start - 1 for start in starts[1:]]
    for start, end in zip(starts, ends, strict=False):
        yield "–".join(formats.numbers((start, end) if start < end else (start,)))
    if starts:
        yield f"≥ {formats.number(starts[-1])}"
