"""The query string as a value: ``?q=…&city=…&year=…&topic=…&from=…&to=…&sort=…`` and so on."""

import datetime
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from search_app.core.errors import InvalidRequestError
from search_app.core.index import Index
from search_app.core.model import SORTS, Page, PlaceNames, Sort
from search_app.core.parameters import as_place_names

PAGE_SIZES = (10, 20, 50, 100)  # that the page offers; a program may ask for any up to the last


class UnreadableParameterError(InvalidRequestError):
    """A parameter of the query string is no number, date or name; says what to write instead."""

    def __init__(self, name: str, value: str, *, use: str, vietnamese: str) -> None:
        super().__init__(f"{name} must be {use}, not {value[:60]!r}.")
        self.name = name
        self.vietnamese = f"Tham số “{name}” phải là {vietnamese}, không phải “{value[:60]}”."


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """One search with its filters, as its URL says it."""

    q: str = ""
    city: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = PAGE_SIZES[0]
    collapse: bool = True
    literal: bool = False
    places: PlaceNames | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the query narrows the search."""
        return bool(self.city or self.year or self.topic or self.date_from or self.date_to)

    @property
    def is_start(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.q and not self.is_filtered and self.page == 1

    def run(self, index: Index) -> Page:
        """Ask `index`."""
        return index.search(
            self.q,
            city=self.city,
            year=self.year,
            topic=self.topic,
            places=self.places,
            date_from=self.date_from,
            date_to=self.date_to,
            sort=self.sort,
            page=self.page,
            per_page=self.per_page,
            collapse=self.collapse,
            literal=self.literal,
        )


def read_state(args: MultiDict[str, str], *, collapse: bool = True) -> SearchState:
    """Read the parameters of the page; raise UnreadableParameterError for the first odd one.

    What `collapse` says holds when none of them does.
    """
    return SearchState(
        q=args.get("q", "").strip(),
        city=_several(args, "city"),
        year=_several(args, "year"),
        topic=_several(args, "topic"),
        date_from=_date(args, "from"),
        date_to=_date(args, "to"),
        sort=_sort(args.get("sort", "").strip() or "relevance"),
        page=_whole(args, "page", default=1),
        per_page=read_per_page(args),
        collapse=_switch(args, "collapse", default=collapse),
        literal=_switch(args, "literal", default=False),
        places=_places(args.get("places", "").strip()),
    )


def read_per_page(args: MultiDict[str, str]) -> int:
    """Return how many hits are wanted at once, 1 to 100."""
    wanted = _whole(args, "per_page", default=PAGE_SIZES[0])
    if wanted > PAGE_SIZES[-1]:
        raise UnreadableParameterError(
            "per_page",
            str(wanted),
            use=f"a whole number from 1 to {PAGE_SIZES[-1]}",
            vietnamese=f"số nguyên từ 1 đến {PAGE_SIZES[-1]}",
        )
    return wanted


def _several(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    # A form sends empty fields too; they mean "no filter".
    return tuple(dict.fromkeys(raw.strip() for raw in args.getlist(name) if raw.strip()))


def _date(args: MultiDict[str, str], name: str) -> datetime.date | None:
    raw = args.get(name, "").strip()
    if not raw:
        return None
    try:
        return datetime.date.fromisoformat(raw)
    except ValueError:
        raise UnreadableParameterError(
            name,
            raw,
            use="a date such as 2021-12-31",
            vietnamese="ngày viết theo kiểu năm-tháng-ngày, ví dụ 2021-12-31",
        ) from None


def _sort(raw: str) -> Sort:
    if raw not in SORTS:
        raise UnreadableParameterError(
            "sort",
            raw,
            use="one of relevance, newest, oldest",
            vietnamese="relevance (liên quan), newest (mới nhất) hoặc oldest (cũ nhất)",
        )
    return raw


def _places(raw: str) -> PlaceNames | None:
    try:
        return as_place_names(raw)
    except InvalidRequestError:
        raise UnreadableParameterError(
            "places",
            raw,
            use="2025 (today's provinces) or left out (their names when an article appeared)",
            vietnamese="2025 (34 tỉnh, thành hiện nay) hoặc để trống (theo tên lúc đăng bài)",
        ) from None


def _switch(args: MultiDict[str, str], name: str, *, default: bool) -> bool:
    raw = args.get(name, "").strip()
    if raw not in {"", "0", "1"}:
        raise UnreadableParameterError(
            name, raw, use="0 (no) or 1 (yes)", vietnamese="0 (không) hoặc 1 (có)"
        )
    return raw == "1" if raw else default


def _whole(args: MultiDict[str, str], name: str, *, default: int) -> int:
    # Werkzeug's args.get(type=int) would hide "abc" behind the default.
    raw = args.get(name, "").strip()
    number = _natural(raw) if raw else default
    if not number:
        raise UnreadableParameterError(
            name, raw, use="a whole number from 1", vietnamese="số nguyên từ 1 trở lên"
        )
    return number


def _natural(raw: str) -> int | None:
    # int() alone also takes "1_0", "+1" and thousands of digits.
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else None  # noqa: PLR2004
