"""Numbers, dates and page numbers the way a reader of the page's language writes them."""

import datetime
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from search_app.core.model import UNKNOWN
from search_app.web import languages

_SECOND = 1000  # ms
_PARTED = 1000  # the first number that is
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def number(value: int) -> str:
    """Return `value` with thousands parted: ``12.345``, in English ``12,345``."""
    return _localised(f"{value:,}") if value >= _PARTED else str(value)


def numbers(values: Iterable[int]) -> list[str]:
    """Return each as `number` does, all for little more than one."""
    return _localised(" ".join(f"{value:,}" for value in values)).split()


def articles(counts: Sequence[int]) -> list[str]:
    """Return how many articles each is: ``1.234 bài``."""
    one, more = (ngettext("%(number)s bài", "%(number)s bài", n, number="%s") for n in (1, 2))
    told = zip(counts, numbers(counts), strict=True)
    return [(one if count == 1 else more) % text for count, text in told]


def decimal(value: float) -> str:
    """Return `value` with two decimals: ``1,25``, in English ``1.25``."""
    return _localised(f"{value:.2f}")


def duration(ms: float) -> str:
    """Return ``3 ms``, or ``1,2 giây`` when it took long."""
    if ms >= _SECOND:
        return _("%(number)s giây", number=_localised(f"{ms / _SECOND:.1f}"))
    return f"{max(1, round(ms))} ms"


def day(date: datetime.date) -> str:
    """Return ``31/12/2021``, in English ``31 Dec 2021``, where the other would be ambiguous."""
    if _is_english():
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year:04}"
    return f"{date.day:02}/{date.month:02}/{date.year:04}"  # strftime pads no years before 1000


def months(periods: Iterable[tuple[int, int]]) -> list[str]:
    """Return each year and month as ``3/2021``, in English ``Mar 2021``."""
    if _is_english():
        return [f"{_MONTHS[month - 1]} {year}" for year, month in periods]
    return [f"{month}/{year}" for year, month in periods]


def published(date: datetime.date | None, year: int | None) -> str:
    """Return day and hour, as much of them as is known, or the year."""
    if isinstance(date, datetime.datetime):
        return f"{day(date)}, {date.hour:02}:{date.minute:02}"
    if date is not None:
        return day(date)
    return _("năm %(year)s", year=year) if year else _("không rõ ngày")


def value(facet_value: object) -> str:
    """Return the value of a facet as it is shown; only that of what is unknown is translated."""
    return _("không rõ") if facet_value == UNKNOWN else str(facet_value)


def language(shown: str) -> Markup:
    """Return the attribute of an element that shows the value of a facet, as a screen reader needs.

    Names are Vietnamese on any page; numbers, and what `value` says of what is unknown, are not.
    """
    is_ours = not _is_english() or shown.isdecimal() or shown == value(UNKNOWN)
    return Markup("") if is_ours else Markup(' lang="vi"')


def page_numbers(current: int, pages: int) -> Sequence[int | None]:
    """Return the first, the last and the pages around `current`; None stands for a gap."""
    near = {1, pages, *range(current - 2, current + 3)}
    shown = [page for page in sorted(near) if 1 <= page <= pages]
    row: list[int | None] = []
    for page in shown:
        if row and row[-1] is not None and page - row[-1] > 1:
            row.append(None)
        row.append(page)
    return row


def _localised(text: str) -> str:
    return text if _is_english() else text.translate(_COMMAS_AND_POINTS)


_COMMAS_AND_POINTS = str.maketrans(",.", ".,")


def _is_english() -> bool:
    return languages.current() == "en"
