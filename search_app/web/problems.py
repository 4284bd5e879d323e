"""What a program is told when something is wrong: problem details (RFC 9457).

The type of each problem is its section on the page of the API, which says what to do.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Response, request
from werkzeug.exceptions import HTTPException, TooManyRequests

from search_app.core.errors import (
    InvalidRequestError,
    ReversedDatesError,
    UnknownArticleError,
    UnknownFacetValueError,
)
from search_app.web.cursors import OutdatedCursorError, WrongCursorError
from search_app.web.guards.unavailable import (
    BusyError,
    TooCostlyError,
    UnavailableError,
    UnknownHostError,
)
from search_app.web.refusals import (
    ParameterError,
    RepeatedParameterError,
    Said,
    UnknownParameterError,
)

CONTENT_TYPE = "application/problem+json"
_LONGEST_INSTANCE = 200  # characters; an id can be a page of text


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem: what it is called, and what it means."""

    name: str
    status: int
    title: str
    meaning: Said

    @property
    def address(self) -> str:
        """What names this kind everywhere: its section on the page of the API."""
        return f"/api/#{self.name}"


PROBLEMS = (
    Problem(
        "unknown-parameter",
        400,
        "Unknown parameter",
        Said(
            "Địa chỉ này không có tham số đó; tham số gần giống nhất được gợi ý.",
            "The address has no such parameter; the nearest one is named.",
        ),
    ),
    Problem(
        "repeated-parameter",
        400,
        "Repeated parameter",
        Said(
            "Tham số chỉ nhận một giá trị được viết nhiều lần. Hãy viết một lần.",
            "A parameter that takes one value is given several times. Give it once.",
        ),
    ),
    Problem(
        "unreadable-parameter",
        400,
        "Unreadable parameter",
        Said(
            "Giá trị không đúng kiểu; detail nói phải viết thế nào.",
            "The value is not of the right kind; detail says what to write.",
        ),
    ),
    Problem(
        "unknown-value",
        400,
        "Unknown city, year or topic",
        Said(
            "Không bài nào có giá trị này; detail kể các giá trị có trong kho.",
            "No article has this value; detail lists some that there are.",
        ),
    ),
    Problem(
        "wrong-cursor",
        400,
        "Cursor of another search",
        Said(
            "Con trỏ hỏng hoặc của tìm kiếm khác. Hãy bắt đầu lại, bỏ cursor.",
            "The cursor is broken or belongs to another search. Start again without cursor.",
        ),
    ),
    Problem(
        "outdated-cursor",
        410,
        "Cursor of an older index",
        Said(
            "Kho đã được lập lại từ khi có con trỏ này. Hãy bắt đầu lại, bỏ cursor.",
            "The index was built anew since the cursor was made. Start again without cursor.",
        ),
    ),
    Problem(
        "only-local",
        403,
        "Only for this machine",
        Said(
            "Địa chỉ này chỉ trả lời chương trình chạy trên chính máy chủ.",
            "The address answers programs on the machine of the server only.",
        ),
    ),
    Problem(
        "unknown-article",
        404,
        "Unknown article",
        Said(
            "Kho không có bài mang mã này; mã có trong kết quả tìm.",
            "No article has this id; the ids stand in the hits of a search.",
        ),
    ),
    Problem(
        "unknown-address",
        404,
        "Unknown address",
        Said(
            "Không có địa chỉ này; /api/ kể các địa chỉ dùng được.",
            "There is no such address; /api/ lists those there are.",
        ),
    ),
    Problem(
        "wrong-method",
        405,
        "Wrong method",
        Said(
            "Chỉ nhận GET và HEAD: ở đây chỉ đọc được.",
            "Only GET and HEAD are answered: everything here is read only.",
        ),
    ),
    Problem(
        "unknown-host",
        400,
        "Unknown host name",
        Said(
            "Trang không trả lời dưới tên miền này; người quản trị thêm tên bằng --host-name.",
            "The site does not answer by this host name; its operator adds one by --host-name.",
        ),
    ),
    Problem(
        "too-many-requests",
        429,
        "Too many requests",
        Said(
            "Địa chỉ này đã hỏi quá nhiều trong một phút. Hãy chờ số giây trong Retry-After.",
            "This address asked too much in a minute. Wait as many seconds as Retry-After says.",
        ),
    ),
    Problem(
        "busy",
        503,
        "Too many exports at once",
        Said(
            "Đang có quá nhiều tệp được tải cùng lúc. Hãy chờ số giây trong Retry-After.",
            "Too many files are being written. Wait as many seconds as Retry-After says.",
        ),
    ),
    Problem(
        "too-costly",
        503,
        "Query too costly",
        Said(
            "Câu tìm này quá nặng cho máy chủ. Hãy bớt từ và điều kiện, hoặc thêm bộ lọc.",
            "This query costs too much time or work. Use fewer words, or add a filter.",
        ),
    ),
    Problem(
        "unavailable",
        503,
        "Index unavailable",
        Said(
            "Kho dữ liệu đang hỏng hoặc bận; nhật ký máy chủ ghi rõ. Hãy thử lại sau ít phút.",
            "The index is damaged or busy; the log of the server says which. Try again in minutes.",
        ),
    ),
    Problem(
        "server-error",
        500,
        "Error on the server",
        Said(
            "Lỗi ở phía máy chủ, đã được ghi lại ở đó. Hãy thử lại sau ít phút.",
            "Something failed on the server, and was written down there. Try again in minutes.",
        ),
    ),
)
_BY_NAME = {problem.name: problem for problem in PROBLEMS}
_OF_STATUS = {403: "only-local", 404: "unknown-address", 405: "wrong-method", 500: "server-error"}
_OF_ERROR: dict[type[HTTPException], str] = {
    UnknownHostError: "unknown-host",
    TooManyRequests: "too-many-requests",
    BusyError: "busy",
    TooCostlyError: "too-costly",
    UnavailableError: "unavailable",
}


def invalid_request(error: InvalidRequestError) -> Response:
    """Answer a request that has no meaning here, and name the parameter that is to blame."""
    match error:
        case UnknownArticleError():
            name, parameter = "unknown-article", None
        case OutdatedCursorError():
            name, parameter = "outdated-cursor", "cursor"
        case WrongCursorError():
            name, parameter = "wrong-cursor", "cursor"
        case UnknownParameterError():
            name, parameter = "unknown-parameter", error.name
        case RepeatedParameterError():
            name, parameter = "repeated-parameter", error.name
        case UnknownFacetValueError():
            name, parameter = "unknown-value", error.facet
        case ReversedDatesError():
            name, parameter = "unreadable-parameter", "from"
        case ParameterError():
            name, parameter = "unreadable-parameter", error.name
        case _:
            name, parameter = "unreadable-parameter", None
    return _answer(_BY_NAME[name], str(error), parameter)


def http_error(error: HTTPException) -> Response:
    """Answer what the web server itself found wrong; a 405 keeps its Allow header."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    problem = _BY_NAME.get(name_of(error))
    if problem is None:
        answer = _body({"type": "about:blank", "title": error.name, "status": status})
    else:
        answer = _answer(problem, problem.meaning.english)
    answer.headers.extend(header for header in error.get_headers() if header[0] != "Content-Type")
    return answer


def name_of(error: HTTPException) -> str:
    """Return the name of the problem that an error is, empty if it has none."""
    return _OF_ERROR.get(type(error)) or _OF_STATUS.get(error.code or 500, "")


def _answer(problem: Problem, detail: str, parameter: str | None = None) -> Response:
    blamed = {} if parameter is None else {"parameter": parameter[:60]}
    return _body(
        {
            "type": request.root_path + problem.address,
            "title": problem.title,
            "status": problem.status,
            "detail": detail,
            **blamed,
        }
    )


def _body(told: dict[str, Any]) -> Response:
    told["instance"] = quote((request.root_path + request.path)[:_LONGEST_INSTANCE])
    # Half a letter, as a broken %-code leaves it, stays an escape.
    return Response(json.dumps(told), told["status"], content_type=CONTENT_TYPE)
