import pytest

from search_app.web import create_app
from search_app.web.settings import Settings

EVIL = '<script>alert("x")</script>'
PAGES = [
    "/",
    "/?q=covid",
    "/article/000_fd392c4447f1aa74",
    "/cite/bib/000_fd392c4447f1aa74",
    "/feed",
    "/api/v1/search",
    "/gi-do",
    "/?page=x",
    "/healthz",
    "/export.csv",
    "/stats",
    "/api/",
    "/api/openapi.json",
    "/opensearch.xml",
]


HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def assert_safe(answer):
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["get", "head", "post", "options", "delete"])
def test_every_answer_forbids_foreign_code_and_tells_nobody(client, path, method):
    with getattr(client, method)(path) as answer:
        assert_safe(answer)


def test_what_is_no_page_says_so_too(client):
    tag = client.get("/").headers["ETag"]
    known = client.get("/", headers={"If-None-Match": tag})
    moved = client.get("/favicon.ico")
    settings = Settings(requests_per_minute=1, host_names=("a",))
    site = create_app(lambda: None, settings).test_client()
    stranger = {"REMOTE_ADDR": "192.0.2.1"}
    failed = site.get("/", environ_overrides=stranger)
    limited = site.get("/", environ_overrides=stranger)
    misnamed = site.get("/", headers={"Host": "evil.example"})
    answers = [known, moved, failed, limited, misnamed, client.get("/static/base.css")]

    assert [answer.status_code for answer in answers] == [304, 308, 500, 429, 400, 200]
    for answer in answers:
        assert_safe(answer)


def test_no_variable_of_the_system_has_it_show_its_code(seed_index, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    app = create_app(seed_index)

    assert not app.debug
    assert app.secret_key is None
    assert create_app(lambda: None).test_client().get("/").status_code == 500


@pytest.mark.parametrize("path", ["/", "/?q=covid", "/article/000_fd392c4447f1aa74", "/gi-do"])
def test_pages_are_free_of_inline_code_and_foreign_hosts(read, path):
    page = read(path, status=404 if path == "/gi-do" else 200)
    for tag, attrs, text in page.elements:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert tag != "style"
        if tag == "script":
            assert attrs["src"].startswith("/static/")
            assert not text
        if tag == "link":
            assert attrs["href"].startswith("/")


@pytest.mark.parametrize(
    "path", ["/?q={}", "/article/a?q={}", "/?q=tin&city={}", "/?page={}", "/?sort={}"]
)
def test_what_was_typed_is_shown_as_text(client_of, path):
    site = client_of({"id": "a", "title": "Tin", "body": "Nội dung."})
    text = site.get(path.format("%3Cscript%3Ealert(%22x%22)%3C/script%3E")).text
    assert "<script>alert" not in text
    assert '"x"' not in text


def test_what_an_article_holds_is_shown_as_text(client_of):
    fields = ("id", "title", "body", "source", "author")
    site = client_of(dict.fromkeys(fields, EVIL) | {"cities": [EVIL], "topics": [EVIL]})
    for path in ("/", "/?q=alert", "/article/%3Cscript%3Ealert(%22x%22)%3C%2Fscript%3E?q=alert"):
        answer = site.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<script><mark>" not in answer.text


def test_page_says_its_language_and_has_its_landmarks(read):
    page = read("/")
    assert page.find("html")[0][0]["lang"] == "vi"
    for landmark in ("header", "main", "aside", "footer"):
        assert len(page.find(landmark)) == 1
    assert page.find("a", class_="skip")[0][0]["href"] == "#main"
    assert len(page.find("h1")) == 1


def test_ids_of_elements_are_unique_and_without_spaces(read):
    ids = [attrs["id"] for _, attrs, _ in read("/").elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if " " in name]
