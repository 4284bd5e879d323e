"""Numbers, dates and page numbers the way a Vietnamese reader writes them."""

import datetime
from collections.abc import Sequence

_SECOND = 1000  # ms


def number(value: int) -> str:
    """Return `value` with points between thousands: ``12.345``."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float) -> str:
    """Return `value` with a decimal comma: ``1,25``."""
    return f"{value:.2f}".replace(".", ",")


def duration(ms: float) -> str:
    """Return ``3 ms``, or ``1,2 giây`` when it took long."""
    if ms >= _SECOND:
        return f"{ms / _SECOND:.1f} giây".replace(".", ",")
    return f"{max(1, round(ms))} ms"


def day(date: datetime.date) -> str:
    """Return ``31/12/2021``; strftime would not pad years before 1000."""
    return f"{date.day:02}/{date.month:02}/{date.year:04}"


def published(date: datetime.date | None, year: int | None) -> str:
    """Return day and hour, as much of them as is known, or the year."""
    if isinstance(date, datetime.datetime):
        return f"{day(date)}, {date.hour:02}:{date.minute:02}"
    if date is not None:
        return day(date)
    return f"năm {year}" if year else "không rõ ngày"


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
