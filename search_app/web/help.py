"""What can be typed into the search box: an example of each, to try with a click."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString


class Example(NamedTuple):
    """A query that finds something in the seeds, and what it asks for."""

    query: str
    meaning: LazyString


EXAMPLES = (
    Example("chuyen doi so hai phong", _("có dấu hoặc không dấu; bài có nhiều từ nhất đứng đầu")),
    Example('"chuyển đổi số quốc gia"', _("đúng nguyên cụm từ này")),
    Example('covid -"chuyển đổi số"', _("dấu trừ sát trước một từ hay cụm từ: bài không có nó")),
    Example('covid HOẶC "đối ngoại"', _("có ít nhất một trong hai; viết hoa HOẶC, hay OR")),
    Example("tuyên giá*", _("tiếng bắt đầu bằng “giá”: giáo, giám, giáp…")),
    Example("03-NQ/TU", _("số hiệu văn bản")),
    Example('tieude:"thông tin"', _("có trong tiêu đề")),
    Example('tacgia:"Hoàng Tùng"', _("tên tác giả")),
    Example("nguon:haiphong.gov.vn", _("tên nguồn, hoặc tên miền của trang web")),
    Example(
        "nam:2021..2022",
        _('năm đăng; cũng viết được nam:2021, nam:2021.., nam:..2020, nam:"không rõ"'),
    ),
    Example(
        'thanhpho:"Hải Phòng"',
        _('tỉnh, thành phố mà bài nói đến, cả tên khác như TPHCM; "không rõ": bài không có'),
    ),
    Example('chude:"chuyển đổi số" -nam:2021', _("chủ đề; các cách gõ dùng chung được với nhau")),
)
