"""A real browser in front of the real site over the five seeds."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")  # while it runs, no test elsewhere can have an event loop
def chromium():
    if not CHROMIUM.exists():
        pytest.fail(
            f"{CHROMIUM} is missing. Install it: apt-get install -y chromium", pytrace=False
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """Return a function that opens a tab; afterwards no request may have left the site."""
    contexts, asked, complaints = [], [], []

    def new_page(*, is_error=False, **options):
        context = chromium.new_context(base_url=site, locale="vi-VN", **options)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        if not is_error:  # the browser says of each that there was one
            context.on("console", lambda message: complaints.append(message.text))
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert asked
    assert [url for url in asked if not url.startswith(f"{site}/")] == []
    assert complaints == []


@pytest.fixture
def remembering(chromium, site):
    """Open a tab that keeps pages which are left as they are, as browsers of people do."""
    browser = chromium.browser_type.launch(
        executable_path=str(CHROMIUM),
        args=QUIET,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser.new_page(base_url=site, locale="vi-VN")
    browser.close()


@pytest.fixture
def barriers():
    """Return a function that lists what axe-core finds wrong with a page, all of it unfolded."""

    def found(page):
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        answer = Axe().run(page).response
        assert len(answer["passes"]) > 10, "axe-core looked at the page"
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in answer["violations"]
            for node in violation["nodes"]
        ]

    return found
