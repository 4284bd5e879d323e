"""The page of the API is tried out in a browser, with and without a script."""

import json

import pytest

from search_app.web.api.endpoints import ENDPOINTS

SHOWN = [endpoint for endpoint in ENDPOINTS if endpoint.name != "export"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("endpoint", SHOWN, ids=lambda own: own.name)
def test_a_form_shows_the_answer(open_page, endpoint, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/api/")
    page.locator(f"form[aria-labelledby={endpoint.name}] button").click()

    if not scripts:  # with them the browser may show JSON as it likes
        assert json.loads(page.locator("body").inner_text())
    assert endpoint.path.partition("{")[0] in page.url


def test_a_form_fetches_a_file(open_page):
    page = open_page()
    page.goto("/api/")
    page.get_by_label("format", exact=True).select_option("ris")
    with page.expect_download() as fetched:
        page.locator("form[aria-labelledby=export] button").click()

    assert fetched.value.suggested_filename == "Tìm Tin - chuyen doi so - Hải Phòng.ris"


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(open_page, width):
    page = open_page(viewport={"width": width, "height": 700})
    page.goto("/api/")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_footer_leads_there(open_page):
    page = open_page()
    page.goto("/")
    page.locator("footer").get_by_role("link", name="API").click()

    assert page.url.endswith("/api/")
