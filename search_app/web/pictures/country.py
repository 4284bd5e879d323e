"""How many articles are about each province, as a map of tiles that filters by them."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from search_app.core.model import UNKNOWN, FacetValue
from search_app.web import formats, links
from search_app.web.pictures.shades import shade, shades
from search_app.web.pictures.tiles import Tile, layout
from search_app.web.state import SearchState


class Province(NamedTuple):
    """A tile as it is shown; a template takes it apart, in this order."""

    kind: str  # its classes: the shade from s0 to s5, and whether it is chosen
    text: str  # “Hải Phòng: 1.234 bài”
    url: str | None  # where a click leads, if it does
    drawing: Markup


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
    known = {value.value: value.count for value in values}
    counts = [sum([known.get(name, 0) for name in tile.names]) for tile in drawn.tiles]
    starts = shades(counts)
    chosen = {value.value for value in values if value.selected}
    found = {name for name, count in known.items() if count}
    return Country(
        provinces=list(_provinces(drawn.tiles, counts, starts, found, chosen, state)),
        width=drawn.width,
        height=drawn.height,
        legend=list(_legend(starts)),
        elsewhere=len(found - drawn.names - {UNKNOWN}),
    )


def _provinces(  # noqa: PLR0917
    tiles: Sequence[Tile],
    counts: Sequence[int],
    starts: Sequence[int],
    found: Container[str | int],
    chosen: set[str | int],
    state: SearchState,
) -> Iterator[Province]:
    stem = links.stem(state)
    for tile, count, text in zip(tiles, counts, formats.articles(counts), strict=True):
        url, mark = None, ""
        if not chosen.isdisjoint(tile.names):
            rest = tuple(city for city in state.city if city not in tile.names)
            url, mark = links.search_url(state, city=rest), " on"
        elif stem and count:
            url = stem + "&".join([own for name, own in tile.parameters if name in found])
        kind = f"s{shade(count, starts)}{tile.kind}{mark}"
        yield Province(kind, f"{tile.names[0]}: {text}", url, tile.drawing)


def _legend(starts: Sequence[int]) -> Iterator[str]:
    """Return the range of each shade; the last has no end."""
    told = formats.numbers(starts)
    before = formats.numbers(start - 1 for start in starts)
    for at, start in enumerate(starts[:-1]):
        is_one = start == starts[at + 1] - 1
        yield told[at] if is_one else f"{told[at]}–{before[at + 1]}"
    if starts:
        yield f"≥ {told[-1]}"
