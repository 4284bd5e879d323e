"""What a visitor sees when something is wrong; one place maps errors to answers."""

import contextlib

from flask import (
    Flask,
    Response,
    abort,
    after_this_request,
    current_app,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException, TooManyRequests

from indexer.errors import TimTinError
from search_app.core.errors import (
    InvalidRequestError,
    NoWordsError,
    QueryTooCostlyError,
    ReversedDatesError,
    UnknownArticleError,
    UnknownFacetValueError,
)
from search_app.web import languages, parameters, problems
from search_app.web.formats import day
from search_app.web.guards import damaged
from search_app.web.guards.faults import Faults
from search_app.web.guards.unavailable import (
    BusyError,
    TooCostlyError,
    UnavailableError,
    UnknownHostError,
)
from search_app.web.links import url_swapping, url_without
from search_app.web.observing.observed import note_refusal
from search_app.web.refusals import ParameterError

_FACETS = {"city": _("tỉnh, thành phố"), "year": _("năm"), "topic": _("chủ đề")}
_PAGES: dict[int | type[HTTPException], tuple[LazyString, LazyString]] = {
    404: (
        _("Không tìm thấy trang này"),
        _("Địa chỉ không có ở đây, hoặc bài đã được gỡ khỏi kho."),
    ),
    405: (_("Cách gọi này không dùng được"), _("Trang chỉ nhận yêu cầu GET.")),
    500: (_("Có lỗi ở phía máy chủ"), _("Hãy thử lại sau ít phút. Lỗi đã được ghi lại.")),
    UnknownHostError: (
        _("Trang không trả lời dưới tên miền này"),
        _("Người quản trị thêm tên miền bằng lệnh timtin serve --host-name TÊN."),
    ),
    TooManyRequests: (
        _("Quá nhiều yêu cầu trong một phút"),
        _("Hãy chờ một phút rồi thử lại."),
    ),
    BusyError: (
        _("Máy chủ đang bận"),
        _("Đang có quá nhiều tệp được tải cùng lúc. Hãy thử lại sau ít giây."),
    ),
    TooCostlyError: (
        _("Câu tìm này quá nặng cho máy chủ"),
        _("Hãy bớt từ, cụm từ và điều kiện, hoặc thêm bộ lọc, rồi tìm lại."),
    ),
    UnavailableError: (
        _("Kho dữ liệu đang hỏng hoặc bận"),
        _("Hãy thử lại sau ít phút. Sự cố đã được ghi lại."),
    ),
}
_OTHER = (
    _("Không thực hiện được yêu cầu"),
    _("Hãy quay lại trang tìm kiếm và thử cách khác."),
)
# By blueprint; where an address is none of ours, by how it begins.
_FOR_PROGRAMS = frozenset({"api", "opensearch", "readiness", "metrics"})
_OF_BOTH = frozenset({"exports", "feeds"})
_RETRY_AFTER = 60  # s, where the index cannot be read: as long as nobody looks again
_REFUSALS = frozenset({429, 503})  # what is counted as such
_SIMPLER_AFTER = 5  # s; the same query will hardly be answered then, unless the machine was busy
_MOST_PARAMETERS = 400  # all lists full, and one of each other
_UNKNOWN = {"/api/": "api", "/export.": "exports"}


def register(app: Flask) -> None:
    """Answer every error of `app` in the manner of the place it happened in."""
    app.before_request(_check_query)
    app.register_error_handler(InvalidRequestError, _invalid_request)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(QueryTooCostlyError, _too_costly)
    faults = Faults()

    def unavailable(error: Exception) -> ResponseReturnValue:
        faults.tell(error)
        damaged.note(error)
        return _http_error(UnavailableError(retry_after=_RETRY_AFTER))

    for kind in (TimTinError, OSError, MemoryError, RecursionError):
        app.register_error_handler(kind, unavailable)


def _check_query() -> None:
    """Refuse more parameters than anything reads, before they are taken apart, and odd bytes.

    Those that are no UTF-8 waitress refuses itself; other servers hand them on.
    """
    query = request.query_string
    if query.count(b"&") < _MOST_PARAMETERS:
        with contextlib.suppress(UnicodeDecodeError):
            query.decode()
            return
    request.query_string = b""  # the page that says so can repeat nothing of it
    abort(400)


def _invalid_request(error: InvalidRequestError) -> ResponseReturnValue:
    if _asked_by_program():
        return problems.invalid_request(error)
    if isinstance(error, UnknownArticleError):
        return _page(404, *_PAGES[404])
    return _page(400, _("Chưa hiểu yêu cầu"), _explain(error), retry=_retry(error))


def _too_costly(_error: QueryTooCostlyError) -> ResponseReturnValue:
    return _http_error(TooCostlyError(retry_after=_SIMPLER_AFTER))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code in _REFUSALS:
        note_refusal(problems.name_of(error))
    if _asked_by_program():
        return problems.http_error(error)
    status = error.code or 500
    # 405 owes its Allow header; only the body is ours.
    headers = [header for header in error.get_headers() if header[0] != "Content-Type"]
    html, _ = _page(status, *(_PAGES.get(type(error)) or _PAGES.get(status, _OTHER)))
    return html, status, headers


def _asked_by_program() -> bool:
    room = _room()
    if room in _OF_BOTH:
        # Someone who followed a link on the page is to read what was wrong and a way back;
        # whatever fetches files or feeds does not put HTML before all else.
        after_this_request(_vary_by_what_is_accepted)
        wanted = request.accept_mimetypes.best_match([problems.CONTENT_TYPE, "text/html"])
        return wanted != "text/html"
    return room in _FOR_PROGRAMS


def _room() -> str | None:
    """Return the blueprint whose address is asked for, by whatever method."""
    if request.endpoint is None:
        with contextlib.suppress(HTTPException):
            adapter = current_app.create_url_adapter(request)
            endpoint, _ = adapter.match(method="GET")  # type: ignore[union-attr]
            return str(endpoint).partition(".")[0]
        begun = (room for start, room in _UNKNOWN.items() if request.path.startswith(start))
        return next(begun, None)
    return request.blueprint


def _vary_by_what_is_accepted(response: Response) -> Response:
    response.vary.add("Accept")
    return response


def _page(
    status: int,
    title: str | LazyString,
    message: str | LazyString,
    retry: tuple[str, str] | None = None,
) -> tuple[str, int]:
    html = render_template(
        "error.html",
        status=status,
        title=title,
        message=message,
        retry=retry,
        query=parameters.Q.read(request.args),
    )
    return html, status


def _explain(error: InvalidRequestError) -> str:
    if isinstance(error, UnknownFacetValueError):
        return gettext(
            "Kho không có bài nào thuộc %(facet)s “%(value)s”.",
            facet=_FACETS[error.facet],
            value=str(error.value)[:60],
        )
    if isinstance(error, ParameterError):
        return error.vietnamese if languages.current() == languages.DEFAULT else str(error)
    if isinstance(error, ReversedDatesError):
        return gettext(
            "Ngày đầu %(first)s đứng sau ngày cuối %(last)s, nên không bài nào khớp.",
            first=day(error.first),
            last=day(error.last),
        )
    if isinstance(error, NoWordsError):
        return gettext("Câu tìm không có từ nào để giải thích. Hãy tìm một từ trước đã.")
    return str(error)


def _retry(error: InvalidRequestError) -> tuple[str, str] | None:
    """Return a link, as label and address, to the same search with what was wrong mended."""
    if isinstance(error, UnknownFacetValueError):
        url = url_without(error.facet, str(error.value))
        return gettext("Tìm lại, bỏ bộ lọc này"), url
    if isinstance(error, ReversedDatesError):
        return gettext("Tìm lại, đổi chỗ hai ngày"), url_swapping("from", "to")
    if isinstance(error, ParameterError):
        return gettext("Tìm lại, bỏ tham số này"), url_without(error.name)
    return None
