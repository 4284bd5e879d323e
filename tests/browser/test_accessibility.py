"""What axe-core, with all its rules, finds wrong with any page: nothing."""

import pytest

ARTICLE = "000_fd392c4447f1aa74"
PAGES = {
    "start": "/",
    "results": "/?q=covid",
    "filtered": "/?q=chuyen+doi+so&city=Hải+Phòng&year=2021&from=2021-01-01&places=2025",
    "years": "/?q=covid&year=2021&year=2022&from=2021-05-01&to=2021-05-31",
    "statistics": "/stats",
    "statistics of today's provinces": "/stats?places=2025&lang=en",
    "english": "/?q=covid&year=2021&lang=en",
    "nothing": "/?q=qwrtzx&year=2021",
    "article": f"/article/{ARTICLE}",
    "article of a search": f"/article/{ARTICLE}?q=hội+nghị&year=2021",
    "match": f"/article/{ARTICLE}?q=hội+nghị&m=3#m3",
    "help": "/help",
    "api": "/api/",
    "explanation": f"/explain/{ARTICLE}?q=hội+nghị",
}
ERRORS = {"not found": "/gi-do", "refused": "/?page=x&q=covid"}
SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
def test_page_is_free_of_barriers(open_page, barriers, name, screen, scheme):
    page = open_page(is_error=name in ERRORS, color_scheme=scheme, **SCREENS[screen])
    page.goto({**PAGES, **ERRORS}[name])
    assert barriers(page) == []


def test_a_barrier_is_found(open_page, barriers):
    page = open_page()
    page.goto("/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert [found.split(":")[0] for found in barriers(page)] == ["html-has-lang"]
