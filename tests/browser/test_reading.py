"""Reading an article: from match to match, and its citation; with a script and without."""

import re

import pytest
from playwright.sync_api import expect

ARTICLE = "/article/000_fd392c4447f1aa74"
FOUND = f"{ARTICLE}?q=hội+nghị&year=2021&year=2022"  # six matches, the last in a caption
PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, open_page):
    return open_page(java_script_enabled=request.param, viewport=PHONE)


def step(page, name):
    page.get_by_role("navigation", name="Chỗ khớp").get_by_role("link", name=name).click()


def expect_match(page, number):
    """Expect this match to be shown as the one looked at, about the middle of the screen."""
    expect(page.locator("mark[aria-current]")).to_have_id(f"m{number}")
    expect(page.locator("#matches")).to_contain_text(f"{number} / 6 chỗ khớp")
    assert page.url.endswith(f"&m={number}#m{number}")
    box = page.locator(f"#m{number}").bounding_box()
    assert abs(box["y"] + box["height"] / 2 - PHONE["height"] / 2) < PHONE["height"] / 5


def test_an_article_opens_at_its_top_with_the_number_of_matches_in_sight(page):
    page.goto("/?q=hội+nghị")
    page.locator(".hits h2 a", has_text="Tiếp tục đổi mới").click()
    assert page.evaluate("scrollY") == 0
    expect(page.locator("#matches")).to_be_in_viewport()
    expect(page.locator("#matches p")).to_have_text(re.compile(r"6 chỗ khớp"))
    expect(page.locator("#match-at")).to_be_hidden()
    expect(page.locator("mark[aria-current]")).to_have_count(0)


def test_next_and_previous_go_round_through_body_and_captions(page):
    page.goto(FOUND)
    step(page, "Chỗ khớp sau")
    expect_match(page, 1)
    step(page, "Chỗ khớp trước")
    expect_match(page, 6)
    expect(page.locator(".captions mark[aria-current]")).to_be_visible()
    step(page, "Chỗ khớp trước")
    step(page, "Chỗ khớp trước")
    expect_match(page, 4)
    page.reload()
    expect_match(page, 4)


def test_back_from_a_match_leads_to_the_results_of_the_whole_search(page):
    page.goto(FOUND)
    step(page, "Chỗ khớp sau")
    page.get_by_role("link", name="Về kết quả").click()
    assert page.url.endswith("/?q=h%E1%BB%99i+ngh%E1%BB%8B&year=2021&year=2022")


def test_the_strip_hides_no_text_and_leaves_at_the_end(page):
    page.goto(FOUND)
    strip, end = page.locator("#matches"), page.locator(".captions li").last
    page.locator(".cite").scroll_into_view_if_needed()
    box, text = strip.bounding_box(), end.bounding_box()
    assert text["y"] + text["height"] <= box["y"]


def test_searching_on_from_an_article_keeps_the_filters(page):
    page.goto(f"{ARTICLE}?q=covid&city=Hải+Phòng&collapse=0")
    expect(page.get_by_text("vẫn giữ bộ lọc: Hải Phòng.")).to_be_visible()
    page.locator("#q").fill("đối ngoại")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("link", name="Bỏ bộ lọc Hải Phòng")).to_be_visible()
    assert "collapse=0" in page.url


def test_without_filters_the_article_stays(page):
    page.goto(f"{ARTICLE}?q=covid&city=Hải+Phòng")
    page.get_by_role("link", name="Bỏ các bộ lọc").click()
    assert page.url.endswith(f"{ARTICLE}?q=covid")


def test_citation_unfolds_and_its_file_comes_with_a_name(page):
    page.goto(ARTICLE)
    page.get_by_text("Trích dẫn", exact=True).click()
    expect(page.locator(".citation.ris pre")).to_contain_text("TY - NEWS")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp .bib").click()
    assert re.fullmatch(r"[a-z0-9-]+\.bib", download.value.suggested_filename)


@pytest.fixture
def reader(open_page):
    page = open_page(viewport=PHONE)
    page.goto(FOUND)
    return page


def test_keys_step_and_move_the_focus_so_that_reading_goes_on_there(reader):
    for key, number in (("n", 1), ("n", 2), ("p", 1), ("p", 6), ("Shift+P", 1), ("Shift+N", 6)):
        reader.keyboard.press(key)
        expect_match(reader, number)
        expect(reader.locator(f"#m{number}")).to_be_focused()


@pytest.mark.parametrize("key", ["Control+Shift+N", "Alt+n", "Meta+p"])
def test_keys_of_the_browser_are_its_own(reader, key):
    reader.keyboard.press(key)
    expect(reader.locator("mark[aria-current]")).to_have_count(0)


def test_typing_is_typing(reader):
    box = reader.locator("#q")
    box.fill("")
    box.press_sequentially("npn")
    expect(box).to_have_value("npn")
    reader.evaluate(
        """() => document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key: "n", isComposing: true, bubbles: true}))"""
    )
    expect(reader.locator("mark[aria-current]")).to_have_count(0)


def test_each_match_is_announced_with_the_words_around_it(reader):
    step(reader, "Chỗ khớp sau")
    expect(reader.locator("#matches [role=status]")).to_have_text(
        "1 / 6 chỗ khớp: Trưởng Ban Tuyên giáo Thành uỷ chủ trì Hội nghị."
    )
    expect(reader.get_by_role("link", name="Chỗ khớp sau")).to_be_focused()


def test_a_match_that_gets_the_focus_is_not_announced_besides(reader):
    status = reader.locator("#matches [role=status]")
    reader.keyboard.press("n")
    expect(reader.locator("#m1")).to_be_focused()
    expect(status).to_have_attribute("aria-live", "off")
    step(reader, "Chỗ khớp sau")
    expect(status).not_to_have_attribute("aria-live", "off")


def test_what_is_scrolled_to_stands_above_the_strip(reader):
    last = reader.locator(".captions li").last
    reader.evaluate("scrollTo(0, 0)")
    last.evaluate("item => item.scrollIntoView({block: 'nearest'})")
    text, strip = last.bounding_box(), reader.locator("#matches").bounding_box()
    assert text["y"] + text["height"] <= strip["y"]


def test_no_match_is_a_stop_of_the_tab_key(reader):
    reader.keyboard.press("n")
    reader.keyboard.press("n")
    assert reader.locator("mark[tabindex='0'], mark a, a mark").count() == 0


def test_stepping_loads_no_page_and_back_leaves_the_article(reader):
    reader.evaluate("window.sameDocument = true")
    reader.goto("/?q=hội+nghị")
    reader.goto(FOUND)
    reader.evaluate("window.sameDocument = true")
    for _ in range(3):
        step(reader, "Chỗ khớp sau")
    assert reader.evaluate("window.sameDocument")
    reader.go_back()
    expect(reader).to_have_url(re.compile(r"/\?q="))


def test_script_updates_the_links_too(reader):
    step(reader, "Chỗ khớp sau")
    href = reader.get_by_role("link", name="Chỗ khớp sau").get_attribute("href")
    assert href.endswith("&m=2#m2")


def copy(page, style):
    page.get_by_text("Trích dẫn", exact=True).click()
    page.get_by_role("button", name=f"Sao chép {style}").click()
    return page.locator(f".citation.{style.lower()}")


def test_citation_is_copied_and_says_so(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(ARTICLE)
    block = copy(page, "Chicago")
    expect(block.get_by_role("status")).to_have_text("Đã sao chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == block.locator("pre").text_content()
    assert copied.startswith("Trọng Đại, “Hải Phòng: Tiếp tục")


def test_citation_is_selected_where_nothing_may_be_copied(open_page):
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(ARTICLE)
    block = copy(page, "RIS")
    expect(block.get_by_role("status")).to_contain_text("nhấn Ctrl+C")
    assert page.evaluate("getSelection().toString()").startswith("TY  - NEWS")


def test_without_a_script_there_is_no_button_to_copy(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(ARTICLE)
    page.get_by_text("Trích dẫn", exact=True).click()
    expect(page.get_by_role("button", name="Sao chép")).to_have_count(0)


def test_print_has_the_article_its_citation_and_its_address_and_no_bars(open_page, site):
    page = open_page(color_scheme="dark")
    page.goto(f"{FOUND}&m=1")
    page.emulate_media(media="print")
    for shown in (".full h1", ".body p", ".captions li", ".printed"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("Trọng Đại, “Hải Phòng")
    expect(page.locator(".printed")).to_contain_text(f"{site}{ARTICLE}")
    for hidden in (".top", ".bottom", ".back", ".kept", "#matches", ".cite", ".related"):
        expect(page.locator(hidden)).to_be_hidden()
    ink = page.evaluate("getComputedStyle(document.querySelector('#m1')).color")
    assert ink == "rgb(0, 0, 0)"
