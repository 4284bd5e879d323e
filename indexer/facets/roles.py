"""What the words before a name make of it. The words are in contexts.toml.

They are read backwards, from the name on: then a pattern is tried at one place only, and not at
each letter before a name, which took six times as long.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indexer.facets.spelling import any_of, unify

_UNITS = ("tp", "tp.", "tp ", "tp. ", "tỉnh ", "thành phố ")


@dataclass(frozen=True, slots=True)
class Role:
    """A context: how much a mention in it weighs, and in which provinces."""

    before: re.Pattern[str]  # in lower case, backwards
    weight: float
    only: frozenset[str]  # provinces; empty for all


def weight_after(before: str, province: str) -> float:
    """Return what a mention of `province` after the text `before` weighs."""
    backwards = before.lower()[::-1]
    for role in _roles():
        if (not role.only or province in role.only) and role.before.match(backwards):
            return role.weight
    return 1.0


@cache
def _roles() -> tuple[Role, ...]:
    text = Path(__file__).with_name("contexts.toml").read_text("utf-8")
    return tuple(map(_role, tomllib.loads(text)["role"]))


def _role(table: dict[str, Any]) -> Role:
    unit = rf"\n?(?:{_backwards(_UNITS)})? ?"
    between = rf"(?:[\w&-]+ ){{0,{table['words_between']}}}"
    words = _backwards(unify(word).lower() for word in table["words"])
    no_part = "".join(f"(?! {re.escape(word[::-1])})" for word in table.get("not_after", ()))
    pattern = re.compile(rf"{unit}{between}{words}(?!\w){no_part}")
    return Role(pattern, table["weight"], frozenset(table.get("only", ())))


def _backwards(words: Iterable[str]) -> str:
    return any_of(word[::-1] for word in words)
