import re
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest

from search_app.core.exports import FORMATS
from search_app.core.index import Index
from search_app.web import create_app

ARTICLE = {"title": "Tin", "body": "Thành phố họp bàn về chuyển đổi số.", "source": "Báo"}


def numbered(count):
    return [
        ARTICLE | {"id": str(n), "title": f"Tin số {n}", "date": f"2021-01-{n:02}"}
        for n in range(1, count + 1)
    ]


def test_empty_start_lists_all_articles_newest_first_with_facets(read):
    page = read("/")
    assert len(page.titles()) == 5
    assert page.titles()[0] == "Hải Phòng: Hội nghị Tổng kết công tác thông tin đối ngoại"
    assert [text for _, text in page.find("legend")] == [
        "Tỉnh, thành phố, kèm số bài",
        "Năm, kèm số bài",
        "Chủ đề, kèm số bài",
        "Ngày đăng",
    ]


def test_search_box_takes_the_focus_only_on_the_empty_start(read):
    def focused(page):
        return "autofocus" in page.find("input", name="q")[0][0]

    assert focused(read("/"))
    assert not focused(read("/?q=covid"))
    assert not focused(read("/?city=Hà+Nội"))


def test_query_without_accents_finds_and_marks_accented_words(read):
    page = read("/?q=chuyen+doi+so")
    assert "chuyển đổi số" in [text for _, text in page.find("mark")]
    assert page.find("input", name="q")[0][0]["value"] == "chuyen doi so"
    said = [text for _, text in page.find("p", class_="understood")]
    assert "Đang tìm: chuyển đổi số · tìm nguyên văn chuyen doi so" in said


def test_title_says_what_was_asked_for_and_how_much_there_is(read):
    def title(url):
        return read(url).find("title")[0][1]

    assert title("/") == "Tìm Tin"
    assert title("/?page=2&per_page=2") == "5 bài – trang 2 – Tìm Tin"
    assert re.fullmatch(
        r"covid · Hải Phòng · Năm 2021: \d bài – Tìm Tin", title("/?q=covid&city=HP&year=2021")
    )
    assert title("/?q=qwrtzx&from=2021-01-31") == "qwrtzx · Từ 31/01/2021: 0 bài – Tìm Tin"
    assert re.fullmatch(
        r"covid · Year 2021: \d articles? – Tìm Tin", title("/?q=covid&year=2021&lang=en")
    )
    assert title("/?q=<b>").startswith("<b>: ")


def test_count_is_a_status(read):
    (_, text), *_ = read("/?q=covid").find("p", role="status")
    assert text.startswith("Tìm thấy")
    assert "bài cho “covid”" in text
    assert text.endswith("ms)")


def test_facets_are_checkboxes_of_the_search_form(read):
    page = read("/?city=hai+phong&year=2021&year=2023")
    ticked = [
        (attrs["name"], attrs["value"])
        for attrs, _ in page.find("input", type="checkbox", form="search-form")
        if "checked" in attrs
    ]
    assert ticked == [("city", "Hải Phòng"), ("year", "2023"), ("year", "2021")]
    assert len(page.titles()) == 4


def test_dates_narrow_the_search_and_say_who_is_left_out(read):
    page = read("/?from=2021-12-01&to=2022-12-31")
    assert len(page.titles()) == 2
    assert page.find("input", name="from")[0][0]["value"] == "2021-12-01"
    assert "không rõ ngày đăng" in " ".join(text for _, text in page.find("p"))


def test_unknown_year_is_a_year_to_choose(client_of, read):
    site = client_of(ARTICLE | {"id": "a"}, ARTICLE | {"id": "b", "date": "2021-01-01"})
    page = read("/?year=không+rõ", client=site)
    assert len(page.titles()) == 1
    assert "Năm không rõ" in page.find("a", class_="chip")[0][1]


def test_article_without_title_shows_its_first_words(client_of, read):
    site = client_of({"id": "a", "title": "", "body": "Thành phố họp bàn về nước sạch."})
    assert read("/", client=site).titles() == ["Thành phố họp bàn về nước sạch."]
    assert read("/article/a", client=site).find("h1")[0][1] == "Thành phố họp bàn về nước sạch."


def test_paging_links_the_neighbours_and_names_the_current_page(client_of, read):
    site = client_of(*numbered(25))
    page = read("/?page=2", client=site)
    assert page.titles()[0] == "Tin số 15"
    assert [text for _, text in page.find("a", aria_current="page")] == ["Trang 2"]
    assert urlsplit(page.find("a", rel="prev")[0][0]["href"]).query == ""
    assert parse_qs(urlsplit(page.find("a", rel="next")[0][0]["href"]).query) == {"page": ["3"]}
    assert page.find("ol", class_="hits")[0][0]["start"] == "11"


def test_page_past_the_end_is_empty_and_leads_to_the_last(client_of, read):
    page = read("/?q=tin&page=9", client=client_of(*numbered(25)))
    assert page.titles() == []
    assert "kết quả chỉ có 3 trang" in page.find("p", class_="empty")[0][1]
    assert page.link("Tới trang cuối") == "/?q=tin&page=3"


@pytest.fixture
def twelve_years(client_of):
    return client_of(
        *(ARTICLE | {"id": str(year), "date": f"{year}-01-01"} for year in range(2001, 2013))
    )


def shown_and_folded(page):
    """Return the years that can be ticked at once, and those that take a click first."""
    ((_, text),) = page.find("details", class_="more")
    folded = [word for word in text.split() if word.startswith("20")]
    years = [attrs["value"] for attrs, _ in page.find("input", name="year")]
    return [year for year in years if year not in folded], folded


def test_a_long_facet_folds_its_tail_and_keeps_what_is_selected_in_sight(read, twelve_years):
    shown, folded = shown_and_folded(read("/", client=twelve_years))
    assert (shown, folded) == (
        [str(y) for y in range(2012, 2004, -1)],
        ["2004", "2003", "2002", "2001"],
    )

    page = read("/?year=2002&year=2011", client=twelve_years)
    shown, folded = shown_and_folded(page)
    assert shown == [*(str(y) for y in range(2012, 2004, -1)), "2002"]
    assert folded == ["2004", "2003", "2001"]
    ((more, text),) = page.find("details", class_="more")
    assert text.startswith("Hiện tất cả 12")
    assert "open" not in more


def test_only_a_long_facet_can_be_searched_in_and_its_box_belongs_to_no_form(read, twelve_years):
    ((box, _),) = read("/", client=twelve_years).find("input", class_="find")
    assert box["aria-label"] == "Tìm trong Năm"
    assert not {"name", "form"} & box.keys()
    assert read("/").find("input", class_="find") == []


def test_as_many_results_a_page_as_wanted(client_of, read):
    site = client_of(*numbered(25))
    page = read("/?q=tin&page=2", client=site)
    assert [text for attrs, text in page.find("a") if "per_page" in attrs["href"]] == [
        "20",
        "50",
        "100",
    ]
    assert [text for _, text in page.find("a", aria_current="true")] == ["10"]
    assert page.link("20") == "/?q=tin&per_page=20"

    page = read(page.link("20"), client=site)
    assert len(page.titles()) == 20
    assert page.link("Sau →") == "/?q=tin&page=2&per_page=20"
    assert page.link("Tin số 25").endswith("?q=tin&per_page=20")
    assert page.find("input", name="per_page", form="search-form")[0][0]["value"] == "20"


def test_where_all_is_on_one_page_no_size_is_offered(read):
    page = read("/?q=covid")
    assert not page.find("nav", class_="sizes")
    assert not page.find("input", name="per_page")


def test_nothing_found_helps_on(read):
    page = read("/?q=qwrtzx&city=Hà+Nội&year=2022")
    assert page.find("p", role="status")[0][1].startswith(
        "Không tìm thấy bài nào cho “qwrtzx” với bộ lọc đang chọn"
    )
    assert page.link("Bỏ bộ lọc Hà Nội") == "/?q=qwrtzx&year=2022"
    nothing = page.find("section", class_="nothing")[0][1]
    assert "Xem các cách gõ câu tìm" in nothing
    assert "chuyển đổi số 3" in nothing


def test_nothing_found_says_what_to_drop_and_what_that_finds(read):
    page = read("/?q=covid&city=Hải+Phòng&from=2030-01-01&sort=newest")
    ((_, relaxed),) = page.find("ul", class_="relaxed")

    count = relaxed.removeprefix("Bỏ ngày: từ 01/01/2030 ").removesuffix(" bài")
    again = read(page.link("Bỏ ngày"))
    assert len(again.titles()) == int(count) > 0
    assert again.find("option", value="newest")[0][0].keys() >= {"selected"}


@pytest.mark.parametrize(
    ("query", "dropped", "left"),
    [
        ("q=covid&city=Hà+Nội&year=1999", "Bỏ năm: 1999", "/?q=covid&city=Hà+Nội"),
        (
            'q=covid+"tuyên+giáo+covid"&sort=oldest',
            "Bỏ nguyên văn “tuyên giáo covid”",
            "/?q=covid+tuyên+giáo+covid&sort=oldest",
        ),
        (
            "q=covid+nam:1999&year=1998&places=2025",
            "Bỏ mọi bộ lọc và năm: 1999",
            "/?q=covid&places=2025",
        ),
    ],
)
def test_each_thing_to_drop_is_a_link_to_the_search_without_it(read, query, dropped, left):
    page = read(f"/?{query}")
    assert not page.titles()
    assert unquote(page.link(dropped)) == left
    assert read(page.link(dropped)).titles()


def test_where_nothing_is_found_nothing_else_is_searched(seed_index, read):
    class Once(Index):
        asked = 0

        def search(self, *args, **kwargs):
            self.asked += 1
            return super().search(*args, **kwargs)

    index = Once(seed_index._engine)
    page = read("/?q=qwrtzx", client=create_app(index).test_client())

    assert page.link("Covid-19") == "/?topic=Covid-19"
    assert index.asked == 1


def test_where_dropping_helps_nothing_no_thing_is_named(read):
    assert not read("/?q=qwrtzx&year=2021").find("ul", class_="relaxed")


def test_every_list_can_be_taken_away_whole(client_of, read):
    page = read("/?q=tin&year=2021&page=2&per_page=10&sort=oldest", client=client_of(*numbered(25)))
    ((_, text),) = page.find("p", class_="taking")
    assert text == "Tải cả danh sách về: CSV JSONL RIS BibTeX Theo dõi tìm kiếm này (Atom)"
    files = [attrs["href"] for attrs, _ in page.find("a") if attrs["href"].startswith("/export")]
    assert files == [f"/export.{name}?q=tin&year=2021&sort=oldest" for name in FORMATS]


def test_misspelled_query_gets_a_link_to_the_likely_one(read):
    page = read("/?q=tuyên+giáoo&year=2021")
    (_, text), *_ = page.find("p", class_="suggestion")
    assert text == "Ý bạn là tuyên giáo? (3 bài)"
    assert parse_qs(urlsplit(page.link("tuyên giáo")).query)["year"] == ["2021"]


def test_a_query_that_finds_nothing_is_answered_as_its_suggestion(read):
    page = read("/?q=giáoo")
    (_, text), *_ = page.find("p", class_="suggestion")
    assert text == "Không có bài nào cho “giáoo”. Đang hiện kết quả cho giáo"
    assert page.find("p", role="status")[0][1].startswith("Tìm thấy 4 bài cho “giáo”")


def test_every_link_of_a_mended_or_cut_query_says_what_was_answered(read):
    mended = read("/?q=giáoo&year=2021")
    hit, _ = next(own for own in mended.find("a") if own[0]["href"].startswith("/article/"))
    assert parse_qs(urlsplit(hit["href"]).query) == {"q": ["giáo"], "year": ["2021"]}
    assert mended.find("input", name="q")[0][0]["value"] == "giáo"
    assert parse_qs(urlsplit(mended.link("Hải Phòng")).query)["q"] == ["giáo"]

    cut = read(f"/?{urlencode({'q': 'covid ' * 500})}")
    queries = {
        tuple(parse_qs(urlsplit(attrs["href"]).query)["q"])
        for attrs, _ in cut.find("a")
        if attrs["href"].startswith(("/article/", "/explain/", "/export", "/feed", "/?page="))
    }
    assert queries == {(cut.find("input", name="q")[0][0]["value"],)}
    assert 0 < queries.pop()[0].count("covid") < 500


def test_empty_query_offers_no_order_by_relevance(read):
    assert [text for _, text in read("/").find("option")] == ["Mới nhất", "Cũ nhất"]
    assert len(read("/?q=covid").find("option")) == 3


def test_search_page_announces_its_feed(read):
    (attrs, _), *_ = read("/?q=covid&sort=oldest").find("link", rel="alternate")
    assert attrs["href"] == "/feed?q=covid"


@pytest.mark.parametrize("odd", ["%22", "%00", "%ff%fe", "a%20OR", "%F0%9F%A6%84", "x" * 5000])
def test_odd_text_is_searched_not_refused(read, odd):
    read(f"/?q={odd}")


def test_form_fields_left_empty_mean_no_filter(read):
    assert len(read("/?q=&from=&to=&city=&year=&sort=&page=").titles()) == 5


def test_what_to_do_stands_before_the_columns_where_nothing_is_found(client):
    nothing = client.get("/?q=covid&from=2030-01-01").text
    some = client.get("/?q=covid").text

    assert 0 < nothing.index('class="nothing"') < nothing.index('class="timeline')
    assert 0 < some.index('class="timeline') < some.index('class="hits"')
