"""What a cluster says is wrong."""

from collections.abc import Mapping
from typing import Any

PASSING = frozenset({429, 502, 503, 504})  # statuses of what may be otherwise the next time
_BLOCKED = "cluster_block_exception"
_FULL = "/12/"  # the number of the block that a node sets whose disk is full


def is_full(told: Mapping[str, Any]) -> bool:
    """Whether an error is that of a disk that is full: nothing is written until there is room."""
    return told.get("type") == _BLOCKED and _FULL in str(told.get("reason"))


def is_there_already(told: Mapping[str, Any]) -> bool:
    """Whether an error is that of an index that was to be created, and is there."""
    return told.get("type") == "resource_already_exists_exception"
