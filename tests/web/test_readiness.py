"""Whether the site says that it can be asked, and what it does with an index that is damaged."""

import logging
import os
import shutil
import sys
import threading

import jsonschema_rs
import pytest

from indexer import pipeline
from indexer.errors import IndexMissingError
from search_app import open_index
from search_app.core.index import Index
from search_app.web import create_app
from search_app.web.api.document import document
from search_app.web.observing import verification
from search_app.web.settings import Settings

NOT_READY = {
    "status": "not ready", "articles": None, "built": None, "generation": None,
    "checksums": "unchecked", "current": False,
}  # fmt: skip
PAGES = ["/", "/?q=covid", "/stats", "/article/000_fd392c4447f1aa74", "/help"]
DATA = [
    "/api/v1/search?q=covid", "/api/v1/article/000_fd392c4447f1aa74", "/api/v1/stats",
    "/export.csv?q=covid", "/feed", "/cite/ris/000_fd392c4447f1aa74", "/opensearch/suggest?q=co",
]  # fmt: skip
NOTE = "Một tệp của kho bài bị hỏng"


def checked(site):
    """Have the files read as the thread does it once."""
    site.application.extensions["timtin-verification"].verify()
    return site


@pytest.fixture
def copy(seed_root, tmp_path):
    """Return a copy of the index, to damage."""
    return shutil.copytree(seed_root, tmp_path / "copy")


def damage(root):
    """Change one bit in the middle of a segment; its size stays."""
    (segment,) = (root / "segments").iterdir()
    data = bytearray(segment.read_bytes())
    data[-20] ^= 1
    segment.write_bytes(data)
    return segment


@pytest.fixture
def damaged(copy):
    """Serve an index with a damaged file, of which it is known."""
    damage(copy)
    return checked(create_app(open_index(copy)).test_client())


def test_an_index_that_answers_is_ready(client, seed_index):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {
        "status": "ready",
        "articles": 5,
        "built": seed_index.stats().built,
        "generation": seed_index.fingerprint[:12],
        "checksums": "unchecked",
        "current": True,
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert checked(client).get("/readyz").json["checksums"] == "right"


@pytest.mark.parametrize("error", [IndexMissingError, FileNotFoundError, ZeroDivisionError])
def test_an_index_that_cannot_be_opened_is_not(error, tmp_path):
    def gone():
        raise error(tmp_path)

    answer = create_app(gone).test_client().get("/readyz")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json == NOT_READY
    assert str(tmp_path) not in answer.text


def test_an_index_that_fails_when_it_is_asked_is_not(seed_index):
    class Failing:
        def __getattr__(self, name):
            if name == "search":
                raise ValueError("secret")
            return getattr(seed_index, name)

    answer = create_app(Failing).test_client().get("/readyz")

    assert (answer.status_code, answer.json["status"]) == (503, "not ready")
    assert "secret" not in answer.text


def test_an_index_is_ready_however_little_a_search_may_cost(seed_index):
    site = create_app(seed_index, Settings(postings_per_query=1)).test_client()

    assert site.get("/?q=covid").status_code == 503
    assert site.get("/readyz").status_code == 200


def test_readiness_is_what_the_document_says(client, damaged):
    rooted = {
        "$ref": "#/components/schemas/Readiness",
        "components": document()["components"],
    }
    valid = jsonschema_rs.validator_for(rooted)
    for told in (client.get("/readyz").json, damaged.get("/readyz").json, NOT_READY):
        valid.validate(told)
        assert not valid.is_valid({**told, "path": "/"})


def test_a_damaged_index_is_not_ready_and_the_log_names_the_file_once(copy, caplog):
    segment = damage(copy)
    site = create_app(open_index(copy)).test_client()
    caplog.set_level(logging.INFO)
    for _ in range(3):
        checked(site)
    answer = site.get("/readyz")

    assert (answer.status_code, answer.json["status"]) == (503, "not ready")
    assert answer.json["checksums"] == "damaged"
    assert answer.json["articles"] == 5
    assert str(copy) not in answer.text
    (told,) = [record.getMessage() for record in caplog.records]
    assert str(segment) in told
    assert site.get("/healthz").json == {"status": "ok", "articles": 5}


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_a_damaged_index_say_so(client, damaged, path):
    whole, page = client.get(path), damaged.get(path)

    assert NOTE not in whole.text
    assert page.status_code == 200
    assert NOTE in page.text
    assert "ETag" not in page.headers
    tagged = {"If-None-Match": whole.headers["ETag"]}
    assert damaged.get(path, headers=tagged).status_code == 200


@pytest.mark.parametrize("path", DATA)
def test_data_of_a_damaged_index_is_refused(client, damaged, path):
    answer = damaged.get(path)

    assert client.get(path).status_code == 200
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(("headers", "status"), [({}, 429), ({"Host": "evil.example"}, 400)])
def test_who_may_not_ask_a_damaged_index_is_told_that(copy, headers, status):
    damage(copy)
    settings = Settings(host_names=("localhost",), requests_per_minute=1)
    site = checked(create_app(open_index(copy), settings).test_client())
    far = {"REMOTE_ADDR": "203.0.113.9"}
    site.get("/", environ_overrides=far)

    answer = site.get("/api/v1/search", environ_overrides=far, headers=headers)
    assert answer.status_code == status


def test_an_error_that_comes_of_damage_is_remembered(copy, monkeypatch):
    def failing(*_, **__):
        raise IndexError

    index = open_index(copy)
    site = create_app(index).test_client()
    damage(copy)
    monkeypatch.setattr("search_app.core.index.answer", failing)

    assert site.get("/").status_code == 503
    assert site.get("/readyz").json["checksums"] == "damaged"


def test_a_new_build_is_whole_again(tmp_path, write_jsonl):
    root = tmp_path / "index"
    source = write_jsonl({"body": "Thành phố họp bàn về nước sạch."})
    pipeline.rebuild([source], root)
    site = create_app(open_index(root)).test_client()
    damage(root)
    assert NOTE in checked(site).get("/").text
    shutil.rmtree(root / "segments")
    pipeline.rebuild([source], root)

    assert site.get("/readyz").json["checksums"] == "unchecked"
    assert NOTE not in site.get("/").text
    assert checked(site).get("/readyz").json["checksums"] == "right"


def test_a_build_that_cannot_be_opened_is_told_of_and_the_one_before_answers(copy):
    site = create_app(open_index(copy)).test_client()
    assert site.get("/readyz").json["current"] is True
    (copy / "current.json").unlink()
    answer = site.get("/readyz")

    assert answer.status_code == 200
    assert (answer.json["status"], answer.json["current"]) == ("ready", False)


def test_files_that_go_with_a_build_that_is_no_longer_served_are_no_damage(copy, build):
    before, now = open_index(copy), build({"body": "Thành phố họp bàn về nước sạch."})
    given = iter([before, now])
    shutil.rmtree(copy)
    checking = verification.Verification(lambda: next(given))
    checking.verify()

    assert checking.of(before.fingerprint) == "unchecked"
    assert list(given) == []


def test_files_are_read_once_a_day_for_each_build(seed_index, monkeypatch):
    read = []
    monkeypatch.setattr(Index, "damage", lambda _: read.append(1))
    checking = verification.Verification(lambda: seed_index)
    for _ in range(3):
        checking.verify()

    assert len(read) == 1


def test_files_are_read_again_the_next_day(copy, monkeypatch):
    monkeypatch.setattr("search_app.web.observing.verification._DAY", 0)
    site = checked(create_app(open_index(copy)).test_client())
    assert site.get("/readyz").json["checksums"] == "right"
    damage(copy)

    assert checked(site).get("/readyz").json["checksums"] == "damaged"


def test_a_reading_that_failed_is_no_reading(seed_index, monkeypatch):
    def failing(_):
        raise OSError(5, "Input/output error")

    checking = verification.Verification(lambda: seed_index)
    checking.verify()
    monkeypatch.setattr("search_app.web.observing.verification._DAY", 1e9)
    checking._again = 0.0  # a day later
    monkeypatch.setattr(Index, "damage", failing)
    with pytest.raises(OSError, match="Input"):
        checking.verify()
    monkeypatch.setattr(Index, "damage", lambda _: ValueError("one file"))
    checking.verify()

    assert checking.of(seed_index.fingerprint) == "damaged"


def test_damage_that_a_request_finds_meanwhile_stays(seed_index, monkeypatch):
    checking = verification.Verification(lambda: seed_index)
    fingerprint = seed_index.fingerprint
    monkeypatch.setattr(Index, "damage", lambda _: checking.note_damage(fingerprint))
    checking.verify()

    assert checking.of(fingerprint) == "damaged"


def test_damage_of_an_old_build_is_not_that_of_the_new_one(copy, build):
    before, now = open_index(copy), build({"body": "Thành phố họp bàn về nước sạch."})
    checking = verification.Verification(lambda: now)
    checking.note_damage(now.fingerprint)
    checking.note_damage(before.fingerprint)

    assert checking.of(now.fingerprint) == checking.of(before.fingerprint) == "damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_only_the_reading_gives_way(seed_index, monkeypatch):
    def priority(*_):
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    asked, read = [], []

    def index():
        asked.append(priority())
        return seed_index

    def pause(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Index, "damage", lambda _: read.append(priority()))
    monkeypatch.setattr("search_app.web.observing.verification.time.sleep", pause)
    with pytest.raises(KeyboardInterrupt):
        verification.Verification(index).run()

    assert set(asked) == {priority()}
    assert read == [19]


def test_a_server_reads_the_files_in_the_background(seed_index, monkeypatch):
    read = threading.Event()
    monkeypatch.setattr(Index, "damage", lambda _: read.set())
    verification.start(create_app(seed_index))

    assert read.wait(10)


def test_files_that_cannot_be_read_now_are_read_again_and_told_of_once(
    seed_index, monkeypatch, caplog
):
    tries = []

    def failing(_):
        tries.append(1)
        raise OSError(5, "Input/output error")

    def pause(_):
        if len(tries) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(Index, "damage", failing)
    monkeypatch.setattr("search_app.web.observing.verification.time.sleep", pause)
    checking = verification.Verification(seed_index.snapshot)
    with pytest.raises(KeyboardInterrupt):
        checking.run()

    assert [record.getMessage() for record in caplog.records] == [
        "The files of the index cannot be verified: [Errno 5] Input/output error"
    ]
    assert checking.look().checksums == "unchecked"
