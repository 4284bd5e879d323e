"""Counts as a table with a bar in each row: picture and table in one."""

from collections.abc import Iterable
from typing import NamedTuple

from search_app.web import formats

WIDTH = 1000  # units, of the longest bar


class Row(NamedTuple):
    """A value with its bar; `url` is the search that finds what it counts, if one does."""

    label: str
    url: str | None
    articles: str
    width: int


def ranking(values: Iterable[tuple[str, str | None, int]]) -> list[Row]:
    """Return a row for each label, address and count, in the same order."""
    rows = list(values)
    most = max((count for _, _, count in rows), default=0) or 1
    told = formats.numbers(count for _, _, count in rows)
    return [
        Row(label, url, text, round(WIDTH * count / most))
        for (label, url, count), text in zip(rows, told, strict=True)
    ]
