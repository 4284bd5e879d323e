"""What the words before a name make of it. The words are in contexts.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indexer.facets.spelling import unify

_UNIT = r" ?(?:TP\.? ?|tỉnh |thành phố )?$"


@dataclass(frozen=True, slots=True)
class Role:
    """A context: how much a mention in it weighs, and in which provinces."""

    before: re.Pattern[str]
    weight: float
    only: frozenset[str]  # provinces; empty for all


def weight_after(before: str, province: str) -> float:
    """Return what a mention of `province` after the text `before` weighs."""
    for role in _roles():
        if (not role.only or province in role.only) and role.before.search(before):
            return role.weight
    return 1.0


@cache
def _roles() -> tuple[Role, ...]:
    text = Path(__file__).with_name("contexts.toml").read_text("utf-8")
    return tuple(map(_role, tomllib.loads(text)["role"]))


def _role(table: dict[str, Any]) -> Role:
    words = "|".join(re.escape(unify(word)) for word in table["words"])
    no_part = "".join(rf"(?<!{re.escape(word)} )" for word in table.get("not_after", ()))
    between = rf"(?: [\w&-]+){{0,{table['words_between']}}}"
    pattern = re.compile(rf"(?<!\w){no_part}(?:{words}){between}{_UNIT}", re.IGNORECASE)
    return Role(pattern, table["weight"], frozenset(table.get("only", ())))
