"""Dates: the day comes first, and what is planned or remembered is no date of publication."""

import datetime
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract import parse_date
from indexer.extract.publication import date_in_url, published
from indexer.extract.years import infer_year


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts)  # noqa: DTZ001 - Viet Nam's own clock, as the model keeps it


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Print Thứ Năm, 11/03/2021 17:15 Gốc", at(2021, 3, 11, 17, 15)),
        ("08:33 PM 06/02/2023", at(2023, 2, 6, 20, 33)),
        ("06/02/2023", date(2023, 2, 6)),
        ("5-5-2022", date(2022, 5, 5)),
        ("6.10.2022", date(2022, 10, 6)),
        ("ngày 6 tháng 10 năm 2022", date(2022, 10, 6)),
        ("13 tháng 04 năm 2021", date(2021, 4, 13)),
        ("07/11/2018 | 09:38", at(2018, 11, 7, 9, 38)),
        ("Thứ tư - 22/12/2021 21:50 483 0", at(2021, 12, 22, 21, 50)),
        ("( Cập nhật lúc: 05/10/2022  )", date(2022, 10, 5)),
        ("06:25, 01/02/2023", at(2023, 2, 1, 6, 25)),
        ("05/10/2022 14h30", at(2022, 10, 5, 14, 30)),
        ("11/3/2021, 5:15 CH", at(2021, 3, 11, 17, 15)),
        ("12:00 AM 06/02/2023", date(2023, 2, 6)),
        ("Submitted by admin on 18 October 2019", date(2019, 10, 18)),
        ("April 22, 2022", date(2022, 4, 22)),
        ("2021-03-11", date(2021, 3, 11)),
        ("2021-03-11T17:15:09", at(2021, 3, 11, 17, 15, 9)),
        ("2021-03-11T17:15:00Z", at(2021, 3, 12, 0, 15)),
        ("2021-03-11T17:15:00.123+07:00", at(2021, 3, 11, 17, 15)),
        ("2021-03-11 17:15:00 -0500", at(2021, 3, 12, 5, 15)),
        ("Thu, 11 Mar 2021 17:15:00 GMT", at(2021, 3, 12, 0, 15)),
    ],
)
def test_date_is_read_day_first_with_its_hour(text, expected):
    found = parse_date(text)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    "text",
    ["", "2021", "39/63", "31/02/2021", "2021-13-45", "0225.3821.055", "20211203", "hôm qua"],
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Nhiệm vụ quan trọng của thành phố trong năm 2021 và những năm tiếp theo.", 2021),
        ("Phát triển Thủ đô đến năm 2030, tầm nhìn đến năm 2045.", None),
        ("Chuyển đổi số thành phố đến năm 2025, định hướng đến năm 2030.", None),
        ("Đại biểu HĐND các cấp nhiệm kỳ 2021-2026.", None),
        ("Kỷ niệm ngày thành lập Đoàn (26/3/1931).", None),
        ("Điện thoại: 0225.2021.055 - 0225.3747.352", None),
        ("Tổng số 2.021 đại biểu, 2025 người và 2020 tỷ đồng.", None),
        ("Hội nghị giao ban 9 tháng năm 2022, mục tiêu đến năm 2030.", 2022),
        ("Bị cáo sinh năm 2001 ra tòa.", None),
        ("Doanh thu quý 4/2020 giảm.", 2021),
        ("Giảm 15% so với cùng kỳ năm 2019.", 2020),
        ("Đại hội Đảng bộ lần thứ 16, nhiệm kỳ 2015 - 2020 khai mạc.", 2015),
        ("Căn cứ Thông tư 01/2020/TT-NHNN.", 2020),
        ("", None),
    ],
)
def test_year_comes_from_what_has_happened(text, year):
    assert infer_year(text) == year


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Sáng 1/12, đoàn làm việc về công tác tuyên giáo năm 2021.", date(2021, 12, 1)),
        ("Ngày 6/10, hội nghị giao ban 9 tháng năm 2022 diễn ra.", date(2022, 10, 6)),
        ("Ngày 6 tháng 10 năm 2022, hội nghị diễn ra.", date(2022, 10, 6)),
        ("Sáng nay (9/7), hội nghị sơ kết năm 2024 diễn ra.", date(2024, 7, 9)),
        (
            "Chiều 20/12, hội nghị tổng kết năm 2025, triển khai nhiệm vụ năm 2026.",
            date(2025, 12, 20),
        ),
        ("Chiều 6/2, hội nghị tổng kết hoạt động năm 2022.", date(2023, 2, 6)),
        ("Sáng 1/12, hội nghị diễn ra.", None),
        ("Xếp hạng 39/63, ngày 12/63 năm 2021.", None),
        ("Thực hiện Nghị quyết số 03-NQ/TU, ngày 26/10/2021 của Thành ủy.", None),
        ("Hướng tới kỷ niệm 50 năm chiến thắng (18/12/1972 - 18/12/2022).", None),
    ],
)
def test_day_in_the_lead_is_dated_by_the_year_in_the_text(body, expected):
    assert published(None, title="", body=body)[0] == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.vn/tin-20210316081500123.htm", date(2021, 3, 16)),
        ("https://example.vn/tin-102240305081500123.htm", date(2024, 3, 5)),
        ("https://example.vn/2021/03/16/tin.html", date(2021, 3, 16)),
        ("https://example.vn/tin-20219916081500123.htm", None),
        ("https://example.vn/c/12345678.epi", None),
    ],
)
def test_address_tells_the_day(url, expected):
    assert date_in_url(url) == expected


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    parse_date(text)
    published(None, title=text, body=text, url=text)


@pytest.mark.parametrize("unit", ["2021 ", "12/", "1/12/2021 ", "Sáng 1/", "đến năm ", "0"])
def test_a_megabyte_on_one_line_is_read_in_seconds(unit):
    start = time.perf_counter()
    published(None, title="", body=unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - start < 10
