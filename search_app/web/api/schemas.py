"""The answers of the API as JSON schemas, made of the types that `core.serialise` writes."""

import dataclasses
import datetime
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from indexer.article import Article
from search_app.core.model import Hit, Page, Stats
from search_app.web.api.meanings import MEANINGS

Schema = dict[str, Any]
_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime.date: {
        "type": "string",
        "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?",
        "examples": ["2021-03-11T17:15:00", "2021-12-01"],
    },
}


def schemas() -> dict[str, Schema]:
    """Return the schema of each answer and of what stands in it, by its name."""
    found: dict[str, Schema] = {}
    for root in (Page, Article, Hit, Stats):
        _of(root, found)
    page = found["Page"]
    page["properties"]["next_cursor"] = {
        "type": ["string", "null"],
        "description": "Where the next page begins; null on the last",
    }
    page["required"].append("next_cursor")
    return found | {
        "Completions": _object({"completions": {"type": "array", "items": {"type": "string"}}}),
        "Similar": _object({"hits": {"type": "array", "items": _reference("Hit")}}),
        "Health": _object({"status": {"const": "ok"}, "articles": {"type": "integer"}}),
        "Readiness": _object(
            {
                "status": {"enum": ["ready", "not ready"]},
                "articles": {"type": ["integer", "null"]},
                "built": {"type": ["string", "null"], "description": "UTC"},
                "generation": {
                    "type": ["string", "null"],
                    "description": "What tells the build that answers from others",
                },
                "checksums": {
                    "enum": ["unchecked", "right", "damaged"],
                    "description": "What reading all files of the build has shown",
                },
                "current": {
                    "type": "boolean",
                    "description": "Whether it is the build that was made last",
                },
            }
        ),
        "Problem": {
            **_object(
                {
                    "type": {"type": "string", "format": "uri-reference"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string", "description": "What is wrong, and what to do"},
                    "instance": {"type": "string", "format": "uri-reference"},
                    "parameter": {"type": "string", "description": "The one that is to blame"},
                }
            ),
            "required": ["type", "title", "status", "instance"],
        },
    }


def _of(kind: Any, found: dict[str, Schema]) -> Schema:
    """Return the schema of a type; those of dataclasses go into `found`, by their names."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if dataclasses.is_dataclass(kind):
        name = kind.__name__  # type: ignore[union-attr]
        if name not in found:
            found[name] = {}  # so that what holds itself ends
            hints = typing.get_type_hints(kind)
            held = {
                field.name: {
                    **_of(hints[field.name], found),
                    "description": MEANINGS[name][field.name],
                }
                for field in dataclasses.fields(kind)
            }
            found[name] = _object(held)
        return _reference(name)
    return _of_generic(typing.get_origin(kind), typing.get_args(kind), found)


def _of_generic(origin: Any, args: Sequence[Any], found: dict[str, Schema]) -> Schema:
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin in {types.UnionType, typing.Union}:
        return {"anyOf": [_of(arg, found) for arg in args]}
    if origin is not None and issubclass(origin, Mapping):
        names = typing.get_args(args[0])
        return _object({name: _of(args[1], found) for name in names})
    return {"type": "array", "items": _of(args[0], found)}


def _object(held: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": held,
        "required": list(held),
        "additionalProperties": False,
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
