"""Read the hour that stands beside a date, in its zone: the time of the day in Viet Nam."""

import datetime
import re

from indexer.article import VIET_NAM

# RFC 822's names, and Viet Nam's own
_ZONES = {"gmt": 0, "utc": 0, "ut": 0, "z": 0, "ict": 7, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
          "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip
HOUR = re.compile(
    r"(?<![\d:/.])(?P<hour>[01]?\d|2[0-3])(?::|h|g| giờ )(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"(?: ?(?P<half>am|pm|sa|ch|sáng|chiều|tối)\b)?"
    r"(?: ?\(?(?P<zone>(?:GMT|UTC) ?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d"
    rf"|{'|'.join(_ZONES)})(?![\w+-]))?",
    re.IGNORECASE,
)  # fmt: skip
_AFTER_NOON = ("pm", "ch", "chiều", "tối")
_NOON = 12
_NEAR = 40  # characters between a date and its hour on one line


def with_hour(date: datetime.date, text: str, start: int, end: int) -> datetime.date:
    """Return the moment when an hour stands near the date at `start` to `end`, else the date."""
    match = HOUR.search(text[end : end + _NEAR]) or HOUR.search(text[max(0, start - _NEAR) : start])
    if match is None:
        return date
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and hour <= _NOON:
        hour = hour % _NOON + _NOON * (half in _AFTER_NOON)
    if hour == 0 and match["minute"] == "00":
        return date  # "12:00 AM" is what a site prints when it keeps no hour
    second = int(match["second"] or 0)
    return at(date, hour, int(match["minute"]), second, match["zone"]) or date


def at(
    date: datetime.date, hour: int, minute: int, second: int, zone: str | None
) -> datetime.datetime | None:
    """Return the moment on Viet Nam's clock, without its zone, or None when there is none such."""
    try:
        clock = datetime.time(hour, minute, second, tzinfo=_zone(zone))
        moment = datetime.datetime.combine(date, clock)
        return moment.astimezone(VIET_NAM).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> datetime.timezone:
    if text is None:
        return VIET_NAM
    name = text.lower()
    if name in _ZONES:
        return datetime.timezone(datetime.timedelta(hours=_ZONES[name]))
    sign, digits = re.search(r"([+-])([\d:]+)", name).groups()  # type: ignore[union-attr]
    hours, minutes = digits[:2], digits[2:].removeprefix(":")
    if not digits[1:2].isdigit():
        hours, minutes = digits[:1], digits[1:].removeprefix(":")
    offset = datetime.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return datetime.timezone(-offset if sign == "-" else offset)
