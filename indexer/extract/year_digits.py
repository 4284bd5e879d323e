"""Four digits that look like a year and are none: a telephone's, a plate's, an amount's."""

import re

from indexer.extract.dates import calendar_day

# 3842 2019, 0225-2019: groups of a telephone number
_GROUP_BEFORE = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d-)\d{3,}[ -]$|(?<!\d)0\d{2,3}[ -]$")
_GROUP_AFTER = re.compile(r"[ .]\d{3}(?!\d*[/-])")
_PLATE = re.compile(r"(?<!\d)\d\d ?-?[a-z]{1,2}\d?[ -]{1,3}$")  # 30a-
_NAMED_NUMBER = re.compile(
    r"(?:số (?:khung|máy|hiệu|nhà|điện thoại|đt|seri|sêri|tài khoản|phòng)|biển(?: kiểm soát| số)?"
    r"|hotline|tổng đài|điện thoại|đường dây nóng|mã số|\btel|\bđt)[ .:]{1,3}$"
)
_UNIT = re.compile(
    r" ?(?:(?:tỷ|tỉ|triệu|nghìn|ngàn|người|ca|USD|đô la|euro|m2|m²|m|mét|km|km2|kg|lít|MW|kWh"
    r"|đồng(?! (?:bào|bộ|chí|hành|loạt|thời|tổ|ý))|ha|hộ|tấn|đại biểu|chiếc|học sinh|sinh viên"
    r"|công ty|doanh nghiệp|lượt|suất|căn|mẫu|điểm(?! (?:nhấn|đến|cầu|sáng))|bạn trẻ|khách"
    r"|(?:du|hành) khách|cuốn|trẻ em|cổ phiếu|cổ phần|thành viên|hóa đơn|hoá đơn|lao động"
    r"|bệnh nhân|phiếu|sản phẩm|phần quà|cán bộ|chiến sĩ|chiến sỹ|hội viên|đoàn viên|công nhân"
    r"|mũi tiêm|liều|giường|phòng học|bộ (?:hồ sơ|quần áo|kit))(?!\w)|%)"
)
# Before a number that counts what follows it: "hơn 2000 con", but "cao hơn 2015 và".
_COUNTING = frozenset(
    "hơn gần trên khoảng tăng giảm thêm có được tới đạt bán thu tổng cả mất còn chỉ với gồm cùng là"
    " mua tặng trao trồng phát cấp đón hút giá những các nuôi dài nặng".split()
)
_COUNTED = re.compile(
    r" (?!(?:là|và|của|có|được|bị|đã|đang|sẽ|vừa|mới|tại|ở|đến|tới|thì|không|chưa|với|cho|này|vào"
    r"|diễn|tổ chức|khi|như|nhưng|để|mà|còn|rồi|năm|từ|do|cũng|trong|theo|trở|đều|về|lần|nên|trước"
    r"|sau|hoặc|hay|đây|bởi|vì|nhờ|ông|bà|tôi|chúng|lên|xuống|tăng|giảm)\b)[^\W\d_]"
)
_DAY = re.compile(r"(?<![\d/-])(\d{1,2})(?P<dash>[/-])(\d{1,2})(?P=dash)$")
_TAIL = 26  # characters that hold any of them


def is_number(before: str, year: int, after: str) -> bool:
    """Return whether `year` counts or calls something; `before`, in lower case, leads up to it."""
    if before.endswith("năm "):
        return False
    tail = before[-_TAIL:]
    return (
        _UNIT.match(after) is not None
        or _GROUP_AFTER.match(after) is not None
        or _counts(tail, after)
        or (tail[-1:] in " -:" and _calls(tail))
        or (tail[-1:] in "/-" and _is_no_day(tail, year))
    )


def _counts(tail: str, after: str) -> bool:
    word = tail[:-1].rpartition(" ")[2] if tail[-1:] == " " else ""
    return word in _COUNTING and _COUNTED.match(after) is not None and after[1].islower()


def _calls(tail: str) -> bool:
    """Return whether a number that is dialled, painted on or stamped ends with the year."""
    return any(pattern.search(tail) for pattern in (_GROUP_BEFORE, _PLATE, _NAMED_NUMBER))


def _is_no_day(tail: str, year: int) -> bool:
    """Return whether a day stands before it that no calendar has: 45/13/2021."""
    match = _DAY.search(tail)
    return match is not None and calendar_day(year, int(match[3]), int(match[1])) is None
