"""Where a text names a province as a place or an authority: each mention with its weight."""

import re
from collections.abc import Callable
from typing import NamedTuple

from indexer.extract.lines import CAPITALS
from indexer.facets.addresses import goes_on, is_home, is_precise, kind_before
from indexer.facets.gazetteer import gazetteer
from indexer.facets.roles import weight_after

_WINDOW = 90  # characters of context before a name
_AFTER = 16  # and after it
# Times the weight of a name:
_HOME = 0.4  # where a person lives or comes from
_PRECISE = 1.5  # with which a smaller place is named
_ON_ROUTE = 0.5  # of one end of a way, a coast, a list: "từ Bình Thuận đến Cà Mau"
_TEAM = 0.3  # by itself, in sports
_SPORTS = ("HLV", "cầu thủ", "bàn thắng", "trận đấu", "ghi bàn", "V-League", "CLB", "vòng đấu")
_ENOUGH_SPORTS = 6
_ROUTE = re.compile(r" ?[-–] ?| (?:đến|tới|ra|vào|đi|về) (?:tỉnh |TP\.? ?|thành phố )?")
_ABROAD_AFTER = re.compile(r"(?: của|,)? ?\(?(?:Trung Quốc|Lào|Campuchia|Thái Lan)")
_TEAM_AFTER = re.compile(r" (?:FC|Club)\b| ?\d+-\d+ ")
_FOREIGN_CAPITAL = re.compile(rf" (?!Hà Nội)[{CAPITALS}]| của| nước")
# "Nguyễn Kiên Giang", "Món Huế": a name that goes on to the left is another name,
# unless the word there has its capital from the start of the sentence or is a unit.
_WORD_BEFORE = re.compile(r"\n? ([^\W\d_]{2,})(?:[\s(“\"]|$)")  # backwards
_NO_NAMES = """
Tại Của Từ Về Và Với Đến Do Trên Theo Cùng Riêng Khi Nếu Vì Để Trong Ngoài Hiện Gần Cả Toàn Hay
Còn Mà Nhưng Sau Trước Phía Qua Là Tới Rời Tỉnh Thành Phố Tp Quận Huyện Đảo Vùng Bắc Nam Đông Tây
Người Dân
"""
_OPENERS = frozenset(_NO_NAMES.split())


class Mention(NamedTuple):
    """One naming of a province: `weight` 1 for a plain one, less in passing, more in office."""

    province: str
    start: int
    end: int
    weight: float


def mentions(text: str, *, merged: bool, of_sports: Callable[[], bool]) -> list[Mention]:
    """Return the mentions in unified `text`, found in one pass.

    `merged` tells that it was written after the provinces were merged: since then towns
    are wards, and "phường Hải Dương" is a place. `of_sports` is asked whether names may be teams.
    """
    book = gazetteer()
    found: list[Mention] = []
    abroad = set()
    for start, end in book.find(text):
        form = text[start:end]
        before, after = text[max(0, start - _WINDOW) : start], text[end : end + _AFTER]
        backwards = before[::-1]
        kind = kind_before(before)
        province, weight = book.names[form].meaning(kind)
        if _ABROAD_AFTER.match(after):
            abroad.add(province)
        elif province and not _is_other_name(form, backwards, after):
            context = _context(before, backwards.lower(), province, merged=merged)
            weight *= _TEAM if context == 1.0 and not kind and of_sports() else context
            _add(found, Mention(province, start, end, weight), text)
    # "tỉnh Hà Nam, Trung Quốc" is said once; the Hà Nam below it is the same one
    return [mention for mention in found if mention.weight and mention.province not in abroad]


def tells_of_sports(body: str) -> bool:
    """Return whether `body` is of sports, where the name of a province is its team's."""
    return sum(map(body.count, _SPORTS)) >= _ENOUGH_SPORTS


def _add(found: list[Mention], mention: Mention, text: str) -> None:
    """Add what is named next in `text` to what is `found` there."""
    last = found[-1] if found else None
    if last and last.province == mention.province and goes_on(text, last.end, mention.start):
        weight = max(last.weight, mention.weight)
        found[-1] = mention._replace(start=last.start, weight=weight)  # one address, one mention
        return
    if last and last.province != mention.province and _is_route(text, last.end, mention.start):
        found[-1] = last._replace(weight=last.weight * _ON_ROUTE)
        mention = mention._replace(weight=mention.weight * _ON_ROUTE)
    found.append(mention)


def _is_route(text: str, end: int, start: int) -> bool:
    return _ROUTE.fullmatch(text, end, start) is not None


def _context(before: str, backwards: str, province: str, *, merged: bool) -> float:
    role = weight_after(backwards, province, merged=merged)
    if role and is_home(before):
        return _HOME
    return _PRECISE if role == 1.0 and is_precise(backwards) else role


def _is_other_name(form: str, backwards: str, after: str) -> bool:
    """Return whether `form` is a part of a longer name, or another country's capital."""
    if form == "Thủ đô" and _FOREIGN_CAPITAL.match(after):
        return True
    return _TEAM_AFTER.match(after) is not None or _goes_on_left(backwards)


def _goes_on_left(backwards: str) -> bool:
    match = _WORD_BEFORE.match(backwards)
    if match is None or match[1].isupper():  # UBND, TP; or a title all in capitals
        return False
    word = match[1][::-1]
    return word[0].isupper() and word not in _OPENERS
