"""Bylines, sources and hosts as queries."""

from typing import Any
from search_app.core.request import Named


def named(condition: Named) -> dict[str, Any]:
    return {"match_none": {}}
