"""A click on a picture filters, with a script and without; its table does the same by keyboard."""

import itertools
import re

import pytest
from playwright.sync_api import expect

PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, open_page):
    return open_page(java_script_enabled=request.param)


def part(page, said):
    """Return the part of a picture that says this when pointed at."""
    return page.locator("svg a").filter(has=page.locator("title", has_text=said)).first


def click(page, said):
    """Click in the middle of a part of a picture, as a pointer does."""
    part(page, said).locator("path").first.click()


def chips(page):
    return [" ".join(text.split()).rstrip(" ×") for text in page.locator(".chip").all_inner_texts()]


def test_a_column_narrows_to_its_year_then_to_a_month_and_back(page):
    page.goto("/?q=covid")
    expect(page.locator("figcaption")).to_contain_text("Số bài theo năm")
    click(page, "2021:")
    expect(page.locator("figcaption")).to_contain_text("Số bài theo tháng")
    assert "year=2021" in page.url
    narrowed = page.url

    month = page.locator(".timeline svg a").first
    said = month.locator("title").text_content()
    month.locator("path").click()
    found = page.get_by_role("status").inner_text()
    assert "from=2021-" in page.url
    assert re.search(r"\d+(?= bài)", said)[0] == re.search(r"\d+(?= bài)", found)[0]

    click(page, said)
    assert page.url == narrowed
    page.get_by_role("link", name="Tất cả các năm").click()
    assert "year" not in page.url
    expect(page.locator("figcaption")).to_contain_text("Số bài theo năm")


def test_tiles_choose_provinces_and_the_map_stays_open(page):
    page.goto("/?q=covid&places=2025")
    page.locator("summary", has_text="Bản đồ").click()
    click(page, "Hải Phòng:")
    expect(page.get_by_role("checkbox", name="Hải Phòng")).to_be_checked()
    expect(part(page, "Hà Nội:")).to_be_visible()
    click(page, "Hà Nội:")
    assert chips(page) == ["Bỏ bộ lọc Hải Phòng", "Bỏ bộ lọc Hà Nội"]
    click(page, "Hải Phòng:")
    assert chips(page) == ["Bỏ bộ lọc Hà Nội"]
    assert "places=2025" in page.url


def test_a_small_island_is_a_mark_and_no_empty_province_is_a_link(page):
    page.goto("/")
    page.locator("summary", has_text="Bản đồ").click()
    expect(page.get_by_text("Hoàng", exact=True)).to_be_visible()
    expect(page.get_by_text("Trường", exact=True)).to_be_visible()
    expect(part(page, "Hà Nội:")).to_be_visible()
    expect(part(page, "Cà Mau:")).to_have_count(0)


def test_the_keyboard_takes_the_table_and_skips_the_picture(open_page):
    page = open_page()
    page.goto("/?q=covid")
    summary = page.locator("summary", has_text="Xem dạng bảng")
    summary.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the table, which may scroll
    page.keyboard.press("Tab")
    year = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**year={year}")


def test_statistics_lead_into_searches(page):
    page.goto("/")
    page.get_by_role("link", name="Thống kê").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thống kê")
    page.get_by_role("link", name="chuyển đổi số").click()
    expect(page.get_by_role("checkbox", name="chuyển đổi số")).to_be_checked()
    page.go_back()
    click(page, "Hải Phòng:")
    expect(page.get_by_role("checkbox", name="Hải Phòng")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?q=covid", "/?q=covid&year=2021", "/stats"])
def test_pictures_fit_a_phone_and_their_labels_stand_apart(open_page, path, scheme):
    page = open_page(viewport=PHONE, color_scheme=scheme)
    page.goto(path)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for labels in (".timeline > svg > text", ".country :not(.islands) > text"):
        boxes = [found.bounding_box() for found in page.locator(labels).all()]
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
        assert [pair for pair in itertools.pairwise(boxes) if _touch(*pair)] == []


def _touch(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )
