"""What the words before a name make of it. The words are in contexts.toml.

They are read backwards, from the name on: then a pattern is tried at one place only, and not at
each letter before a name, which took six times as long.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from indexer.facets.spelling import any_of, unify

_UNITS = ("tp", "tp.", "tp ", "tp. ", "tỉnh ", "thành phố ")


class _Roles(NamedTuple):
    """Contexts as one pattern, a group for each: the first that fits gives the weight."""

    before: re.Pattern[str]
    weights: tuple[float, ...]


def weight_after(backwards: str, province: str, *, merged: bool = False) -> float:
    """Return what a mention of `province` after a text weighs.

    `backwards` is that text in lower case, from the name on. `merged` tells that it was
    written after the provinces were merged.
    """
    roles = _roles(province if province in _restricted() else "", merged)
    match = roles.before.match(backwards)
    return roles.weights[(match.lastindex or 0) - 1] if match else 1.0


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    text = Path(__file__).with_name("contexts.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["role"])


@cache
def _restricted() -> frozenset[str]:
    """Return the provinces that some context is for alone."""
    return frozenset(province for table in _tables() for province in table.get("only", ()))


@cache
def _roles(province: str, merged: bool) -> _Roles:  # noqa: FBT001  it is a key
    tables = [
        table
        for table in _tables()
        if province in table.get("only", (province,)) and not (merged and table.get("until_merger"))
    ]
    pattern = "|".join(f"({_pattern(table)})" for table in tables)
    return _Roles(re.compile(pattern), tuple(table["weight"] for table in tables))


def _pattern(table: dict[str, Any]) -> str:
    unit = rf"\n?(?:{_backwards(_UNITS)})? ?"
    between = rf"(?:[\w&-]+ ){{0,{table['words_between']}}}"
    words = _backwards(unify(word).lower() for word in table["words"])
    no_part = "".join(f"(?! {re.escape(word[::-1])})" for word in table.get("not_after", ()))
    no_verb = "".join(f"(?<!{re.escape(word[::-1])} )" for word in table.get("not_before", ()))
    return rf"{unit}{between}{no_verb}{words}(?!\w){no_part}"


def _backwards(words: Iterable[str]) -> str:
    return any_of(word[::-1] for word in words)
