"""What fails beneath a view: said without a word of this machine, and written down seldom."""

import logging
import shutil
from pathlib import Path

import pytest

from indexer.errors import IndexCorruptError
from search_app import open_index
from search_app.web import create_app
from search_app.web.guards import faults

HERE = Path("/srv/secret/index_data/segments/a.seg")
FAILURES = {
    "damage": IndexCorruptError(HERE, "its checksum differs", command=f"rebuild --index {HERE}"),
    "disk": OSError(5, "Input/output error", str(HERE)),
    "memory": MemoryError(f"no room for {HERE}"),
    "depth": RecursionError("maximum recursion depth exceeded"),
}
SEED = "000_fd392c4447f1aa74"
ROUTES = [
    "/",
    "/?q=covid",
    "/?q=covid&city=hai+phong&page=2",
    f"/article/{SEED}?q=covid",
    f"/explain/{SEED}?q=covid",
    f"/cite/bib/{SEED}",
    "/feed?q=covid",
    "/stats",
    "/help",
    "/api/",
    "/api/v1/search?q=covid",
    f"/api/v1/article/{SEED}",
    f"/api/v1/similar/{SEED}",
    "/api/v1/suggest?q=ch",
    "/api/v1/stats",
    "/api/openapi.json",
    "/opensearch.xml",
    "/opensearch/suggest?q=ch",
    "/healthz",
    "/gi-do",
    "/static/../serve.py",
    "/static/%2e%2e/serve.py",
    "/static/..%5cserve.py",
    "/static//etc/passwd",
    "/article/..%2f..%2fetc%2fpasswd",
    "/article/%00",
    "/export.csv%00",
    "/?page=x&from=1&sort=%00",
    "/?lang=../../etc",
    "/api/v1/search?cursor=AAAA",
]


class FailingIndex:
    """Fails at whatever it is asked."""

    def __init__(self, error):
        self.error = error

    def __getattr__(self, name):
        if name == "fingerprint":
            return "a"
        raise self.error


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("path", ["/", "/article/a", "/feed", "/export.csv", "/api/v1/search"])
def test_a_failing_index_is_unavailable_for_now(path, failure):
    answer = create_app(lambda: FailingIndex(FAILURES[failure])).test_client().get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    if path in {"/", "/article/a"}:
        assert "Kho dữ liệu đang hỏng hoặc bận" in answer.text
    else:
        assert answer.json["type"] == "/api/#unavailable"
    for word in ("secret", "checksum", "Traceback", ".py", "recursion"):
        assert word not in answer.text


def test_each_kind_is_written_down_once_a_minute(caplog, monkeypatch):
    now = 0.0
    monkeypatch.setattr(faults.time, "monotonic", lambda: now)
    index = FailingIndex(FAILURES["damage"])
    site = create_app(lambda: index).test_client()
    for path in ROUTES[:6]:
        site.get(path)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert str(HERE) in caplog.text, "the operator needs to know which file it is"

    index.error = FAILURES["disk"]
    site.get("/")
    site.get("/")
    assert len(caplog.records) == 2
    assert "test_unavailable.py" in caplog.text, "of an error that is not ours the place is told"

    now = 61.0
    site.get("/")
    assert len(caplog.records) == 3


@pytest.fixture
def damaged(seed_root, tmp_path):
    """Return a function that serves the seeds, and then spoils all of their files."""
    root = tmp_path / "own-index"
    shutil.copytree(seed_root, root)

    def spoiled(byte):
        site = create_app(open_index(root)).test_client()
        for path in root.rglob("*"):
            if path.is_file() and path.stat().st_size > 4_096:
                with path.open("r+b") as file:
                    file.seek(256)
                    file.write(bytes([byte]) * (path.stat().st_size - 256))
        return site

    spoiled.root = root
    return spoiled


@pytest.mark.parametrize("byte", [0, 255, 127])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_no_answer_has_a_path_of_this_machine(damaged, seeds, byte):
    site = damaged(byte)
    statuses = set()
    for path in ROUTES:
        for headers in ({}, {"Accept": "text/html"}):
            answer = site.get(path, headers=headers)
            statuses.add(answer.status_code)
            for word in (str(damaged.root), str(seeds), "Traceback", ".py", "own-index"):
                if word == ".py" and path.endswith("serve.py"):
                    continue
                assert word not in answer.text, path
    assert 503 in statuses
    assert 500 not in statuses
    assert site.get("/help").status_code == 200


def test_whole_answers_have_no_path_of_this_machine_either(client, seed_root, seeds):
    for path in ROUTES:
        answer = client.get(path)
        assert answer.status_code in {200, 400, 404}, path
        for word in (str(seed_root), str(seeds), "Traceback"):
            assert word not in answer.text, path
