"""Long facets and long lists: all of it, or what is found by a part of its name."""

import json
import re

import pytest
from playwright.sync_api import expect

from indexer import pipeline

CITIES = (
    "Hà Nội",
    "Hải Phòng",
    "Đà Nẵng",
    "Huế",
    "Cần Thơ",
    "Lào Cai",
    "Sơn La",
    "Thái Nguyên",
    "Nghệ An",
    "Hà Tĩnh",
    "Đắk Lắk",
    "Lâm Đồng",
)
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def site(tmp_path_factory, served):
    """Serve articles of many cities, the most of the first."""
    folder = tmp_path_factory.mktemp("cities")
    records = (
        {
            "id": f"{rank}-{number}",
            "title": f"Tin {number} ở {city}",
            "body": f"{'Mở đầu bài viết này bằng nhiều tiếng khác nhau. ' * 9} Cuộc họp ở đây. "
            f"{'Kết bài cũng bằng nhiều tiếng như vậy nữa. ' * 9} {rank} {number}",
            "cities": [city],
        }
        for rank, city in enumerate(CITIES)
        for number in range(len(CITIES) - rank)
    )
    lines = (json.dumps(record) for record in records)
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    pipeline.rebuild([folder / "news.jsonl"], folder / "index")
    return served(folder / "index")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, open_page):
    page = open_page(java_script_enabled=request.param)
    page.goto("/?collapse=0")
    return page


def box(page, name):
    return page.get_by_role("checkbox", name=name)


def tick(page, name):
    box(page, name).check()
    button = page.get_by_role("button", name="Áp dụng")
    if button.is_visible():
        button.click()
    expect(page.get_by_role("link", name=f"Bỏ bộ lọc {name}")).to_be_visible()


def test_all_values_can_be_shown_and_several_chosen(page):
    expect(box(page, "Thái Nguyên")).to_be_visible()
    expect(box(page, "Đắk Lắk")).to_be_hidden()
    page.get_by_text("Hiện tất cả 12").click()
    tick(page, "Đắk Lắk")
    expect(box(page, "Đắk Lắk")).to_be_visible()  # in sight also where the rest is folded
    tick(page, "Hà Nội")
    expect(page.get_by_role("status").filter(has_text="bài theo bộ lọc")).to_contain_text("14 bài")
    page.get_by_role("link", name="Bỏ bộ lọc Hà Nội").click()
    expect(box(page, "Hà Nội")).not_to_be_checked()
    expect(box(page, "Đắk Lắk")).to_be_checked()
    page.go_back()
    expect(box(page, "Hà Nội")).to_be_checked()


def test_results_a_page_are_chosen_by_a_link_and_stay(page):
    page.get_by_role("navigation", name="Số bài mỗi trang").get_by_role("link", name="50").click()
    expect(page.locator(".hits > li")).to_have_count(50)
    tick(page, "Hà Nội")
    assert "per_page=50" in page.url
    page.go_back()
    page.go_back()
    expect(page.locator(".hits > li")).to_have_count(10)


def test_a_list_is_taken_away_as_a_file(page):
    page.goto("/?city=Huế")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text("utf-8-sig")
    assert download.value.suggested_filename.endswith(".csv")
    assert text.count("ở Huế") == 9


def test_a_page_past_the_end_leads_back(page):
    page.goto("/?page=99")
    page.get_by_role("link", name="Tới trang cuối").click()
    expect(page.locator(".hits > li").first).to_be_visible()


def test_nothing_found_is_said_with_a_way_out(page):
    page.goto("/?q=họp&city=Huế&year=2001")
    expect(page.get_by_role("status").filter(has_text="Không tìm thấy")).to_be_visible()
    page.get_by_role("link", name="Bỏ năm: 2001").click()
    expect(page.get_by_role("status").filter(has_text="Tìm thấy")).to_contain_text("9 bài")
    expect(box(page, "Huế")).to_be_checked()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ha", ["Hà Nội", "Hải Phòng", "Thái Nguyên", "Hà Tĩnh"]),
        ("Đà n", ["Đà Nẵng"]),
        ("DA N", ["Đà Nẵng"]),
        ("dak", ["Đắk Lắk"]),
        ("  huế ", ["Huế"]),
        ("ct", ["Cần Thơ"]),
        ("zzz", []),
    ],
)
def test_a_value_is_found_by_a_part_of_it_with_or_without_accents(open_page, typed, found):
    page = open_page()
    page.goto("/")
    facet = page.get_by_role("group", name="Tỉnh, thành phố")
    facet.get_by_label("Tìm trong Tỉnh, thành phố").fill(typed)

    expect(facet.get_by_role("checkbox")).to_have_count(len(found))
    assert facet.locator(".choice:visible .name").all_inner_texts() == found
    said = f"Thấy {len(found)} mục" if found else "Không có mục nào như vậy"
    expect(facet.get_by_role("status")).to_have_text(said)


def test_a_facet_is_as_it_was_when_the_search_in_it_ends(open_page):
    page = open_page()
    page.goto("/")
    find = page.get_by_label("Tìm trong Tỉnh, thành phố")
    find.fill("dak")
    find.press("Enter")  # belongs to no form
    assert page.url.endswith("/")
    find.fill("")
    expect(box(page, "Hà Nội")).to_be_visible()
    expect(box(page, "Đắk Lắk")).to_be_hidden()
    find.fill("dak")
    tick(page, "Đắk Lắk")
    expect(box(page, "Đắk Lắk")).to_be_focused()


def test_without_a_script_there_is_no_box_that_does_nothing(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_label("Tìm trong Tỉnh, thành phố")).to_be_hidden()
    for hint in page.get_by_text("Kết quả đổi ngay").all():
        expect(hint).to_be_hidden()
    expect(page.get_by_role("button", name="Áp dụng")).to_be_visible()


@pytest.mark.parametrize(
    "viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"]
)
def test_snippets_have_two_lines_and_their_match_in_them(open_page, viewport):
    page = open_page(viewport=viewport)
    page.goto("/?q=cuộc+họp&per_page=50&collapse=0")
    shown = page.locator(".snippet").evaluate_all("""all => all.map(snippet => {
        const box = snippet.getBoundingClientRect();
        const mark = snippet.querySelector("mark").getBoundingClientRect();
        const line = parseFloat(getComputedStyle(snippet).lineHeight);
        return [Math.round(box.height / line), mark.bottom <= box.bottom + 1];
    })""")
    assert len(shown) == 50
    assert {(2, True)} == {tuple(one) for one in shown}


def test_english_forms_lead_to_english_pages(open_page):
    page = open_page()
    page.goto("/?lang=en")
    page.locator("#q").fill("họp")
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile(r"/\?q=h%E1%BB%8Dp&lang=en$"))
