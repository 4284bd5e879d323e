"""Where a text names a province as a place or an authority: each mention with its weight."""

import re
from dataclasses import dataclass

from indexer.extract.lines import CAPITALS
from indexer.facets.gazetteer import gazetteer
from indexer.facets.roles import weight_after

_WINDOW = 48  # characters of context before a name
_AFTER = 16  # and after it
_ABROAD_AFTER = re.compile(r"(?: của|,)? ?\(?(?:Trung Quốc|Lào|Campuchia|Thái Lan)")
_TEAM_AFTER = re.compile(r" (?:FC|Club)\b| ?\d+-\d+ ")
_FOREIGN_CAPITAL = re.compile(rf" (?!Hà Nội)[{CAPITALS}]")
# "Nguyễn Kiên Giang", "Món Huế": a name that goes on to the left is another name,
# unless the word there has its capital from the start of the sentence or is a unit.
_WORD_BEFORE = re.compile(r"\n? ([^\W\d_]{2,})(?:[\s(“\"]|$)")  # backwards
_NO_NAMES = """
Tại Của Từ Về Và Với Đến Do Trên Theo Cùng Riêng Khi Nếu Vì Để Trong Ngoài Hiện Gần Cả Toàn Hay
Còn Mà Nhưng Sau Trước Phía Qua Là Tới Rời Tỉnh Thành Phố Tp Quận Huyện Đảo Vùng Bắc Nam Đông Tây
Người Dân
"""
_OPENERS = frozenset(_NO_NAMES.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a province: `weight` 1 for a plain one, less in passing, more in office."""

    province: str
    start: int
    weight: float


def mentions(text: str) -> list[Mention]:
    """Return the mentions in unified `text`, found in one pass."""
    book = gazetteer()
    found, abroad = [], set()
    for start, end in book.find(text):
        form = text[start:end]
        name = book.names[form]
        before, after = text[max(0, start - _WINDOW) : start], text[end : end + _AFTER]
        if _ABROAD_AFTER.match(after):
            abroad.add(name.province)
        elif name.province and not _is_other_name(form, before, after):
            weight = name.weight * weight_after(before, name.province)
            found.append(Mention(name.province, start, weight))
    # "tỉnh Hà Nam, Trung Quốc" is said once; the Hà Nam below it is the same one
    return [mention for mention in found if mention.weight and mention.province not in abroad]


def _is_other_name(form: str, before: str, after: str) -> bool:
    """Return whether `form` is a part of a longer name, or another country's capital."""
    if form == "Thủ đô" and _FOREIGN_CAPITAL.match(after):
        return True
    return _TEAM_AFTER.match(after) is not None or _goes_on_left(before)


def _goes_on_left(before: str) -> bool:
    match = _WORD_BEFORE.match(before[::-1])
    if match is None or match[1].isupper():  # UBND, TP; or a title all in capitals
        return False
    word = match[1][::-1]
    return word[0].isupper() and word not in _OPENERS
