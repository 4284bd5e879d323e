import datetime
from pathlib import Path

import pytest

from search_app.core.index import Index
from search_app.web import caching, create_app

PATHS = [
    "/",
    "/?q=covid",
    "/article/000_fd392c4447f1aa74",
    "/feed?q=covid",
    "/opensearch.xml",
    "/api/",
    "/api/openapi.json",
    "/api/v1/search?q=covid",
    "/api/v1/article/000_fd392c4447f1aa74",
    "/api/v1/suggest?q=chuyen",
    "/api/v1/similar/000_fd392c4447f1aa74",
    "/api/v1/stats",
    "/export.csv?q=covid",
]


class Silent(Index):
    """Answers nothing but which build it is."""

    @property
    def fingerprint(self):
        return self._fingerprint

    def __init__(self, index):
        self._fingerprint = index.fingerprint


class Rebuilt(Index):
    @property
    def fingerprint(self):
        return "another"


@pytest.mark.parametrize("path", PATHS)
def test_whoever_has_an_answer_is_told_so_before_anything_is_searched(client, seed_index, path):
    first = client.get(path)
    tag = first.headers["ETag"]
    silent = create_app(Silent(seed_index)).test_client()
    again = silent.get(path, headers={"If-None-Match": tag})

    assert tag.startswith('W/"')
    assert first.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag
    assert again.headers["Vary"] == first.headers["Vary"]
    assert again.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", PATHS)
def test_another_build_answers_anew(client, seed_index, path):
    tag = client.get(path).headers["ETag"]
    later = create_app(Rebuilt(seed_index._engine)).test_client()
    answer = later.get(path, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
@pytest.mark.parametrize("path", ["/?q=covid", "/api/v1/search", "/export.jsonl"])
def test_the_tag_is_of_what_was_asked_however_it_is_packed(client, path, encoding):
    packed = {"Accept-Encoding": encoding}
    answer = client.get(path, headers=packed)
    tag = answer.headers["ETag"]

    assert tag == client.get(path).headers["ETag"]
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert client.get(path, headers={**packed, "If-None-Match": tag}).status_code == 304
    assert client.get(path, headers={**packed, "If-None-Match": f'"x", {tag}'}).status_code == 304
    assert client.get(path, headers={**packed, "If-None-Match": '"x"'}).status_code == 200


def test_other_questions_have_other_tags(client):
    asked = ["/", "/?q=covid", "/?q=covid&page=2", "/?q=covid&lang=en", "/api/v1/search?q=covid"]
    tags = {client.get(path).headers["ETag"] for path in asked}
    tags.add(client.get("/", base_url="https://tin.example/").headers["ETag"])

    assert len(tags) == len(asked) + 1


def test_statistics_are_of_their_day(client, monkeypatch):
    class Tomorrow(datetime.datetime):
        @classmethod
        def now(cls, tz):
            return datetime.datetime(2100, 1, 1, tzinfo=tz)

    stats, search = (client.get(f"/api/v1/{name}").headers["ETag"] for name in ("stats", "search"))
    monkeypatch.setattr(caching.datetime, "datetime", Tomorrow)

    assert client.get("/api/v1/stats").headers["ETag"] != stats
    assert client.get("/api/v1/search").headers["ETag"] == search


def test_statistics_of_before_midnight_are_not_tagged_as_of_the_new_day(seed_index, monkeypatch):
    days = [datetime.date(2100, 1, 1)]

    class Turning(datetime.datetime):
        @classmethod
        def now(cls, tz):
            return datetime.datetime.combine(days[-1], datetime.time(), tz)

    class Slow(Index):
        def stats(self, *args, **kwargs):
            found = super().stats(*args, **kwargs)
            days.append(days[0] + datetime.timedelta(1))
            return found

    monkeypatch.setattr(caching.datetime, "datetime", Turning)
    site = create_app(Slow(seed_index._engine)).test_client()
    tag = site.get("/api/v1/stats").headers["ETag"]

    assert len(days) == 2
    assert site.get("/api/v1/stats", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/stats", "/api/v1/search"])
def test_only_what_is_read_has_a_tag(client, path):
    tag = client.get(path).headers["ETag"]
    options = client.options(path, headers={"If-None-Match": tag})

    assert options.status_code == 200
    assert "ETag" not in options.headers


@pytest.mark.parametrize(
    "path", ["/?page=x", "/gi-do", "/api/v1/search?page=x", "/api/v2", "/healthz", "/export.xls"]
)
def test_what_is_wrong_or_of_now_has_no_tag(client, path):
    assert "ETag" not in client.get(path).headers
    assert client.get(path, headers={"If-None-Match": "*"}).status_code != 304


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_would(client, path):
    got, head = client.get(path), client.head(path)

    assert head.data == b""
    assert head.status_code == 200
    ours = {"ETag", "Content-Type", "Vary", "Cache-Control", "Content-Disposition"}
    for name in ours & set(got.headers.keys()):
        assert head.headers[name] == got.headers[name]
    tagged = client.head(path, headers={"If-None-Match": got.headers["ETag"]})
    assert tagged.status_code == 304


def test_static_files_are_kept_for_good_under_the_name_of_their_content(read, client):
    sheets = [attrs["href"] for attrs, _ in read("/").find("link", rel="stylesheet")]

    assert sheets
    for url in sheets:
        assert "?v=" in url
        assert client.get(url).headers["Cache-Control"] == "public, max-age=31536000, immutable"
        other = url.partition("?")[0]
        assert client.get(other).headers["Cache-Control"] == "no-cache"
        assert client.get(f"{other}?v=old").headers["Cache-Control"] == "no-cache"


def test_every_static_file_has_a_version_of_its_own():
    folder = Path(caching.__file__).parent / "static"

    versions = caching._versions(str(folder))

    assert versions.keys() == {path.name for path in folder.iterdir()}
    assert len(set(versions.values())) == len(versions)


def test_the_icon_is_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.content_type.startswith("image/svg+xml")
