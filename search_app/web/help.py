"""What can be typed into the search box: an example of each, to try with a click."""

from typing import NamedTuple

from search_app.core.messages import Message


class Example(NamedTuple):
    """A query that finds something in the seeds, and what it asks for."""

    query: str
    meaning: Message


EXAMPLES = (
    Example(
        "chuyen doi so hai phong", Message("có dấu hoặc không dấu; bài có nhiều từ nhất đứng đầu")
    ),
    Example('"chuyển đổi số quốc gia"', Message("đúng nguyên cụm từ này")),
    Example(
        'covid -"chuyển đổi số"', Message("dấu trừ sát trước một từ hay cụm từ: bài không có nó")
    ),
    Example('covid HOẶC "đối ngoại"', Message("có ít nhất một trong hai; viết hoa HOẶC, hay OR")),
    Example("tuyên giá*", Message("tiếng bắt đầu bằng “giá”: giáo, giám, giáp…")),
    Example("03-NQ/TU", Message("số hiệu văn bản")),
    Example('tieude:"thông tin"', Message("có trong tiêu đề")),
    Example('tacgia:"Hoàng Tùng"', Message("tên tác giả")),
    Example("nguon:haiphong.gov.vn", Message("tên nguồn, hoặc tên miền của trang web")),
    Example(
        "nam:2021..2022",
        Message('năm đăng; cũng viết được nam:2021, nam:2021.., nam:..2020, nam:"không rõ"'),
    ),
    Example(
        'thanhpho:"Hải Phòng"',
        Message('tỉnh, thành phố mà bài nói đến, cả tên khác như TPHCM; "không rõ": bài không có'),
    ),
    Example(
        'chude:"chuyển đổi số" -nam:2021', Message("chủ đề; các cách gõ dùng chung được với nhau")
    ),
)
