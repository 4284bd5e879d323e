"""The time of publication: what tells it, in which words, and what must not."""

import datetime
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dating import CONFIDENCE, Dating, read
from indexer.extract.publication import agrees, date_in_url, published
from indexer.extract.years import Day, infer_year

TODAY = datetime.datetime.now(tz=datetime.timezone(datetime.timedelta(hours=7))).date()


def year_of(text: str, month: int = 0) -> int | None:
    found = infer_year(text, Day(month, 0) if month else None)
    return found.year if found else None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Nhiệm vụ quan trọng của thành phố trong năm 2021 và những năm tiếp theo.", 2021),
        ("Phát triển Thủ đô đến năm 2030, tầm nhìn đến năm 2045.", None),
        ("Chuyển đổi số thành phố đến năm 2025, định hướng đến năm 2030.", None),
        ("Đại biểu HĐND các cấp nhiệm kỳ 2021-2026.", None),
        ("Chuẩn bị đầu tư, xây dựng và đưa vào khai thác năm 2024.", None),
        ("Lắp đặt hệ thống, đưa vào vận hành năm 2023 ở đây.", None),
        ("Khoản nợ của 2 loại trái phiếu đến hạn trả năm 2022 và 2023.", None),
        ("Trái phiếu đáo hạn năm 2024 của hãng này.", None),
        ("Chúc mừng Qatar giành quyền đăng cai World Cup 2022.", None),
        ("Việc khai thác năm 2022 gặp khó.", 2022),
        ("Kỷ niệm ngày thành lập Đoàn (26/3/1931).", None),
        ("Điện thoại: 0225.2021.055 - 0225.3747.352", None),
        ("Tổng số 2.021 đại biểu, 2025 người và 2020 tỷ đồng.", None),
        ("Hội nghị giao ban 9 tháng năm 2022, mục tiêu đến năm 2030.", 2022),
        ("Bị cáo sinh năm 2001 ra tòa.", None),
        ("Lê Tuấn Anh (SN 2001, ngụ quận 3) và cháu N. (sinh năm 2005).", None),
        ("Vinamilk lọt vào danh sách 2015 công ty, 2019 lượt xem.", None),
        ("Số liệu của năm 2019 người dân đã biết.", 2019),
        ("Đám cưới của Công tước Cambridge năm 2011.", None),
        ("Trong 9 tháng đầu năm 2011, kinh tế tăng.", 2011),
        ("Doanh thu quý 4/2020 giảm.", 2021),
        ("Lỗ lũy kế tại ngày 31/12/2020 là 6 tỷ đồng.", 2021),
        ("Giảm 15% so với cùng kỳ năm 2019.", 2020),
        ("Đại hội Đảng bộ lần thứ 16, nhiệm kỳ 2015 - 2020 khai mạc.", 2015),
        ("Căn cứ Thông tư 01/2020/TT-NHNN.", 2020),
        ("Sửa đổi, bổ sung một số điều của Hiến pháp năm 2013.", None),
        ("Theo điều 146 BLHS 2015 và Luật Đất đai năm 2013.", None),
        ("Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.", None),
        ("Ông đào tẩu hồi năm 2014, lên nắm quyền từ năm 2012.", None),
        ("Lấy phiếu lần đầu tiên vào tháng 7/2013; năm trước 68 phiếu.", 2014),
        ("Kế hoạch năm 2021 khó đoán, từ nay đến cuối năm 2020 còn nhiều diễn biến.", 2020),
        ("Tăng học phí từ năm 2020 đến 2025 theo lộ trình.", None),
        ("Kỷ niệm 95 năm thành lập Đảng (3/2/1930 - 3/2/2025).", 2025),
        ("Giá mới bắt đầu từ tháng 7/2017.", 2017),
        ("Bắt đầu từ 2012, kiều bào ra thăm Trường Sa.", None),
        ("Thực hiện thành công Tầm nhìn ASEAN 2025.", None),
        ("Vòng loại World Cup 2022 bắt đầu.", None),
        ("Từ năm 2001 đến nay (16 năm), lãi chưa được tính.", 2017),
        ("Từ tháng 5/2012, tôi trở về. Đã hơn 5 năm nay, tôi chờ.", 2017),
        ("Sau 17 năm thi hành, Luật Năng lượng nguyên tử năm 2008 bộc lộ bất cập.", 2025),
        ("Ông ở đó từ năm 2001 đến nay, hơn 900 năm.", None),
        ("", None),
    ],
)
def test_year_comes_from_what_has_happened(text, year):
    assert year_of(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "Gọi số 0225 3842 2019 hoặc 024.2021.2022.",
        "Gọi 0912.34.2018 hoặc 1900 2015, 2016 3842.",
        "Gọi 0225-2019, số điện thoại 2018, hotline: 2017.",
        "Biển số 30A-2021, số khung 2017, biển kiểm soát 2016.",
        "Giá bán 2019 đồng một cổ phiếu, tăng 2020 điểm.",
        "Phố đi bộ thu hút hơn 2000 bạn trẻ, bán 2018 cuốn, 2019 lượt, đón 2017 khách.",
        "Trồng 2018 cây xanh, nuôi 2019 con lợn, tặng 2017 bộ sách và trao 2016 suất quà.",
        "Khám cho 2019 trẻ em, 2018 phần quà.",
        "Ngày 45/13/2021, 30/02/2022, 31/12/2099.",
    ],
)
def test_a_number_that_counts_or_calls_is_no_year(text):
    assert year_of(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Doanh thu cao hơn 2018 và lợi nhuận cũng thế.", 2018),
        ("Chung kết World Cup 2018 khép lại, có 2018 khán giả.", 2018),
        ("Mua xe Mercedes S650 2019 về nhà.", 2019),
        ("Sáng 5/6/2019, họp. Ngày 7-8-2018 cũng họp.", 2019),
        ("Tổng số năm 2019 hơn mọi năm.", 2019),
        ("Lễ hội hoa 2019 tỉnh tổ chức hay, Festival 2018 hội tụ khách.", 2019),
        ("World Cup 2018 đồng loạt khai mạc.", 2018),
    ],
)
def test_a_year_beside_such_words_is_one(text, year):
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Theo Bộ luật Hình sự năm 2015, sửa đổi, bổ sung năm 2017.", None),
        ("BLHS 2015 (được sửa đổi, bổ sung 2017).", None),
        ("Quy hoạch giai đoạn 2020-2030.", None),
        ("Quy hoạch giai đoạn 2018-2020.", 2018),
        ("Từ nay đến 2020, tỉnh xây cầu.", None),
        ("Ưu đãi từ nay đến hết ngày 5/8/2018 cho khách.", 2018),
        ("Số liệu ước tính đến năm 2022 là ít.", None),
        ("Máy bay phục vụ cho đến năm 2021.", None),
        ("Lãi cao từ sau năm 2020 là nhiều.", None),
        ("Thuế suất từ 2020 trở đi là 247 đồng.", None),
        ("Chương trình mới từ năm học 2022-2023 đối với lớp 6.", None),
        ("Năm học 2022-2023 bắt đầu.", 2022),
        ("Tháng 3/2018, Mỹ nói về Made in China 2025.", 2018),
        ("Tháng 3/2018, cầu khởi công. Năm 2019 sẽ xong.", 2018),
        ("Cầu dự kiến hoàn thành vào tháng 1/2020. Tháng 3/2018, cầu khởi công.", 2018),
        ("Tháng 3/2018, tòa mở. Tòa sẽ tuyên án ngày 30-1-2019.", 2019),
        ("Nghị quyết 128/NQ-CP ngày 11/10/2021 và Thông tư 09/2020/TT-BTNMT.", 2021),
        ("Năm 2018, bà từng nói với sinh viên.", None),
        ("Cách mạng Mùa xuân Arab năm 2011 tại Libya.", None),
        ("Nhà máy vận hành năm 2013.", None),
        ("Giảm so với cùng kỳ năm 2013.", 2014),
        ("Trong 9 tháng đầu năm 2013, kinh tế tăng.", 2013),
        ("Năm 2012 có lũ. Năm 2012 có bão. Năm 2012 có hạn.", None),
    ],
)
def test_a_year_of_a_plan_a_law_or_the_past_is_none_of_publication(text, year):
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "month", "year"),
    [
        ("Tổng kết công tác năm 2022.", 2, 2023),
        ("Tổng kết công tác năm 2022.", 12, 2022),
        ("Tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025.", 1, 2025),
        ("Tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025.", 12, 2024),
        ("Năm 2016, kim ngạch hai chiều đạt 32 triệu USD.", 2, 2017),
        ("Năm 2016, kim ngạch hai chiều đạt 32 triệu USD.", 8, 2016),
        ("Họp báo thường kỳ tháng 12/2024.", 1, 2025),
        ("Khởi tố vụ án ngày 28/11/2017.", 3, 2018),
        ("Xô xát khoảng 15 giờ ngày 5 - 8 - 2017.", 3, 2018),
        ("Chào đón năm mới 2025, chúc mừng năm mới Ất Tỵ 2025.", 12, 2024),
        ("Tăng chuyến bay dịp Tết Nguyên đán Kỷ Hợi 2019.", 12, 2018),
        ("Tăng chuyến bay dịp Tết Nguyên đán Kỷ Hợi 2019.", 1, 2019),
        ("Điểm trường bước vào năm học mới 2017-2018.", 9, 2017),
        ("Kỳ thi học sinh giỏi năm học 2018 - 2019.", 3, 2019),
        ("Hướng tới kỷ niệm 95 năm thành lập Đảng (3/2/1930 - 3/2/2025).", 12, 2024),
        ("Kỷ niệm 95 năm thành lập Đảng (3/2/1930 - 3/2/2025).", 4, 2025),
        ("Kỷ niệm 95 năm thành lập Đảng (3/2/1930 - 3/2/2025).", 5, 2024),
        ("Năm 2017 có nhiều chuyển biến. Năm 2017 đã xong. Năm 2018 phải đổi mới.", 12, 2017),
        ("Căn cứ Nghị quyết số 35/2021/QH15.", 5, None),
    ],
)
def test_the_month_tells_what_is_summed_up_and_what_is_planned(text, month, year):
    assert year_of(text, month) == year


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Sáng 1/12, đoàn làm việc về công tác tuyên giáo năm 2021.", date(2021, 12, 1)),
        ("Ngày 6/10, hội nghị giao ban 9 tháng năm 2022 diễn ra.", date(2022, 10, 6)),
        ("Ngày 6 tháng 10 năm 2022, hội nghị diễn ra.", date(2022, 10, 6)),
        ("Sáng nay (9/7), hội nghị sơ kết năm 2024 diễn ra.", date(2024, 7, 9)),
        ("Tin cho hay, chiều ngày hôm nay, 8-9, đoàn họp bàn năm 2017.", date(2017, 9, 8)),
        ("Hội nghị được tổ chức chiều 26-6 về kinh tế năm 2017.", date(2017, 6, 26)),
        ("Thứ Hai, ngày 6/10/2022, hội nghị diễn ra.", None),
        (
            "Chiều 20/12, hội nghị tổng kết năm 2025, triển khai nhiệm vụ năm 2026.",
            date(2025, 12, 20),
        ),
        ("Chiều 6/2, hội nghị tổng kết hoạt động năm 2022.", date(2023, 2, 6)),
        ("Sáng 1/12, hội nghị diễn ra.", None),
        ("Theo cáo trạng, vào khoảng 8h sáng 6-9-2017, xe tông nhau.", None),
        ("Hội nghị bàn về vụ tai nạn sáng 6-9-2017 ở xã.", None),
        ("Ngày 23-11, TAND tỉnh tuyên án. Đêm 5-11-2016, hai bên xô xát.", None),
        ("Ngày 23-11, công an tỉnh cho biết đêm 5-11-2016 có cháy.", date(2016, 11, 23)),
        ("Ngày 23-8, hãng tin đưa ảnh.\nNước này thử tên lửa vào tháng 8/2016.", None),
        ("Ngày 15-11, hãng mở cửa.\nKhoảng tháng 10-2015, hãng thử máy.", None),
        ("Ngày 26 - 3, tòa xử. Khoảng 15 giờ ngày 5 - 8 - 2017, hai bên xô xát.", None),
        ("Tối 30/8, bắt Lê Tuấn Anh (SN 2001, ngụ quận 3).", None),
        ("(HNMO) - Sáng 5-10-2022, hội nghị diễn ra.", date(2022, 10, 5)),
        ("(Chinhphu.vn) – Ngày 5/10, hội nghị năm 2022 diễn ra.", date(2022, 10, 5)),
        ("(BR-VT) Ngày 12/7/2019, hội nghị diễn ra.", date(2019, 7, 12)),
        ("Hà Nội (TTXVN) - Ngày 12/7/2019, hội nghị diễn ra.", date(2019, 7, 12)),
        ("HNP - Ngày 12/7/2019, hội nghị diễn ra.", date(2019, 7, 12)),
        ("Hà Nội, ngày 5 tháng 10 năm 2022. Hội nghị diễn ra.", date(2022, 10, 5)),
        ("Ngay 12/10/2021, hoi nghi dien ra.", date(2021, 10, 12)),
        ("Sang ngay 2 thang 9 nam 2022, hoi nghi dien ra.", date(2022, 9, 2)),
        ("Trước đó, ngày 5/10/2022, hội nghị diễn ra.", None),
        ("Quyết định số 5 (ban hành kèm) ngày 5/10/2022 của tỉnh.", None),
        ("Xếp hạng 39/63, ngày 12/63 năm 2021.", None),
        ("Ngày 31/2/2021, hội nghị diễn ra. Ngày 29/2, năm 2021 họp.", None),
        ("Thực hiện Nghị quyết số 03-NQ/TU, ngày 26/10/2021 của Thành ủy.", None),
        ("Hướng tới kỷ niệm 50 năm chiến thắng (18/12/1972 - 18/12/2022).", None),
        ("Chiều 14/5, hội nghị góp ý sửa đổi Hiến pháp năm 2013.", None),
        ("Ngày 25/11, tàu va nhau.\nCăng thẳng có từ khi sáp nhập hồi năm 2014.", None),
        ("Sáng nay 20/3, ông về. Mùa xuân năm 2012 ông từng tranh cử.", None),
        ("Sáng 20/3, ông nói về năm 2012 ở xã.", None),
        ("Vào tối 1/10, có nổ súng, nặng nhất sau vụ tấn công ngày 11/9/2001.", None),
        ("Đêm 30/9, lãi cao nhất kể từ thời điểm 2018.", None),
        ("Đêm 30/9, giá lên. Bão tài chính 2008 đã qua.", None),
        ("Chiều nay 24-9, phố đi bộ thu hút hơn 2000 bạn trẻ.", None),
        ("Ngày 10/3 âm lịch năm 2021, lễ giỗ tổ diễn ra.", None),
        ("Tối 10/4/2021, tỉnh sẽ bắn pháo hoa.", None),
        ("Gọi 0225.3821.055 hoặc 12/10 Trần Phú, giá 5.10.2021 đồng.", None),
    ],
)
def test_day_in_the_lead_is_dated_by_the_year_in_the_text(body, expected):
    assert published(None, title="", body=body).date == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ngày 15/3/2019, tỉnh ra quyết định. 9 tháng đầu năm 2023, điện giảm.", (2023, None)),
        ("Sáng 12/5/2015, trường mở cửa. Năm nay 2024, trường có 900 em.", (2024, None)),
        ("Đêm 1/1/2018, ông viết. Tháng 12/2018, ông viết. Năm 2018 đã qua.", (2018, None)),
        (
            "Ngày 15/3/2019, tỉnh ra quyết định. Sáng 9/10, họp về 9 tháng đầu năm 2023.",
            (2023, date(2023, 10, 9)),
        ),
        ("Ngày 15/3/2019, tỉnh ra quyết định. Tin của năm 2023.", (2019, date(2019, 3, 15))),
        ("Ngày 15/3/2019, tỉnh họp. 9 tháng đầu năm 2018, điện giảm.", (2019, date(2019, 3, 15))),
        (
            "Sáng 12/12/2022, tổng kết năm 2022, triển khai nhiệm vụ năm 2023.",
            (2022, date(2022, 12, 12)),
        ),
    ],
)
def test_whole_date_in_the_lead_gives_way_to_a_later_year_that_is_sure(body, expected):
    dating = published(None, title="", body=body)
    assert (dating.year, dating.date) == expected


@pytest.mark.parametrize(
    ("dating", "kind", "evidence"),
    [
        (published(read("5/4/2021", "given"), title="", body=""), "given", "5/4/2021"),
        (
            published(None, title="", body="", url="https://a.vn/tin-20210316081500123.htm"),
            "url",
            "20210316081500123",
        ),
        (published(None, title="", body="Tin.\nSáng 1/2/2021, họp."), "lead", "Sáng 1/2/2021"),
        (
            published(None, title="", body="Sáng 1/7, họp về năm 2021 ở xã."),
            "reckoned",
            "Sáng 1/7 … Sáng 1/7, họp về năm 2021 ở xã.",
        ),
        (published(None, title="", body="3 tháng đầu năm 2021."), "text", "3 tháng đầu năm 2021."),
        (published(None, title="", body="Tin của năm 2021."), "hint", "Tin của năm 2021."),
        (published(None, title="", body="Không ngày nào cả."), "none", ""),
    ],
)  # fmt: skip
def test_a_dating_says_in_whose_words_and_of_which_kind(dating, kind, evidence):
    assert (dating.kind, dating.evidence, dating.confidence) == (kind, evidence, CONFIDENCE[kind])
    assert (dating.year is None) == (kind == "none")
    assert dating.date is None or dating.date.year == dating.year


def test_what_is_given_is_more_certain_than_what_is_reckoned():
    shares = [CONFIDENCE[kind] for kind in ("given", "lead", "text", "hint", "none")]
    assert shares == sorted(shares, reverse=True)
    assert Dating().confidence == 0 == CONFIDENCE["none"]


def test_a_day_to_come_is_no_publication():
    soon, later = TODAY + datetime.timedelta(days=1), TODAY + datetime.timedelta(days=10)
    assert read(f"{soon:%d/%m/%Y}", "stated").date == soon
    assert read(f"{later:%d/%m/%Y}", "stated") is None
    assert read(f"{later:%d/%m/%Y}", "given").date == later  # what is given is trusted
    assert published(None, title="", body=f"Sáng {later:%d/%m/%Y}, họp.").date is None
    assert year_of(f"Hội nghị cấp cao năm {TODAY.year + 1}.") is None
    assert year_of(f"Triển khai nhiệm vụ năm {TODAY.year + 1}.", 12) == TODAY.year
    assert date_in_url(f"https://a.vn/tin-{later:%Y%m%d}081500123.htm") is None


@pytest.mark.parametrize(
    "line",
    ["Nghị quyết số 10-NQ/TW ngày 5/3/2019", "Kỷ niệm 90 năm (3/2/1930 - 3/2/2020)",
     "Từ ngày 5/3/2019 đến ngày 8/3/2019", "Ngày 5/3/2019 âm lịch"],
)  # fmt: skip
def test_a_line_that_dates_something_else_states_no_publication(line):
    assert read(line, "stated") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.vn/tin-20210316081500123.htm", date(2021, 3, 16)),
        ("https://example.vn/tin-102240305081500123.htm", date(2024, 3, 5)),
        ("https://example.vn/tin-185251216215456476.htm", date(2025, 12, 16)),
        ("https://example.vn/tin-10224101116052407.htm", date(2024, 10, 11)),
        ("https://example.vn/2021/03/16/tin.html", date(2021, 3, 16)),
        ("https://example.vn/tin-20219916081500123.htm", None),
        ("https://example.vn/c/12345678.epi", None),
        ("https://example.vn/tel-02253821055.htm", None),
    ],
)
def test_address_tells_the_day(url, expected):
    found = date_in_url(url)
    assert (found.date if found else None) == expected


def test_a_sites_clock_does_not_agree_with_the_day_in_the_lead():
    assert agrees(read("10/7/2021", "stated"), "Sáng nay (9/7), họp.")
    assert agrees(read("2/1/2022 08:30", "stated"), "Sáng 30/12, họp.")
    assert not agrees(read("2/3/2022", "stated"), "Sáng nay (9/7), họp.")


PIECES = st.sampled_from(  # of what patterns look for
    "Sáng ,Chiều nay ,ngày ,từ ,đến ,hồi ,năm ,tháng ,quý 4/,tổng kết ,Luật ,so với ,kỷ niệm ,"
    "12/,31/,2/,2021,2020,2019-2024,1930,. ,\n, ,(,) ,hơn 5 năm nay,20210316081500123,sẽ ".split(
        ","
    )
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join))
def test_any_text_is_dated_without_an_error(text):
    dating = published(None, title=text[:40], body=text, url=text)
    assert dating.date is None or (dating.date.year, dating.date) == (dating.year, dating.date)
    assert len(dating.evidence) <= 120
    assert dating.year is None or 1999 <= dating.year <= TODAY.year


@given(
    st.dates(date(2001, 1, 1), TODAY),
    st.sampled_from(("Sáng {}, họp.", "Ngày {}, họp.", "Tin.\nChiều nay ({}), họp.")),
)
def test_a_whole_date_in_the_lead_is_its_date(day, form):
    for written in (f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}"):
        assert published(None, title="", body=form.format(written)).date == day


@pytest.mark.parametrize(
    "unit",
    [
        "2021 ",
        "12/",
        "1/12/2021 ",
        "Sáng 1/",
        "đến năm ",
        "0",
        "từ năm 2001 ",
        "luật a ",
        "nghị quyết ngày 2/",
        "Từ 2001 đã 5 năm ",
        "\n",
        "năm (",
        "1 tháng ",
    ],
)
def test_a_megabyte_on_one_line_is_read_to_its_end(unit):
    text = unit * (1_000_000 // len(unit))
    published(None, title=text, body=text, url=text)
    read(text, "stated")
