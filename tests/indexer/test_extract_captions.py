"""Captions: told from the paragraphs around them, and never a paragraph taken for one."""

import pytest

from indexer.extract import Extracted, extract
from indexer.extract.captions import is_caption, is_scene
from indexer.sources.document import Document

TITLE = "Tỉnh ủy tổ chức hội nghị báo cáo viên tháng 10"
LEAD = "Chiều 5/10, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị báo cáo viên cho cán bộ các huyện."
SECOND = (
    "Tại hội nghị, báo cáo viên các huyện được nghe ba chuyên đề về kinh tế và xã hội của tỉnh."
)
SCENE = "Nhân dân xã vùng cao xem triển lãm ảnh lưu động"
SPEAKER = "Đồng chí Nguyễn Văn A, Trưởng Ban Tuyên giáo Tỉnh ủy phát biểu tại hội nghị"


def read(*lines: str, kind: str = "text") -> Extracted:
    text = "\n".join(lines)
    return extract(Document(origin="a", kind=kind, text=text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        f"{SPEAKER}.",
        SPEAKER,
        "Quang cảnh Hội nghị.",
        "Toàn cảnh buổi làm việc",
        "Các đại biểu dự tại điểm cầu huyện miền núi.",
        "Ông Nguyễn Văn A báo cáo tại cuộc làm việc",
        "Bà Trần Thị B, Phó Chủ tịch UBND tỉnh trao quà cho các gia đình chính sách",
        "Đoàn công tác chụp ảnh lưu niệm cùng cán bộ xã",
        f"{SCENE}. Ảnh: Thu Hà/TTXVN",
        f"{SCENE} (Ảnh: Thu Hà).",
        f"{SCENE} - Ảnh: THU HÀ",
        f"{SCENE} (ảnh minh họa)",
        "Ảnh: Thu Hà",
    ],
)
def test_line_that_can_be_nothing_else_is_a_caption(line):
    assert is_caption(line)
    article = read(TITLE, LEAD, line, SECOND)
    assert article.captions == (line,)
    assert article.body == f"{LEAD}\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "Đồng chí Nguyễn Văn A, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.",
        "Đồng chí Nguyễn Văn A đã phát biểu tại hội nghị.",
        "Đồng chí Nguyễn Văn A dự và phát biểu chỉ đạo hội nghị.",
        "Bộ trưởng có bài phát biểu tại hội nghị cấp cao.",
        "Các đại biểu dự hội nghị nhất trí với bản báo cáo.",
        "Phát biểu tại hội nghị, đồng chí Nguyễn Văn A nêu ba nhiệm vụ.",
        "Bà Trần Thị B trao quà cho các gia đình chính sách.",
        "Về nhiệm vụ trong thời gian tới",
        "Giải pháp căn cơ cho vùng cao",
        "Kết quả bước đầu của phong trào (theo Sở Văn hóa)",
        f"{SCENE}.",
    ],
)
def test_line_that_may_be_the_article_s_stays_in_the_body(line):
    article = read(TITLE, LEAD, line, SECOND)
    assert article.captions == ()
    assert article.body == f"{LEAD}\n{line}\n{SECOND}"


@pytest.mark.parametrize(
    "picture",
    [f"{TITLE} - Ảnh 1.", f"{TITLE} ảnh 2", f"{TITLE} 3", "anh-hoi-nghi-01.jpg", "![](/a.jpg)"],
)
def test_scene_below_what_stands_for_a_picture_is_its_caption(picture):
    article = read(TITLE, LEAD, picture, f"{SCENE}.", SECOND)
    assert article.captions == (f"{SCENE}.",)
    assert article.body == f"{LEAD}\n{SECOND}"


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        ([f"{SCENE} |"], SCENE),
        ([f"![](/a.jpg) | {SCENE} |"], SCENE),
        ([f"![Ảnh](/a.jpg) {SCENE}"], SCENE),
        ([SCENE, SCENE], SCENE),
        ([SCENE, f"{SCENE}. Ảnh: Thu Hà"], f"{SCENE}. Ảnh: Thu Hà"),
        ([SCENE, "Ảnh: Thu Hà"], f"{SCENE}. Ảnh: Thu Hà"),
        ([f"{SPEAKER}.", "(Ảnh: Thu Hà)"], f"{SPEAKER}. (Ảnh: Thu Hà)"),
        ([f"{TITLE} ảnh 1{SCENE}. (Ảnh: Thu Hà)"], f"{SCENE}. (Ảnh: Thu Hà)"),
        (["Ông Nguyễn Văn A, Giám đốc Sở", "phát biểu khai mạc hội nghị"],
         "Ông Nguyễn Văn A, Giám đốc Sở phát biểu khai mạc hội nghị"),
    ],
)  # fmt: skip
def test_caption_in_pieces_or_twice_is_one(lines, caption):
    article = read(TITLE, LEAD, *lines, SECOND)
    assert article.captions == (caption,)
    assert article.body == f"{LEAD}\n{SECOND}"


def test_sentences_that_a_caption_is_glued_to_stay_in_the_body():
    article = read(TITLE, LEAD, f"{SECOND} {SCENE} - Ảnh: THU HÀ")
    assert article.captions == (f"{SCENE} - Ảnh: THU HÀ",)
    assert article.body == f"{LEAD}\n{SECOND}"
    two = f"{SCENE}. Bà con xã vùng sâu ở TP. Cao Lãnh. Ảnh: Thu Hà"
    assert read(TITLE, LEAD, two, SECOND).captions == (two,)


def test_paragraph_below_a_picture_without_caption_stays():
    assert read(TITLE, LEAD, f"{TITLE} - Ảnh 1.", SECOND).body == f"{LEAD}\n{SECOND}"
    assert read(TITLE, LEAD, f"![](/a.jpg) {SECOND}").body == f"{LEAD}\n{SECOND}"


def test_paragraph_that_comes_many_times_stays_in_the_body():
    assert f"{SCENE}." in read(TITLE, LEAD, *[f"{SCENE}."] * 5, SECOND).body


def test_captions_keep_their_order_and_come_once():
    lines = [
        "Quang cảnh hội nghị.",
        SECOND,
        f"{SPEAKER}.",
        SECOND + " Thêm.",
        "Quang cảnh hội nghị.",
    ]
    assert read(TITLE, LEAD, *lines).captions == ("Quang cảnh hội nghị.", f"{SPEAKER}.")


def test_caption_below_the_last_sentence_is_found_beside_the_byline():
    article = read(TITLE, LEAD, f"{SECOND[:-1]}./.", "Quang cảnh hội nghị", "Tin, ảnh: Thu Hà")
    assert (article.captions, article.byline) == (("Quang cảnh hội nghị",), "Thu Hà")
    assert article.body.endswith("./.")


def test_page_of_pictures_is_told_by_its_captions():
    article = read("Quang cảnh buổi lễ. |", f"{SCENE}. |")
    assert article.body == f"Quang cảnh buổi lễ.\n{SCENE}."
    assert article.captions == ()


PARAGRAPH = "Hội nghị bàn về nhiệm vụ tuyên truyền {} và các giải pháp cụ thể trong thời gian tới."
PAGE = """<html><head><title>Hội nghị báo cáo viên tháng 10</title></head><body>
<nav><a href="/">Trang chủ</a></nav><article><h1>Hội nghị báo cáo viên tháng 10</h1>
{first}<p>{a}</p>{picture}<p>{b}</p></article>
<aside><figure><a href="/x"><img src="x.jpg"></a><figcaption>
<a href="/x">Tin của một tỉnh khác ở xa</a></figcaption></figure>
<div>Cột bên của trang báo tỉnh, không thuộc bài báo nào ở đây cả</div>
<figure><img src="y.jpg"><figcaption>Ảnh quảng cáo của trang</figcaption></figure></aside>
</body></html>"""
FIRST, LAST = (" ".join(PARAGRAPH.format(n + i) for i in range(4)) for n in (1, 5))


def page(picture: str, first: str = "") -> Extracted:
    return read(PAGE.format(first=first, a=FIRST, b=LAST, picture=picture), kind="html")


@pytest.mark.parametrize(("names", "expected"), [(9, True), (10, False)])
def test_long_line_is_no_caption_by_its_form(names, expected):
    line = f"Ông{' Nguyễn Văn A và' * names} khách phát biểu tại hội nghị về {'công tác ' * 4}mới"
    assert is_caption(line) == expected
    assert is_scene(line.replace("phát biểu", "đứng")) == expected


@pytest.mark.parametrize(("linked", "captions"), [(0.75, 1), (0.85, 0)])
def test_line_that_is_mostly_a_link_is_no_caption(linked, captions):
    end = round(linked * len(SCENE))
    caption = f'<a href="/x">{SCENE[:end]}</a>{SCENE[end:]}'
    picture = f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"
    assert len(page(picture).captions) == captions


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>",
        '<div><img src=a.jpg></div><div class="PhotoCMS_Caption"><p>{}</p></div>',
        '<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">{}</p></div>',
        '<div class="item"><img src=a.jpg><div class="desc_cation"><p>{}</p></div></div>',
        '<table class="tplCaption"><tr><td><img src=a.jpg></td></tr><tr><td>{}</td></tr></table>',
        "<table><tr><td><img src=a.jpg></td></tr><tr><td><em>{}</em></td></tr></table>",
        '<div><img src=a.jpg></div><div class="image-caption">{}</div>',
        "<p><img src=a.jpg></p><p><em>{}</em></p>",
        '<p align="center"><img src=a.jpg></p><p align="center">{}</p>',
        "<p><img src=a.jpg><br><i>{}</i></p>",
    ],
)
def test_markup_tells_a_caption(picture):
    article = page(picture.format(SCENE))
    assert article.captions == (SCENE,)
    assert article.body == f"{FIRST}\n{LAST}"


def test_captions_of_a_page_are_those_of_the_article_in_their_order():
    figure = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
    pictures = figure.format("Ảnh giữa bài") + figure.format("Ảnh thứ ba trong bài")
    article = page(f"{pictures}<p>Quang cảnh hội nghị.</p>", first=figure.format("Ảnh đầu bài"))
    assert article.captions == (
        "Ảnh đầu bài",
        "Ảnh giữa bài",
        "Ảnh thứ ba trong bài",
        "Quang cảnh hội nghị.",
    )


def test_caption_far_from_any_paragraph_is_not_lost():
    figure = "<figure><img src=a.jpg><figcaption>Bìa của bài báo này</figcaption></figure>"
    around = "<div>" * 5 + figure + "</div>" * 5
    assert page("", first=around).captions == ("Bìa của bài báo này",)


def test_paragraph_with_a_picture_in_it_stays():
    told = "<p><img src=a.jpg>Ngày 5/10, tỉnh đã tổ chức hội nghị.</p>"
    article = page(told)
    assert article.captions == ()
    assert "tỉnh đã tổ chức hội nghị" in article.body


def test_row_of_a_table_is_no_caption():
    row = "| Huyện | Số xã | Số thôn |"
    assert read(TITLE, LEAD, row, SECOND).body == f"{LEAD}\n{row}\n{SECOND}"


def test_table_of_figures_stays():
    table = (
        "<table><tr><td>Huyện</td><td>Số xã</td></tr><tr><td>Mường La</td><td>16</td></tr></table>"
    )
    assert "Mường La | 16" in page(table).body
