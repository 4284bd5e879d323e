from urllib.parse import quote

import pytest

ARTICLE = {
    "id": "a",
    "title": "Họp về chuyển đổi số",
    "body": "Đoạn một nói về chuyển đổi số.\nĐoạn hai.",
    "date": "2021-03-11T17:15:00",
    "author": "Trọng Đại",
    "source": "Báo Hải Phòng",
    "url": "https://bao.vn/tin-1",
    "cities": ["Hải Phòng"],
    "topics": ["chuyển đổi số"],
}


def test_article_shows_all_that_is_known(client_of, read):
    page = read("/article/a", client=client_of(ARTICLE))
    assert page.find("h1")[0][1] == "Họp về chuyển đổi số"
    meta = page.find("p", class_="meta")[0][1]
    assert "Báo Hải Phòng" in meta
    assert "11/03/2021, 17:15" in meta
    assert "Trọng Đại" in meta
    assert [text for _, text in page.find("a") if text in {"Hải Phòng", "chuyển đổi số"}]
    assert page.link("Xem bài gốc") == "https://bao.vn/tin-1"


def test_body_keeps_its_paragraphs_and_marks_the_query(client_of, read):
    page = read("/article/a?q=chuyen+doi+so", client=client_of(ARTICLE))
    texts = [text for _, text in page.find("p")]
    assert "Đoạn một nói về chuyển đổi số." in texts
    assert "Đoạn hai." in texts
    assert [text for _, text in page.find("mark")] == ["chuyển đổi số"] * 2


def test_captions_stand_below_the_body_with_their_matches_marked(client_of, read):
    captions = ["Quang cảnh hội nghị chuyển đổi số.", "Ảnh: <b>Hải</b>"]
    client = client_of({**ARTICLE, "captions": captions})

    page = read("/article/a?q=chuyen+doi+so", client=client)
    assert [text for _, text in page.find("li") if "hội nghị" in text or "Ảnh" in text] == captions
    assert not any(text in captions for _, text in page.find("p"))
    assert [text for _, text in page.find("mark")] == ["chuyển đổi số"] * 3

    hits = client.get("/api/v1/search?q=quang+cảnh").json["hits"]
    assert [hit["id"] for hit in hits] == ["a"], "they are searched"
    assert not read("/article/a", client=client_of(ARTICLE)).find("section", class_="captions")


def marks(page):
    return [(attrs["id"], attrs.get("aria-current"), text) for attrs, text in page.find("mark")]


def test_matches_are_numbered_through_title_body_and_captions(client_of, read):
    client = client_of({**ARTICLE, "captions": ["Ảnh: chuyển đổi số."]})
    page = read("/article/a?q=chuyển+đổi+số", client=client)
    assert marks(page) == [(f"m{number}", None, "chuyển đổi số") for number in (1, 2, 3)]
    bar = page.find("nav", id="matches")[0][1]
    assert bar.startswith("/ 3 chỗ khớp")
    assert "hidden" in page.find("span", id="match-at")[0][0]
    assert not read("/article/a", client=client).find("nav", id="matches")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ("", 3, 1)),
        ("&m=1", ("1", 3, 2)),
        ("&m=2", ("2", 1, 3)),
        ("&m=3", ("3", 2, 1)),
        ("&m=9", ("3", 2, 1)),
    ],
)
def test_each_match_leads_to_the_next_and_the_last_to_the_first(client_of, read, asked, expected):
    client = client_of({**ARTICLE, "captions": ["Ảnh: chuyển đổi số."]})
    page = read(f"/article/a?q=chuyển+đổi+số&year=2021{asked}", client=client)
    shown, before, after = expected
    assert [at[0] for at in marks(page) if at[1]] == ([f"m{shown}"] if shown else [])
    assert page.find("span", id="match-at")[0][1] == f"{shown} /".strip()
    for text, match in (("Chỗ khớp trước", before), ("Chỗ khớp sau", after)):
        assert page.link(text).endswith(f"&year=2021&m={match}#m{match}")
    assert "m=" not in page.link("Về kết quả")


def test_a_match_that_is_no_number_is_refused(client):
    assert client.get("/article/000_fd392c4447f1aa74?m=x").status_code == 400
    assert client.get("/article/000_fd392c4447f1aa74?m=3").status_code == 200


def test_a_search_from_the_article_keeps_the_filters_and_says_so(read):
    state = "q=covid&city=Hải+Phòng&year=2021&year=2022&from=2021-01-01&sort=newest&collapse=0"
    page = read(f"/article/000_fd392c4447f1aa74?{state}&page=2&places=2025&literal=1")
    kept = [(attrs["name"], attrs["value"]) for attrs, _ in page.find("input", type="hidden")]
    assert kept == [
        ("city", "Hải Phòng"),
        ("year", "2021"),
        ("year", "2022"),
        ("from", "2021-01-01"),
        ("sort", "newest"),
        ("collapse", "0"),
        ("literal", "1"),
        ("places", "2025"),
    ]
    assert "Hải Phòng · Năm 2021 · Năm 2022 · Từ 01/01/2021" in page.find("p", class_="kept")[0][1]
    assert page.link("Bỏ các bộ lọc") == (
        "/article/000_fd392c4447f1aa74?q=covid&sort=newest&collapse=0&literal=1&places=2025"
    )
    assert not read("/article/000_fd392c4447f1aa74?q=covid").find("p", class_="kept")


def test_copies_of_the_article_are_listed(client_of, read):
    body = " ".join(f"tiếng thứ {number} của bài" for number in range(80))
    bodies = {"a": body, "b": body, "c": "Chuyện khác hẳn."}
    site = client_of(
        *({"id": name, "title": f"Tin {name}", "body": bodies[name]} for name in bodies)
    )
    assert (
        "Tin b"
        in read("/article/a", client=site).find("section", **{"aria-labelledby": "copies"})[0][1]
    )
    assert not read("/article/c", client=site).find("section", **{"aria-labelledby": "copies"})


def test_article_leads_back_to_the_same_results(read):
    results = read("/?q=covid&year=2021&sort=newest")
    article = results.link("Hội nghị báo cáo viên")
    assert read(article).link("Về kết quả") == "/?q=covid&year=2021&sort=newest"


def test_article_offers_related_ones_but_not_itself(read):
    page = read("/article/000_fd392c4447f1aa74")
    related = page.find("section", class_="related")[0][1]
    assert "Hội nghị" in related
    assert page.find("h1")[0][1] not in related


@pytest.mark.parametrize(
    "article_id",
    [
        "a b",
        "bài số 1 #2?x=1&y",
        "2021/03/tin",
        "/đầu",
        "cuối/",
        "a//b",
        "a/../b",
        "https://bao.vn/a?b=1#c",
        "100%",
        "%2F",
        "<i>",
        "a;b,c+d",
        '"',
    ],
)
def test_any_id_has_a_page_and_a_link_to_it(client_of, read, article_id):
    site = client_of(ARTICLE | {"id": article_id, "title": "Tin lạ"})
    href = read("/", client=site).link("Tin lạ")
    assert href == f"/article/{quote(article_id, safe='')}"
    assert read(href, client=site).find("h1")[0][1] == "Tin lạ"


def test_unknown_article_is_a_vietnamese_404(read):
    page = read("/article/khong-co", status=404)
    assert page.find("h1")[0][1] == "Không tìm thấy trang này"
    assert page.link("Xem tất cả bài") == "/"


def test_address_that_is_no_web_page_is_not_linked(client_of):
    site = client_of(ARTICLE | {"url": "javascript:alert(1)"})
    assert "javascript:" not in site.get("/article/a").text
