"""What programs can ask, as one table: the document and the page of the API are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search_app.core.exports import FORMATS
from search_app.web import parameters
from search_app.web.kinds import Parameter
from search_app.web.refusals import Said

_JSON = "application/json"
_NAMES = ("unknown-parameter", "repeated-parameter")
_VALUES = (*_NAMES, "unreadable-parameter")


@dataclass(frozen=True, slots=True)
class InPath:
    """What stands in the path of an address: any text, or one of `choices`."""

    name: str
    meaning: Said
    example: str
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address, what it answers by content type and schema, and what can be wrong with it."""

    name: str
    path: str
    meaning: Said
    answers: Sequence[tuple[str, str | None]]  # no schema: it is no JSON
    parameters: Sequence[Parameter[Any]] = ()
    in_path: InPath | None = None
    problems: Sequence[str] = _NAMES
    shown: Sequence[str] = ()  # parameters of its example


_ID = InPath(
    "id", Said("Mã bài, có trong kết quả tìm", "Id of an article, as the hits have it"), ""
)
_FORMAT = InPath("format", Said("Loại tệp", "Kind of file"), "csv", tuple(FORMATS))

ENDPOINTS = (
    Endpoint(
        "search",
        "/api/v1/search",
        Said(
            "Tìm bài: kết quả, số bài theo tỉnh, năm, chủ đề, gợi ý",
            "Search: hits, counts by city, year and topic, suggestions",
        ),
        [(_JSON, "Page")],
        parameters.SEARCH,
        problems=(*_VALUES, "unknown-value", "wrong-cursor", "outdated-cursor", "too-costly"),
        shown=("q", "city", "sort"),
    ),
    Endpoint(
        "article",
        "/api/v1/article/{id}",
        Said("Một bài, toàn văn", "One article with all of its text"),
        [(_JSON, "Article")],
        in_path=_ID,
        problems=(*_NAMES, "unknown-article"),
    ),
    Endpoint(
        "suggest",
        "/api/v1/suggest",
        Said("Gợi ý cho chữ đang gõ", "Completions of what is being typed"),
        [(_JSON, "Completions")],
        parameters.SUGGEST,
        problems=_VALUES,
        shown=("q",),
    ),
    Endpoint(
        "similar",
        "/api/v1/similar/{id}",
        Said("Các bài liên quan với một bài", "The articles that are most like one"),
        [(_JSON, "Similar")],
        parameters.SIMILAR,
        in_path=_ID,
        problems=(*_VALUES, "unknown-article"),
        shown=("limit",),
    ),
    Endpoint(
        "stats",
        "/api/v1/stats",
        Said("Thống kê cả kho", "What the whole collection holds"),
        [(_JSON, "Stats")],
        parameters.STATS,
        problems=_VALUES,
    ),
    Endpoint(
        "export",
        "/export.{format}",
        Said(
            "Mọi bài của một tìm kiếm thành tệp, không giới hạn số bài",
            "All articles of a search as a file, however many",
        ),
        [(made.content_type, None) for made in FORMATS.values()],
        parameters.EXPORT,
        in_path=_FORMAT,
        problems=(*_VALUES, "unknown-value", "unknown-address", "too-costly", "busy"),
        shown=("q", "city"),
    ),
)
