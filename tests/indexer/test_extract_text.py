"""Pages saved as text: the article, and nothing the site put around it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract import Extracted, ending, extract
from indexer.extract.bylines import byline_of
from indexer.extract.leftovers import _table, is_dateline, is_marker, split_newsroom
from indexer.extract.titles import looks_like_title
from indexer.sources.document import Document

TITLE = "Tỉnh ủy tổ chức hội nghị báo cáo viên tháng 10"
LEAD = "Chiều 5/10, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị báo cáo viên cho cán bộ các huyện."
SECOND = (
    "Tại hội nghị, báo cáo viên các huyện được nghe ba chuyên đề về kinh tế và xã hội của tỉnh."
)
BODY = f"{LEAD}\n{SECOND}"


def read(*lines: str) -> Extracted:
    return extract(Document(origin="a.txt", kind="text", text="\n".join(lines)))


def test_title_body_and_byline_are_told_apart():
    article = read(TITLE, "", LEAD, "", SECOND, "Thu Hà")
    assert (article.title, article.body, article.byline) == (TITLE, BODY, "Thu Hà")


@pytest.mark.parametrize(
    "above",
    [
        ["Skip to main content", "Trang chủ", "Tin tức"],
        ["Cổng Thông tin điện tử tỉnh", "Chuyển đổi số"],
        ["Print Thứ Tư, 05/10/2022 17:15 Gốc"],
        ["Địa phương", "08:33 PM 05/10/2022"],
        ["Thông tin đối ngoại", "cms-publish-date 05/10/2022 | 09:38 | cms-view-count: 14389"],
    ],
)
def test_what_stands_above_the_title_is_dropped(above):
    article = read(*above, TITLE, LEAD, SECOND)
    assert (article.title, article.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    "below",
    [
        ["Có thể bạn quan tâm", "Hà Nội mở thêm tuyến xe buýt"],
        ["Tin liên quan", "Một tin khác của trang này"],
        ["Ý kiến của bạn", "Thành phố khác có thu nhập tăng gấp ba lần sau mười năm phát triển."],
        ["image advertisement", "Thống kê truy cập", "• Hôm nay: 1"],
        ["Địa chỉ: 1 Đường Chính", "0200.123.456", "a@b.gov.vn"],
        ["Cơ quan quản lý: Văn phòng Ủy ban", "1 Đường Chính, phường Một", "Liên hệ", "0200.123"],
        ["Bình luận (3)", "Họ và tên"],
        ["Từ khóa: báo cáo viên, tuyên giáo"],
        ["Facebook Zalo In bài", "1.234 lượt xem"],
        [
            "Thành phố khác khởi công cầu mới (04/10/2022)",
            "Tỉnh khác họp báo về mùa vải thiều năm nay (03/10/2022)",
        ],
        [
            "Tỉnh khác khởi công một cây cầu mới Tỉnh khác khởi công một cây cầu mới",
            SECOND[:60] + ".",
        ],
    ],
)
def test_what_stands_below_the_article_is_dropped(below):
    assert read(TITLE, LEAD, SECOND, *below).body == BODY


@pytest.mark.parametrize("closing", ["./.", ".\nTin, ảnh: Thu Hà"])
def test_what_stands_below_a_formal_end_is_dropped(closing):
    teaser = "Thành phố khác vừa ký quyết định về đầu tư cây cầu mới qua sông…"
    body = read(TITLE, LEAD, LEAD.replace("5/10", "6/10"), SECOND[:-1] + closing, teaser).body
    assert body.split("\n")[0] == LEAD
    assert "cây cầu" not in body


def test_formal_end_of_a_quoted_text_does_not_end_the_article():
    rest = [f"{SECOND} Đoạn thứ {number} nói thêm về công tác này." for number in range(6)]
    body = read(TITLE, f"{LEAD[:-1]}./.", *rest).body
    assert all(paragraph in body for paragraph in rest)


@pytest.mark.parametrize(("above", "is_part"), [(3, True), (4, False)])
def test_formal_end_ends_the_article_when_a_fifth_of_it_stands_below(above, is_part):
    paragraphs = [f"{SECOND} Đoạn thứ {number}." for number in range(above + 1)]
    closed = [*paragraphs[: above - 1], f"{paragraphs[above - 1][:-1]}./.", paragraphs[above]]
    assert (paragraphs[above] in read(TITLE, *closed).body) == is_part


def test_short_sentence_with_a_date_is_no_dateline():
    sentence = "Nghị định có hiệu lực từ 1/1/2019."
    article = read(TITLE, LEAD, SECOND, sentence)
    assert article.body == f"{BODY}\n{sentence}"
    assert article.date is None
    assert is_dateline("Thứ Tư, 5/10/2022.")


def test_site_line_inside_an_article_does_not_end_it():
    line = "Cổng thông tin điện tử tỉnh sẽ tường thuật hội nghị"
    assert SECOND in read(TITLE, LEAD, line, SECOND).body


@pytest.mark.parametrize(
    "line", ["Xem thêm: Tỉnh khác mở cầu", ">> Tỉnh khác mở cầu", "Zalo | Email"]
)
def test_links_and_buttons_inside_an_article_are_dropped(line):
    assert read(TITLE, LEAD, line, SECOND).body == BODY


def test_box_of_links_inside_an_article_does_not_end_it():
    rest = [f"{SECOND} Đoạn thứ {number} nói thêm về công tác này." for number in range(6)]
    body = read(TITLE, LEAD, "Tin liên quan", *rest).body
    assert all(paragraph in body for paragraph in (LEAD, *rest))


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        "Sáng 11/3, tỉnh tổ chức hội nghị trực tuyến",
        "Theo đó, các đơn vị cần tăng cường công tác",
        "Quang cảnh hội nghị báo cáo viên của tỉnh",
        "Đồng chí Trưởng ban phát biểu tại hội nghị",
        "Cổng Thông tin điện tử tỉnh miền núi phía Bắc",
        "Print Thứ Năm, 11/03/2021 17:15 Gốc",
        "Địa phương",
        "Hàng hóa được bốc dỡ tại cảng. Ảnh: Thu Hà",
    ],
)
def test_line_that_is_no_title_is_not_taken_for_one(line):
    assert not looks_like_title(line)


def test_title_may_end_in_a_question_mark():
    question = "Vì sao Tỉnh ủy tổ chức hội nghị báo cáo viên mỗi tháng?"
    assert read(question, LEAD, SECOND).title == question


def test_first_line_of_a_body_without_title_stays_in_the_body():
    article = read("Theo đó, các huyện báo cáo viên tổ chức", LEAD, SECOND)
    assert article.title == ""
    assert article.body.startswith("Theo đó")


@pytest.mark.parametrize(
    "name", ["Báo Mẫu", "baomau.vn", "Báo Nhân Dân điện tử", "Cổng thông tin điện tử tỉnh"]
)
@pytest.mark.parametrize("between", [" - ", " | "])
def test_the_name_of_the_site_is_no_part_of_the_title(name, between):
    assert read(f"{TITLE}{between}{name}", LEAD, SECOND).title == TITLE
    assert read(f"{TITLE}{between}bài học mới", LEAD, SECOND).title.endswith("bài học mới")


@pytest.mark.parametrize("above", [(), ("Trang chủ",), ("12/10/2021",)])
@pytest.mark.parametrize("title", ["Hội nghị tỉnh", "Đêm hoa đăng rực rỡ trên dòng sông quê"])
def test_the_only_line_above_the_text_is_its_title(title, above):
    lead = "Hội nghị báo cáo viên của Tỉnh diễn ra vào sáng nay tại trung tâm văn hóa."
    article = read(*above, title, lead, SECOND)
    assert article.title == title
    assert article.body == f"{lead}\n{SECOND}"


@pytest.mark.parametrize("line", ["Chợ Tết", "Bất ngờ!", "Vì nước vì dân", "Lời chào mới"])
def test_a_short_line_above_the_text_that_may_be_no_title_stays_in_the_body(line):
    article = read("Trang chủ", line, LEAD, SECOND)
    assert article.title == ""
    assert article.body == f"{line}\n{LEAD}\n{SECOND}"


def test_qr_code_names_the_title_of_a_page_without_one():
    assert read(LEAD, SECOND, "QR Code", f"QR CODE: {TITLE}").title == TITLE


def test_image_lines_that_repeat_the_title_are_dropped():
    article = read(TITLE, LEAD, f"{TITLE} - Ảnh 1.", SECOND)
    assert (article.title, article.body) == (TITLE, BODY)


def test_lead_that_is_printed_twice_is_kept_once():
    assert read(TITLE, LEAD, LEAD, SECOND).body == BODY


def test_newsroom_before_the_first_sentence_becomes_the_source():
    article = read(TITLE, f"(Haiphong.gov.vn) - {LEAD}", SECOND)
    assert (article.source, article.body) == ("Haiphong.gov.vn", BODY)


@pytest.mark.parametrize(
    ("paragraph", "newsroom"),
    [
        ("(PLO)- Sáng 1/12", "PLO"),
        ("LSO- Sáng 1/12", "LSO"),
        ("TTXVN - Sáng 1/12", "TTXVN"),
        ("(Dân trí) - Sáng 1/12", "Dân trí"),
        ("(Nguồn tin của chúng tôi) - Sáng 1/12", ""),
        ("UBND - HĐND tỉnh", ""),
    ],
)
def test_newsroom_is_split_off(paragraph, newsroom):
    assert split_newsroom(paragraph)[0] == newsroom


def test_stated_date_below_the_title_wins_over_the_clock_of_the_site():
    article = read("Thứ Sáu, 20/11/2026", TITLE, "05/10/2022 14h30", LEAD, SECOND)
    assert article.date == datetime.datetime(2022, 10, 5, 14, 30)  # noqa: DTZ001


def test_clock_that_contradicts_the_lead_is_no_date():
    assert read("Thứ Tư, 20/05/2026 08:00", TITLE, LEAD, SECOND).date is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Hoàng Tùng - Đàm Thanh", "Hoàng Tùng - Đàm Thanh"),
        ("THU HÀ", "THU HÀ"),
        ("Tin, ảnh: Thu Hà", "Thu Hà"),
        ("Tin: Thu Hà. Ảnh: Minh Anh", "Thu Hà"),
        ("Bài: Thu Hà - Ảnh: Minh Anh", "Thu Hà"),
        ("Tác giả: Nguyễn Thị Thu Hà", "Nguyễn Thị Thu Hà"),
        ("Quang cảnh hội nghị", ""),
        ("Hội nghị đã thành công.", ""),
        ("Hà", ""),
    ],
)
def test_byline_is_a_short_line_of_names(line, byline):
    assert byline_of(line) == byline


@pytest.mark.parametrize("text", ["", "\n\n", "\x00\x01\u200b", "Tin khác\nThống kê truy cập\n35"])
def test_leftovers_alone_give_an_empty_body(text):
    assert read(text).body == ""


def test_text_is_normalised_to_nfc_and_plain_spaces():
    article = read(TITLE, LEAD.replace(" ", "\u00a0"), SECOND.replace("ị", "i\u0323"), "Ðà Nẵng.")
    assert article.body == f"{BODY}\nĐà Nẵng."


@pytest.mark.parametrize("place", ["tail", "anywhere", "sections"])
def test_every_marker_is_recognised_in_any_case(place):
    for marker in _table()[place]:
        assert is_marker(marker, place)
        assert is_marker(f"  {marker.upper()}: ", place)


@given(st.text(max_size=400))
def test_any_text_is_extracted_without_an_error(text):
    article = read(text)
    assert "\r" not in article.body


@pytest.mark.parametrize(
    "unit", ["a", "Hà Nội ", "(", "x\n", "Tin khác\n", "A B C D, ", "Đồng chí A phát biểu "]
)
def test_a_megabyte_is_extracted(unit):
    read(unit * (1_000_000 // len(unit)))


def test_lines_are_judged_in_proportion_to_their_number(monkeypatch):
    judged = []
    monkeypatch.setattr(ending, "is_sentence", lambda line: judged.append(line) or len(line) > 40)

    def count(markers):
        judged.clear()
        read(TITLE, LEAD, *["Tin khác"] * markers, *[SECOND] * markers)
        return len(judged)

    assert 2000 < count(1000) < 20_000
    assert count(2000) < 2.1 * count(1000)
