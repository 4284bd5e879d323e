"""What a visitor sees when something is wrong; one place maps errors to answers."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

from search_app.core.errors import InvalidRequestError, NoWordsError, UnknownFacetValueError
from search_app.web import languages
from search_app.web.links import url_without
from search_app.web.kinds import UnreadableParameterError

_FACETS = {"city": _("tỉnh, thành phố"), "year": _("năm"), "topic": _("chủ đề")}
_PAGES = {
    404: (
        _("Không tìm thấy trang này"),
        _("Địa chỉ không có ở đây, hoặc bài đã được gỡ khỏi kho."),
    ),
    405: (_("Cách gọi này không dùng được"), _("Trang chỉ nhận yêu cầu GET.")),
    500: (_("Có lỗi ở phía máy chủ"), _("Hãy thử lại sau ít phút. Lỗi đã được ghi lại.")),
}
_OTHER = (
    _("Không thực hiện được yêu cầu"),
    _("Hãy quay lại trang tìm kiếm và thử cách khác."),
)


def register(app: Flask) -> None:
    """Answer every error of `app` in the manner of the place it happened in."""
    app.register_error_handler(InvalidRequestError, _invalid_request)
    app.register_error_handler(HTTPException, _http_error)


def _invalid_request(error: InvalidRequestError) -> ResponseReturnValue:
    if _asked_by_program():
        return {"error": str(error)}, 400
    return _page(400, _("Chưa hiểu yêu cầu"), _explain(error), retry=_retry(error))


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    # 405 owes its Allow header; only the body is ours.
    headers = [header for header in error.get_headers() if header[0] != "Content-Type"]
    if _asked_by_program():
        return {"error": error.name}, status, headers
    html, _ = _page(status, *_PAGES.get(status, _OTHER))
    return html, status, headers


def _asked_by_program() -> bool:
    return request.path.startswith("/api/") or request.path == "/healthz"


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
        query=request.args.get("q", "").strip(),
    )
    return html, status


def _explain(error: InvalidRequestError) -> str:
    if isinstance(error, UnknownFacetValueError):
        return gettext(
            "Kho không có bài nào thuộc %(facet)s “%(value)s”.",
            facet=_FACETS[error.facet],
            value=str(error.value)[:60],
        )
    if isinstance(error, UnreadableParameterError):
        return error.vietnamese if languages.current() == languages.DEFAULT else str(error)
    if isinstance(error, NoWordsError):
        return gettext("Câu tìm không có từ nào để giải thích. Hãy tìm một từ trước đã.")
    return str(error)


def _retry(error: InvalidRequestError) -> tuple[str, str] | None:
    """Return a link, as label and address, to the same search without what was wrong."""
    path, args = request.path, request.args
    if isinstance(error, UnknownFacetValueError):
        url = url_without(path, args, error.facet, str(error.value))
        return gettext("Tìm lại, bỏ bộ lọc này"), url
    if isinstance(error, UnreadableParameterError):
        return gettext("Tìm lại, bỏ tham số này"), url_without(path, args, error.name)
    return None
