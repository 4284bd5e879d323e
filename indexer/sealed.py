"""Small JSON files that tell when they are damaged: each holds a checksum of all else in it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

_CHECKSUM = "checksum"


def sealed(value: Mapping[str, Any]) -> str:
    """Return a value as JSON text that holds its own checksum."""
    return json.dumps({**value, _CHECKSUM: _checksum(value)}, ensure_ascii=False, indent=1) + "\n"


def unsealed(text: str, *, older: Collection[str]) -> dict[str, Any]:
    """Return the value of a text that `sealed` gave.

    Before there were checksums such files had the keys `older`; only with those alone may it be
    missing, so that a checksum whose own name is damaged is not taken for none.

    Raises:
        ValueError: it is damaged, or something else.
    """
    try:
        value = json.loads(text)
        if not isinstance(value, dict):
            raise ValueError("it holds no names and values")  # noqa: TRY004  one kind for all damage
        stated = value.pop(_CHECKSUM, None)
        if stated is None and value.keys() <= set(older):
            return value
        if stated == _checksum(value):
            return value
    except RecursionError as error:  # a million brackets, from a stranger
        raise ValueError("it is nested too deep") from error
    raise ValueError("its checksum differs")


def _checksum(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
