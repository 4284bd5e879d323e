"""The pictures in README.md and docs/ are of the pages as they are.

``make screenshots`` (``pytest --screenshots``) writes them to docs/images; without it they are
taken all the same, and must show what they are to show.
"""

import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from indexer import pipeline
from tests.browser.pictures import shrink
from tests.quality.measure import written_articles

IMAGES = Path(__file__).parent.parent.parent / "docs" / "images"
MOST_BYTES = 150_000
DESKTOP = {"width": 1200, "height": 780}
TALL = {"width": 1200, "height": 1450}
PHONE = {"width": 390, "height": 780}
ARTICLE = "004_1bdf98d3562686db"
QUERY = "chuyen doi so"
# How long a search takes and where the caret blinks would make each picture another one.
STEADY = ".took, .built { display: none } * { caret-color: transparent !important }"
# name: path, size, colours, what must be seen
SHOTS = {
    "search": (f"/?q={QUERY}&year=2022&year=2023", DESKTOP, "light", "main h2 mark"),
    "nothing": ('/?q="chuyển+đổi+số"&year=2024&city=Hải+Phòng', DESKTOP, "light", ".found"),
    "article": (f"/article/{ARTICLE}?q={QUERY}", DESKTOP, "light", "article mark, main mark"),
    "statistics": ("/stats", TALL, "light", "main svg"),
    "phone": (f"/?q={QUERY}", PHONE, "light", "main h2"),
    "dark": (f"/?q={QUERY}", DESKTOP, "dark", "main h2"),
}
COMMAND = ["search", QUERY, "--year", "2022", "--collapse", "--per-page", "2"]
_TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: {background} }}
pre {{ display: inline-block; margin: 0; padding: 16px 20px; color: {foreground};
  font: 14px/1.4 "DejaVu Sans Mono", monospace }}
code {{ font: inherit }}
a {{ color: inherit; text-decoration: none }}
{stylesheet}</style><pre><code>{code}</code></pre>"""


@pytest.fixture(scope="session")
def shown_root(tmp_path_factory, seeds):
    """Build an index of the articles that were written for the tests, with sources and copies."""
    root = tmp_path_factory.mktemp("shown")
    lines = [
        {"source": f"Báo Mẫu {number % 3 + 1}", "url": f"https://example.org/{number}", **article}
        for number, article in enumerate(written_articles())
    ]
    lines.append({**lines[2], "id": "reprint", "source": "Báo Mẫu 9"})
    source = root / "articles.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    pipeline.rebuild([source, seeds], root / "index")
    return root / "index"


@pytest.fixture(scope="session")
def shown_site(served, shown_root):
    return served(shown_root)


@pytest.fixture
def open_shown(chromium, shown_site):
    """Return a function that opens a tab in which nothing moves."""
    contexts = []

    def new_page(**options):
        context = chromium.new_context(
            base_url=shown_site,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            bypass_csp=True,  # the pages allow no style but their own, and STEADY is one
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture
def keep(request, tmp_path):
    """Return a function that keeps a picture: in docs/images if that is asked for."""
    folder = IMAGES if request.config.getoption("--screenshots") else tmp_path

    def kept(name, png, page):
        colours, small = shrink(png, page)
        assert colours > 50, "no letters on it: their edges alone have more colours"
        assert len(small) < MOST_BYTES
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.png").write_bytes(small)

    return kept


@pytest.mark.parametrize("name", SHOTS)
def test_a_page_is_pictured(name, open_shown, keep):
    path, viewport, scheme, wanted = SHOTS[name]
    page = open_shown(viewport=viewport, color_scheme=scheme)
    assert page.goto(path).status == 200
    expect(page.locator(wanted).first).to_be_visible()
    page.evaluate("document.fonts.ready")
    png = page.screenshot(style=STEADY)
    page.goto("about:blank")
    keep(name, png, page)


def test_the_terminal_is_pictured(open_shown, shown_root, keep):
    printed = in_a_terminal([*COMMAND, "--index", str(shown_root)])
    assert "chuyển đổi số" in printed

    page = open_shown(viewport=DESKTOP)
    page.set_content(as_html(f"$ timtin {shlex.join(COMMAND)}\n{printed}"))
    marked = page.get_by_text("chuyển đổi số", exact=True).last
    assert marked.evaluate("element => getComputedStyle(element).fontWeight") == "700"
    keep("terminal", page.locator("pre").screenshot(), page)


def in_a_terminal(arguments):
    """Return what ``timtin`` prints in a terminal of 96 columns, colours included."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "search_app", *arguments]
    plain = {"TERM": "xterm-256color", "COLUMNS": "96", "LINES": "60", "HOME": "/nonexistent"}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | plain
    ) as process:
        os.close(theirs)
        printed = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.returncode == 0, printed
    text = printed.decode("utf-8").replace("\r\n", "\n")
    return re.sub(r" \(\d+ ms\)", "", text)


def _read(terminal):
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux says so when the other side was closed
        return b""


def as_html(printed):
    console = Console(record=True, file=io.StringIO(), width=96)
    console.print(Text.from_ansi(printed))
    return console.export_html(theme=MONOKAI, code_format=_TERMINAL)
