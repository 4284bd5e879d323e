"""Why an article has its place: a table that adds up, for people."""

import pytest


def number(text):
    return float(text.replace(".", "").replace(",", "."))


def test_every_result_leads_to_its_explanation(read):
    page = read("/?q=chuyen+doi+so&city=Hải+Phòng")

    url = page.link("Vì sao có bài này?")
    assert url.startswith("/explain/")
    assert "city=" in url
    why = read(url)
    assert why.find("h1")[0][1] == "Vì sao có bài này?"
    assert why.link("Về kết quả").startswith("/?q=chuyen")


def test_the_points_of_a_row_multiply_and_those_of_all_add_up(read):
    page = read("/explain/000_fd392c4447f1aa74?q=chuyển+đổi+số")

    *cells, total, _ = (text for _, text in page.find("td"))
    rows = [cells[at : at + 8] for at in range(0, len(cells), 8)]
    assert len(rows) == 10
    for row in rows:
        points, weight, rarity, amount = map(number, row[:4])
        assert weight * rarity * amount == pytest.approx(points, abs=0.03)
    assert sum(number(row[0]) for row in rows) == pytest.approx(number(total), abs=0.05)
    assert "chuyển đổi" in [text for _, text in page.find("th", scope="row")]


def test_what_an_article_lacks_is_said(read):
    page = read('/explain/000_fd392c4447f1aa74?q="chuyển đổi số quốc gia"')

    said = [text for _, text in page.find("p")]
    assert "Bài không có đúng cụm “chuyển đổi số quốc gia”." in said
    assert any(text.startswith("Không thuộc") for text in said)


@pytest.mark.parametrize(
    ("url", "status"),
    [("/explain/nothing?q=tin", 404), ("/explain/000_fd392c4447f1aa74", 400)],
)
def test_without_article_or_words_there_is_nothing_to_explain(client, url, status):
    assert client.get(url).status_code == status


def test_a_page_without_words_explains_nothing(read):
    assert not [text for _, text in read("/").find("a") if "Vì sao" in text]


def test_a_literal_search_says_so_and_stays_literal(read):
    page = read("/?q=chuyển+đổi+số&literal=1")

    said = [text for _, text in page.find("p", class_="understood")]
    assert "Đang tìm nguyên văn: đúng dấu như đã gõ, không đoán ý. Để Tìm Tin đoán dấu và ý" in said
    assert page.find("input", name="literal", type="hidden")[0][0]["value"] == "1"
    assert "literal=1" in page.link("Vì sao")
    assert "literal" not in page.link("Để Tìm Tin đoán")
    assert "literal=1" in read("/?q=chuyen+doi+so").link("tìm nguyên văn")


def test_an_unreadable_switch_is_refused(client):
    answer = client.get("/?q=tin&literal=maybe")

    assert answer.status_code == 400
    assert "literal" in answer.text


def test_a_cited_sentence_is_told(client_of, read):
    client = client_of({"id": "a", "body": "Nga cho Thổ Nhĩ Kỳ mua tên lửa; Mỹ đáp trả ngay."})

    page = read('/?q=Nga+bán+tên+lửa+cho+Thổ+Nhĩ+Kỳ,+Mỹ+"đáp+lễ"', client=client)
    said = " ".join(text for _, text in page.find("p", class_="understood"))
    assert "Không bài nào có đúng “đáp lễ” cùng mọi từ còn lại" in said
    assert "literal=1" in page.link("Chỉ tìm bài có đúng nguyên văn")


def test_literally_nothing_found_offers_to_read_it_otherwise(read):
    page = read("/?q=chuyen+doi+so&literal=1")

    assert "Không tìm thấy bài nào" in page.find("p", role="status")[0][1]
    assert page.link("Để Tìm Tin đoán dấu") == "/?q=chuyen+doi+so"
    assert not [text for _, text in page.find("li") if "Gõ không dấu" in text]
