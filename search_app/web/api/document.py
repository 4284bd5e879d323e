"""The API as an OpenAPI 3.1 document."""

import functools
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from search_app.web.api.endpoints import ENDPOINTS, Endpoint, InPath
from search_app.web.api.schemas import schemas
from search_app.web.kinds import Parameter, Several, Text, Whole
from search_app.web.problems import CONTENT_TYPE, PROBLEMS, Problem

_ANYWHERE = ("unknown-host", "too-many-requests", "unavailable", "server-error")
_BY_NAME = {problem.name: problem for problem in PROBLEMS}


@functools.cache
def document() -> dict[str, Any]:
    """Return the document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tìm Tin",
            "version": version("timtin"),
            "summary": "Full-text search of Vietnamese news",
            "description": (
                "Everything is read only. An empty parameter means what a missing one means, an"
                " unknown one is refused. Every answer has an ETag: ask with If-None-Match, and"
                " 304 costs nothing. Answers are compressed when Accept-Encoding allows it."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": schemas()},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.meaning.english,
        "parameters": [
            *([_in_path(endpoint.in_path)] if endpoint.in_path else []),
            *map(_in_query, endpoint.parameters),
        ],
        "responses": {
            "200": {
                "description": "The answer",
                "headers": {
                    "ETag": {
                        "description": "Send it as If-None-Match to ask whether it still holds",
                        "required": True,
                        "schema": {"type": "string"},
                    }
                },
                "content": {
                    content_type: {"schema": _reference(schema) if schema else {"type": "string"}}
                    for content_type, schema in endpoint.answers
                },
            },
            **dict(_problems(endpoint)),
        },
    }


def _in_path(part: InPath) -> dict[str, Any]:
    schema = {"enum": list(part.choices)} if part.choices else {"minLength": 1}
    return {
        "name": part.name,
        "in": "path",
        "required": True,
        "description": part.meaning.english,
        "schema": {"type": "string", **schema},
    }


def _in_query(parameter: Parameter[Any]) -> dict[str, Any]:
    # A client may send q= and the like; of a text that is nothing special.
    empty = {} if isinstance(parameter, Text | Several) else {"allowEmptyValue": True}
    shown: Any = [parameter.example] if isinstance(parameter, Several) else parameter.example
    shown = int(shown) if isinstance(parameter, Whole) else shown
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning.english,
        **empty,
        "schema": dict(parameter.schema),
        **({"example": shown} if parameter.example else {}),
    }


def _problems(endpoint: Endpoint) -> Iterator[tuple[str, dict[str, Any]]]:
    by_status: dict[int, list[Problem]] = defaultdict(list)
    for name in (*endpoint.problems, *_ANYWHERE):
        by_status[_BY_NAME[name].status].append(_BY_NAME[name])
    for status, problems in sorted(by_status.items()):
        body: dict[str, Any] = {"schema": _reference("Problem")}
        body["examples"] = {problem.name: {"value": _example(problem)} for problem in problems}
        meanings = " ".join(problem.meaning.english for problem in problems)
        yield str(status), {"description": meanings, "content": {CONTENT_TYPE: body}}


def _example(problem: Problem) -> dict[str, Any]:
    return {
        "type": problem.address,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.meaning.english,
        "instance": "/api/v1/search",
    }


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
