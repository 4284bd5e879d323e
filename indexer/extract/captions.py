"""Which lines of a page are said of its pictures: told by their form, or by what stands beside.

A paragraph of the article must never be taken for one, so a form counts only where the press
writes nothing else in it: of 1.4 million lines of news, 77 have a form of `is_caption` without a
credit, and by reading each of them is a caption or could be one.
"""

import re

from indexer.extract.bylines import is_labelled
from indexer.extract.lines import CAPITALS

LONGEST = 300  # characters
_LONGEST_FORM = 220  # characters
_SHORTEST = 12  # characters
_OCCASION = (
    r"(?:hội (?:nghị|thảo|thi|đàm)|đại hội|diễn đàn|t(?:oạ|ọa) đàm|điểm cầu|kỳ họp|phiên \w+"
    r"|buổi \w+(?: \w+)?|cuộc \w+(?: \w+)?|lễ(?: \w+)?|chương trình)"
)
_WHO = (
    r"(?:các |các đ/c |những )?(?:(?:đồng chí|đ/c|đại diện|lãnh đạo|đại biểu|thủ tướng|tổng bí thư"
    r"|phó|chủ tịch|bí thư|trưởng|bộ trưởng|thứ trưởng|giám đốc|tổng giám đốc|chủ nhiệm"
    r"|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)|[uủ][yỷ] viên|đoàn|ông|bà|gs|pgs|ts|ths|bs"
    r"|tiến sĩ|thạc sĩ|bác sĩ)\b)"
)
_SPEAKS = r"phát biểu(?: \w+){0,3}?(?: (?:tại|trong|ở|với|trước))?(?: \w+)?"
_SPEAKER = re.compile(
    rf"{_WHO}[^.:;!?|]{{0,170}}? (?:{_SPEAKS}|(?:báo cáo|tham luận|trình bày) tại) {_OCCASION}"
    r"[^.,:;!?|]{0,60}\.?",
    re.IGNORECASE,
)
_VIEW = re.compile(
    rf"(?:(?:quang|toàn|khung) cảnh(?: (?:tại|của|buổi|một))?|hình ảnh tại"
    rf"|(?:các )?đại biểu (?:dự|tham dự|theo dõi|chụp ảnh(?: lưu niệm)?)(?: tại"
    rf"| cùng)?) {_OCCASION}"
    r"[^.:;!?|]{0,90}\.?",
    re.IGNORECASE,
)
# What people do on pictures; with a full stop behind, such a line may be a sentence as well.
_ACT = re.compile(
    rf"{_WHO}[^.:;!?|]{{0,170}}? (?:phát biểu(?: \w+){{0,2}}(?: (?:tại|trước|trong) [^.,:;!?|]*)?"
    rf"|(?:chủ trì|điều hành|chủ t(?:oạ|ọa))(?: \w+)? {_OCCASION}"
    r"|(?:chụp ảnh|dâng hương|dâng hoa|thắp hương|cắt băng|bấm nút|trồng cây)[^.:;!?|]*"
    r"|(?:trao|tặng) (?:tượng trưng |tặng )?(?:hoa|quà|bằng|giấy khen|cờ|biển|kỷ niệm|quyết định"
    r"|học bổng|huân chương|huy hiệu|kinh phí|tiền)\b[^.:;!?|]*)",
    re.IGNORECASE,
)
# News tells what happened, when and who said so; a caption tells what is seen.
_TOLD = re.compile(
    r"\b(?:đã|sẽ|cũng|còn|vẫn|cho biết|cho rằng|cho hay|nhấn mạnh|khẳng định|đề nghị|yêu cầu|thì"
    r"|là|nhưng|nên|đồng thời|dự và|và phát biểu|(?:tới|đến) dự|nói|kể|phải|có thể|không|chưa|nếu"
    r"|vì|này|đó|như vậy|khi|hôm qua|hôm nay|vừa|năm ngoái|thay mặt|nhất trí|thống nhất|bầu|gồm"
    r"|(?:bài|lời|đưa ra) phát biểu|ngày [\d/-]+ phát biểu)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"(?:theo|tại|ngày|sáng|trưa|chiều|tối|trong|sau|trước|về|để|với|ngoài|bên cạnh|đặc biệt|cùng"
    r"|tuy|do|đến|từ|hiện|qua|phát biểu|như|đây|và|ở|trên|dự|tham dự|dịp|nhân dịp|kết|thời gian"
    r"|tiếp|ngay|cụ thể|đối với|mặt khác|dù|mặc dù|nhờ|có|việc|hôm|riêng|bởi|được biết|năm"
    r"|\d+[.)]|[-+•*])(?:\W|$)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[(\[]?\b(?:(?:Nguồn )?[Ảả]nh|Đồ h(?:oạ|ọa))"
    r"(?: ?[:：] ?[^.:;!?()|]{2,40}(?:\([^()]{2,20}\))?| minh h(?:oạ|ọa)| tư liệu)"
    r"(?: ?[:：] ?[^.:;!?()|]{2,40})?[.)\]| ]*"
)
_CREDIT_PLACE = re.compile(r"(?:[.,;…!?”\"’')|–-] ?|^|\()[(\[]?(?=(?:Nguồn )?[Ảả]nh|Đồ h)")
# Not behind "TP." or "Th.S": three small letters stand before it.
_SENTENCE_END = re.compile(rf"(?<=[^\W\d_A-Z]{{3}}[.!?…”\"]) (?=[“\"]?[{CAPITALS}])")
_LONGEST_CREDIT = 80  # characters


def is_caption(line: str) -> bool:
    """Return whether `line` can be nothing but the caption of a picture."""
    if len(line) > LONGEST or is_labelled(line):
        return False
    return bool(credit_of(line)) or (
        len(line) <= _LONGEST_FORM
        and any(form.fullmatch(line) for form in (_SPEAKER, _VIEW, _ACT))
        and not _TOLD.search(line)
    )


def is_scene(line: str) -> bool:
    """Return whether `line` may be a caption, which something beside it must then say."""
    return (
        _SHORTEST <= len(line) <= _LONGEST_FORM
        and not line[0].islower()
        and not line.endswith((":", ";", "?", "!"))
        and ". " not in line.removesuffix(".")
        and not _REFERS.match(line)
        and not _TOLD.search(line)
    )


def credit_of(line: str) -> str:
    """Return the credit that ends `line` ("Ảnh: Thu Hà/TTXVN"), or ''."""
    start = max(0, len(line) - _LONGEST_CREDIT)
    if not any(word in line[start:] for word in ("Ảnh", "ảnh", "Đồ h")):  # quickly looked for
        return ""
    for place in _CREDIT_PLACE.finditer(line, start):
        if match := _CREDIT.fullmatch(line, place.end() - (line[place.end() - 1] in "([")):
            return match[0]
    return ""


def split_glued(line: str) -> tuple[str, str]:
    """Return the sentences of the article that a caption with a credit is glued to, and it."""
    said = line[: len(line) - len(credit_of(line))].rstrip(" (-–")
    before = _SENTENCE_END.split(said)[:-1]
    told = said[: len(" ".join(before))] if before else ""
    if not told or not (_TOLD.search(told) or _REFERS.match(told)):
        return "", line
    return told, line[len(told) + 1 :]
