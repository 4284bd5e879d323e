"""Rebuild and update: what is in the index afterwards, and what the report says."""

import json
import os
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import indexer
from analyzers.abbreviations import default_abbreviations
from indexer import pipeline, store
from indexer.analysis import analyse_batch
from indexer.codec.container import map_arrays
from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment
from indexer.errors import IndexCorruptError, IndexLockedError, NothingToIndexError, WorkerError
from indexer.facets import default_topics
from indexer.locks import write_lock
from indexer.pipeline import batches, reading, workers
from indexer.pipeline.added import Added
from indexer.pipeline.tables import Tables
from indexer.pointer import recorded_sources
from indexer.sources.files import SourceFile
from search_app import open_index
from search_app.core.serialise import page_to_json


def titles(root):
    return {hit.title for hit in open_index(root).search(per_page=1000).hits}


@pytest.fixture(autouse=True, params=[1, 500], ids=["alone", "together"])
def _batches(request, monkeypatch):
    """Hold all of it to be so, however documents are cut into batches."""
    monkeypatch.setattr(reading, "_BATCH", request.param)


@pytest.fixture
def read(monkeypatch):
    """Return a list of the documents that were read, not only known again."""
    seen, read_article = [], batches.read_article

    def spy(file, raw, path, digest, tables):
        seen.append(file.shown + raw.place)
        return read_article(file, raw, path, digest, tables)

    monkeypatch.setattr(batches, "read_article", spy)
    return seen


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def folder(tmp_path):
    """Return a folder of two saved pages."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for name in ("một", "hai"):
        (folder / f"{name}.txt").write_text(
            f"Bài báo thứ {name} về Hải Phòng\n\nNội dung của bài báo thứ {name}.\n", "utf-8"
        )
    return folder


def test_the_seeds_give_five_articles(seeds, root):
    report = pipeline.rebuild([seeds], root)

    assert (report.read, report.indexed, report.skipped) == (5, 5, [])


CDS, COVID, TTDN = "chuyển đổi số", "Covid-19", "thông tin đối ngoại"
SEEDS = {  # as read by a person
    "000_fd392c4447f1aa74": (None, 2021, "Hải Phòng", {CDS, TTDN}),
    "001_8a31eafaeb81a6bd": ("2021-12-01", 2021, "Hải Phòng", {COVID}),
    "002_93cfaa7350c6eb34": ("2021-03-11T17:15:00", 2021, "Hải Phòng", {COVID, CDS}),
    "003_a759c29db672d3fc": ("2023-02-06T20:33:00", 2023, "Hải Phòng", {TTDN}),
    "004_1bdf98d3562686db": ("2022-10-06", 2022, "Hà Nội", {CDS}),
}


@pytest.mark.parametrize("article_id", SEEDS)
def test_each_seed_is_what_its_reader_says(seed_index, article_id):
    article = seed_index.get(article_id)

    date = article.date and article.date.isoformat()
    (city,) = article.cities
    assert (date, article.year, city, set(article.topics)) == SEEDS[article_id]


def test_a_bad_file_is_reported_and_the_rest_indexed(folder, root):
    (folder / "hỏng.txt").write_bytes(b"\xff")

    report = pipeline.rebuild([folder], root)

    assert (report.read, report.indexed) == (3, 2)
    assert [(row.origin, row.reason.split(" (")[0]) for row in report.skipped] == [
        ("hỏng.txt", "not UTF-8")
    ]


@pytest.mark.parametrize("make", ["empty folder", "only bad files"])
def test_a_rebuild_without_articles_keeps_the_old_index(folder, root, tmp_path, make):
    pipeline.rebuild([folder], root)
    empty = tmp_path / "empty"
    empty.mkdir()
    if make == "only bad files":
        (empty / "a.txt").write_bytes(b"")

    with pytest.raises(NothingToIndexError, match=r"left as it was.*timtin rebuild FOLDER"):
        pipeline.rebuild([empty], root)

    assert open_index(root).search().total == 2


def test_a_rebuild_that_breaks_off_keeps_the_old_index_and_leaves_nothing(
    folder, root, monkeypatch
):
    pipeline.rebuild([folder], root)
    before = sorted(path.name for path in root.iterdir())

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.pipeline.batches.analyse_batch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pipeline.rebuild([folder], root)

    assert sorted(path.name for path in root.iterdir()) == before
    assert open_index(root).search().total == 2


def test_a_second_writer_is_told_so(folder, root):
    with write_lock(root), pytest.raises(IndexLockedError, match="Wait until it is done"):
        pipeline.rebuild([folder], root)


def test_of_articles_with_one_given_id_the_last_stays(write_jsonl, root):
    names = ("cũ", "giữa", "mới")
    source = write_jsonl(*({"id": "x", "title": name, "body": name} for name in names))

    report = pipeline.rebuild([source], root)

    assert titles(root) == {"mới"}
    assert (report.read, report.indexed) == (3, 1)
    assert [row.origin for row in report.replaced] == ["articles.jsonl:1", "articles.jsonl:2"]
    assert "same id 'x'" in report.replaced[0].reason


def test_records_without_an_id_that_share_only_their_body_are_two(write_jsonl, root):
    source = write_jsonl(
        {"title": "Thứ hai", "body": "Xem ảnh."}, {"title": "Thứ ba", "body": "Xem ảnh."}
    )

    assert pipeline.rebuild([source], root).indexed == 2


def test_files_of_one_name_in_two_folders_are_two_articles(folder, root):
    (folder / "sub").mkdir()
    (folder / "sub" / "một.txt").write_text(
        "Một bài khác hẳn ở Hà Nội\n\nNội dung khác.\n", "utf-8"
    )

    report = pipeline.rebuild([folder], root)

    assert (report.indexed, len(titles(root))) == (3, 3)


def test_the_same_article_twice_is_one(folder, root):
    (folder / "sub").mkdir()
    (folder / "sub" / "một.txt").write_bytes((folder / "một.txt").read_bytes())

    report = pipeline.rebuild([folder], root)

    assert report.indexed == 2
    assert report.skipped[0].reason == "the same article as một.txt"


def test_what_a_record_states_is_trusted_and_what_it_lacks_is_found(write_jsonl, root):
    stated = {
        "id": 7,
        "title": "Tên",
        "body": "Sáng 1/12/2021, tại Hà Nội, hội nghị chuyển đổi số.",
        "date": "2020-02-03",
        "url": "https://example.vn/a",
        "source": "Báo A",
        "author": "Lê B",
        "cities": ["Cà Mau"],
        "topics": [],
    }
    pipeline.rebuild([write_jsonl(stated, {"body": "Không rõ ngày, không tên."})], root)
    index = open_index(root)

    article = index.get("7")
    assert (article.title, article.source, article.byline) == ("Tên", "Báo A", "Lê B")
    assert (article.date.isoformat(), article.year) == ("2020-02-03", 2020)
    assert (article.cities, article.topics) == (("Cà Mau",), ())
    (untitled,) = index.search('"không tên"').hits
    assert (untitled.title, untitled.year) == ("", None)
    assert len(untitled.id) == 16


@pytest.mark.parametrize("odd", ["\ud83d", "\x00", "\u202e"])
def test_odd_letters_anywhere_in_a_record_stop_nothing(write_jsonl, root, odd):
    path = write_jsonl({"id": "good", "body": "bài tốt"})
    record = dict.fromkeys(("id", "title", "body", "url", "source", "author"), f"x {odd} y")
    escaped = json.dumps({**record, "cities": [odd], "topics": [odd]})
    path.write_text(path.read_text("utf-8") + escaped + "\n", "utf-8")

    pipeline.rebuild([path], root)

    page = open_index(root).search("x")
    assert page.total == 1
    json.dumps(page_to_json(page), ensure_ascii=False).encode("utf-8")


def test_an_article_that_cannot_be_analysed_is_a_row(folder, root, monkeypatch):
    def broken(articles, abbreviations):
        if any("hai" in article.title for article in articles):
            raise SystemError("a library gave up")
        return analyse_batch(articles, abbreviations)

    monkeypatch.setattr("indexer.pipeline.batches.analyse_batch", broken)
    report = pipeline.rebuild([folder], root)

    assert report.indexed == 1
    assert [(r.origin, r.reason) for r in report.skipped] == [
        ("hai.txt", "SystemError: a library gave up")
    ]
    assert titles(root) == {"Bài báo thứ một về Hải Phòng"}


def test_a_given_date_that_cannot_be_read_is_noted(write_jsonl, root):
    report = pipeline.rebuild([write_jsonl({"body": "tin", "date": "2021-13-45"})], root)

    assert [(r.origin, r.reason) for r in report.noted] == [
        ("articles.jsonl:1", "date not understood: '2021-13-45'")
    ]


def test_what_is_given_and_is_no_text_is_noted(write_jsonl, root):
    record = {
        "body": "tin",
        "title": ["A"],
        "url": {"a": 1},
        "source": 7,
        "author": [2],
        "date": "?",
    }
    fine = {"body": "tin hai", "title": "", "url": None, "source": {"name": "A"}, "author": ["A"]}
    report = pipeline.rebuild([write_jsonl(record, fine)], root)

    assert report.indexed == 2
    (row,) = report.noted
    assert row.origin == "articles.jsonl:1"
    assert row.reason.split("; ") == [
        """title not understood: "['A']\"""",
        "author not understood: '[2]'",
        "source not understood: '7'",
        """url not understood: "{'a': 1}\"""",
        "date not understood: '?'",
    ]


@pytest.mark.parametrize(("given", "year"), [("2099-01-01", 2099), ("05/2098", 2098), (2097, 2097)])
def test_a_given_date_in_the_future_is_trusted_and_noted(write_jsonl, root, given, year):
    report = pipeline.rebuild([write_jsonl({"body": "tin", "date": given})], root)

    assert [r.reason for r in report.noted] == [f"date in the future: {str(given)!r}"]
    assert [hit.year for hit in open_index(root).search().hits] == [year]


@pytest.mark.parametrize("given", ["2021", "05/2021", 20210506, 1620259200])
def test_a_given_date_that_states_less_than_a_day_is_not_noted(write_jsonl, root, given):
    report = pipeline.rebuild([write_jsonl({"body": "tin", "date": given})], root)

    assert (report.noted, report.indexed) == ([], 1)
    assert [hit.year for hit in open_index(root).search().hits] == [2021]


def test_names_of_cities_come_in_one_spelling(write_jsonl, root):
    cities = [unicodedata.normalize("NFD", "Hải Phòng"), "Hải\nPhòng", " Hải Phòng "]
    pipeline.rebuild([write_jsonl({"body": "tin", "cities": cities})], root)

    assert [value.value for value in open_index(root).search().facets["city"]] == ["Hải Phòng"]


class TestUpdate:
    def test_builds_when_there_is_no_index(self, folder, root):
        assert pipeline.update([folder], root).indexed == 2

    def test_writes_only_what_is_new_changed_or_gone(self, folder, root):
        pipeline.rebuild([folder], root)
        (folder / "ba.txt").write_text("Bài báo thứ ba về Hà Nội\n\nNội dung thứ ba.\n", "utf-8")
        (folder / "hai.txt").write_text("Bài báo thứ hai đã sửa đổi\n\nNội dung đã sửa.\n", "utf-8")
        (folder / "một.txt").unlink()

        report = pipeline.update([folder], root)

        assert (report.indexed, report.unchanged, report.removed) == (2, 0, 1)
        assert titles(root) == {"Bài báo thứ ba về Hà Nội", "Bài báo thứ hai đã sửa đổi"}
        assert open_index(root).search('"hải phòng"').total == 0, "no trace of the old text"

    def test_without_changes_the_generation_stays(self, folder, root):
        pipeline.rebuild([folder], root)
        generation = store.current_generation(root).folder

        report = pipeline.update([folder], root)

        assert (report.indexed, report.unchanged, report.removed) == (0, 2, 0)
        assert store.current_generation(root).folder == generation

    def test_articles_from_elsewhere_stay(self, folder, root, seeds):
        pipeline.rebuild([seeds], root)

        pipeline.update([folder], root)

        assert open_index(root).search().total == 7

    def test_a_file_of_the_same_name_elsewhere_is_another_article(self, folder, root, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "một.txt").write_text("Bài khác hẳn ở Hà Nội\n\nNội dung khác.\n", "utf-8")
        pipeline.rebuild([folder], root)

        pipeline.update([other], root)

        assert len(titles(root)) == 3

    def test_an_article_whose_file_became_unreadable_stays(self, folder, root):
        pipeline.rebuild([folder], root)
        (folder / "một.txt").write_bytes(b"\xff")

        report = pipeline.update([folder], root)

        assert (report.removed, len(report.skipped)) == (0, 1)
        assert open_index(root).search().total == 2

    def test_an_emptied_folder_removes_nothing(self, folder, root):
        pipeline.rebuild([folder], root)
        for path in folder.iterdir():
            path.unlink()

        with pytest.raises(NothingToIndexError):
            pipeline.update([folder], root)

        assert open_index(root).search().total == 2

    def test_a_folder_left_with_a_photo_removes_nothing(self, folder, root):
        pipeline.rebuild([folder], root)
        for path in folder.iterdir():
            path.rename(path.with_suffix(".jpg"))

        with pytest.raises(NothingToIndexError, match="holds no article"):
            pipeline.update([folder], root)

    def test_a_folder_that_cannot_be_listed_keeps_its_articles(self, folder, root, monkeypatch):
        (folder / "closed").mkdir()
        (folder / "closed" / "ba.txt").write_text("Bài thứ ba ở Hà Nội\n\nNội dung.\n", "utf-8")
        pipeline.rebuild([folder], root)
        scandir = os.scandir

        def closed(path):
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", closed)
        report = pipeline.update([folder], root)

        assert [row.origin for row in report.skipped] == ["closed"]
        assert (report.unchanged, report.removed) == (2, 0)

    def test_a_moved_article_belongs_to_its_new_place(self, folder, root, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        pipeline.rebuild([folder], root)
        (folder / "một.txt").rename(other / "một.txt")

        pipeline.update([other], root)
        report = pipeline.update([folder], root)

        assert report.removed == 0
        assert open_index(root).search().total == 2

    def test_the_next_run_without_sources_reads_what_is_still_there(self, folder, root, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "ba.txt").write_text("Bài thứ ba ở Hà Nội\n\nNội dung thứ ba.\n", "utf-8")
        pipeline.rebuild([folder / "một.txt"], root)
        pipeline.update([folder, other], root)
        assert recorded_sources(root) == (str(other), str(folder))

        other.rename(tmp_path / "moved")
        pipeline.update([tmp_path / "moved"], root)
        assert recorded_sources(root) == (str(tmp_path / "moved"), str(folder))

    def test_an_id_stays_with_its_file(self, folder, root):
        pipeline.rebuild([folder / "hai.txt"], root)
        text = "Một bài khác hẳn ở Hà Nội\n\nNội dung khác.\n"
        (folder / "a").mkdir()
        (folder / "a" / "hai.txt").write_text(text, "utf-8")

        pipeline.update([folder / "a" / "hai.txt", folder / "hai.txt"], root)

        index = open_index(root)
        assert index.get("hai").title == "Bài báo thứ hai về Hải Phòng"
        assert len(titles(root)) == 2

    def test_an_article_whose_disk_is_away_keeps_its_id(self, folder, root, tmp_path):
        pipeline.rebuild([folder], root)
        folder.rename(tmp_path / "unmounted")
        other = tmp_path / "other"
        other.mkdir()
        (other / "một.txt").write_text("Bài khác hẳn ở Hà Nội\n\nNội dung khác.\n", "utf-8")

        pipeline.update([other], root)

        assert len(titles(root)) == 3
        assert open_index(root).get("một").title == "Bài báo thứ một về Hải Phòng"

    def test_an_article_moved_to_another_depth_is_not_doubled(self, folder, root, tmp_path):
        (folder / "sub").mkdir()
        (folder / "một.txt").rename(folder / "sub" / "một.txt")
        pipeline.rebuild([folder], root)
        other = tmp_path / "other"
        other.mkdir()
        (folder / "sub" / "một.txt").rename(other / "một.txt")

        pipeline.update([other], root)

        index = open_index(root)
        assert (index.search().total, index.get("sub/một") is None) == (2, False)

    def test_a_record_with_the_name_of_a_file_for_id_takes_nothing_away(self, folder, root):
        pipeline.rebuild([folder], root)
        (folder / "z.jsonl").write_text('{"id": "một", "body": "của một bản ghi"}', "utf-8")

        for build in (pipeline.update, pipeline.rebuild):
            build([folder], root)
            assert open_index(root).search().total == 3
            assert open_index(root).get("một").body == "của một bản ghi"
        assert pipeline.update([folder], root).unchanged == 3

    def test_a_file_that_became_a_copy_of_another_is_gone(self, folder, root, tmp_path):
        other = tmp_path / "other"
        other.mkdir()
        (other / "ba.txt").write_text("Bài thứ ba ở Hà Nội\n\nNội dung.\n", "utf-8")
        pipeline.rebuild([folder, other], root)
        (other / "ba.txt").write_bytes((folder / "một.txt").read_bytes())

        report = pipeline.update([other], root)

        assert (report.removed, open_index(root).search().total) == (1, 2)

    def test_an_unchanged_article_that_is_replaced_later_is_counted_so(self, write_jsonl, root):
        one, two = {"id": "x", "body": "một"}, {"id": "x", "body": "hai"}
        pipeline.rebuild([write_jsonl(one, two)], root)

        report = pipeline.update([write_jsonl(two, one)], root)
        assert (report.read, report.indexed, report.unchanged) == (2, 1, 0)
        assert [row.origin for row in report.replaced] == ["articles.jsonl:1"]

        report = pipeline.update([write_jsonl(one, two, one)], root)
        assert (report.read, report.indexed, report.unchanged) == (3, 0, 1)
        assert len(report.replaced) == 2

    def test_an_id_taken_over_from_elsewhere_is_reported(self, write_jsonl, root):
        old = write_jsonl({"id": "x", "body": "cũ"}, name="a.jsonl")
        pipeline.rebuild([old], root)

        report = pipeline.update([write_jsonl({"id": "x", "body": "mới"}, name="b.jsonl")], root)

        assert [row.origin for row in report.replaced] == [str(old)]

    def test_a_duplicate_line_protects_no_deleted_one(self, write_jsonl, root):
        same = {"id": "a", "body": "một"}
        pipeline.rebuild([write_jsonl(same, same, {"id": "b", "body": "hai"})], root)

        report = pipeline.update([write_jsonl(same, same)], root)

        assert (report.unchanged, report.removed) == (1, 1)

    @pytest.mark.parametrize("what", ["zeros", "no text"])
    def test_a_damaged_index_is_named(self, folder, root, what):
        pipeline.rebuild([folder], root)
        generation = store.current_generation(root)
        path = segment_path(root, generation.manifest.segments[0])
        data = path.read_bytes()
        ids = map_arrays(path)["id_bytes"].tobytes()
        assert data.count(ids) == 1
        no_text = data.replace(ids, b"\xff" * len(ids))
        path.write_bytes(bytes(len(data)) if what == "zeros" else no_text)

        with pytest.raises(IndexCorruptError, match="timtin rebuild") as caught:
            pipeline.update([folder], root)
        assert caught.value.file == path

    def test_a_second_writer_is_told_so(self, folder, root):
        pipeline.rebuild([folder], root)

        with write_lock(root), pytest.raises(IndexLockedError):
            pipeline.update([folder], root)

    def test_a_line_taken_out_of_a_jsonl_file_is_gone(self, write_jsonl, root):
        pipeline.rebuild([write_jsonl({"body": "một"}, {"body": "hai"})], root)

        report = pipeline.update([write_jsonl({"body": "hai"})], root)

        assert (report.unchanged, report.removed) == (1, 1)
        assert open_index(root).search("một").total == 0


class TestKnownDocuments:
    """An update reads what its bytes, or the rules of reading, say is new."""

    def test_without_changes_nothing_is_read(self, folder, root, read):
        pipeline.rebuild([folder], root)
        assert sorted(read) == ["hai.txt", "một.txt"]
        read.clear()

        pipeline.update([folder], root)

        assert read == []

    def test_of_a_jsonl_only_changed_lines_are_read(self, write_jsonl, root, read):
        rows = [{"id": str(number), "body": f"bài số {number}"} for number in range(6)]
        pipeline.rebuild([write_jsonl(*rows)], root)
        read.clear()
        rows[3]["body"] = "đã sửa"

        report = pipeline.update([write_jsonl(*rows[::-1])], root)

        assert read == ["articles.jsonl:3"]
        assert (report.read, report.indexed, report.unchanged, report.removed) == (6, 1, 5, 0)
        assert open_index(root).get("3").body == "đã sửa"

    def test_lines_in_another_order_change_nothing(self, write_jsonl, root, read):
        rows = [{"body": f"bài số {number}"} for number in range(6)]
        pipeline.rebuild([write_jsonl(*rows)], root)
        generation = store.current_generation(root).folder
        read.clear()

        pipeline.update([write_jsonl(*rows[::-1])], root)

        assert (read, store.current_generation(root).folder) == ([], generation)

    def test_a_moved_file_is_read_again_and_keeps_its_id(self, folder, root, read):
        pipeline.rebuild([folder], root)
        read.clear()
        (folder / "sub").mkdir()
        (folder / "một.txt").rename(folder / "sub" / "khác.txt")

        pipeline.update([folder], root)
        assert read == ["sub/khác.txt"]
        assert len(titles(root)) == 2

        pipeline.update([folder], root)
        assert read == ["sub/khác.txt"]

    def test_when_the_rules_change_all_is_read_again(self, folder, root, read, monkeypatch):
        pipeline.rebuild([folder], root)
        read.clear()
        monkeypatch.setattr(reading, "_rules", lambda: b"other")

        report = pipeline.update([folder], root)

        assert sorted(read) == ["hai.txt", "một.txt"]
        assert (report.indexed, report.unchanged, report.removed) == (0, 2, 0)
        assert len(titles(root)) == 2
        pipeline.update([folder], root)
        assert len(read) == 2, "known by the new rules"

    @pytest.mark.parametrize(
        ("changed", "matters"),
        [
            ("extract/dates.py", True),
            ("facets/topics.py", True),
            ("sources/decode.py", True),
            ("pipeline/articles.py", True),
            ("article.py", True),
            ("judgement.py", True),
            ("pipeline/update.py", False),
            ("codec/merge.py", False),
        ],
    )
    def test_the_rules_are_the_code_and_tables_that_read(
        self, tmp_path, monkeypatch, changed, matters
    ):
        copy = shutil.copytree(Path(indexer.__file__).parent, tmp_path / "indexer")
        monkeypatch.setattr(indexer, "__file__", str(copy / "__init__.py"))
        rules = reading._rules.__wrapped__
        before = rules()

        with (copy / changed).open("a") as file:
            file.write("# changed")

        assert (rules() != before) is matters

    def test_a_known_article_whose_id_is_taken_stays_under_another(self, folder, root, read):
        pipeline.rebuild([folder], root)
        read.clear()
        record = json.dumps({"id": "một", "body": "của một bản ghi"})
        (folder / "z.jsonl").write_text(record, "utf-8")

        report = pipeline.update([folder], root)

        assert read == ["z.jsonl:1"]
        assert (report.indexed, report.unchanged, report.removed) == (2, 1, 0)
        assert "Bài báo thứ một về Hải Phòng" in titles(root)
        assert open_index(root).search('"thứ một"').total == 1
        assert pipeline.update([folder], root).unchanged == 3

    def test_a_known_record_gives_way_to_a_later_one(self, write_jsonl, root, read):
        old, new = {"id": "x", "body": "cũ"}, {"id": "x", "body": "mới"}
        pipeline.rebuild([write_jsonl(old)], root)

        report = pipeline.update([write_jsonl(old, new)], root)
        assert (report.indexed, report.unchanged, len(report.replaced)) == (1, 0, 1)
        assert open_index(root).get("x").body == "mới"

        read.clear()
        report = pipeline.update([write_jsonl(old, new)], root)
        assert read == ["articles.jsonl:1"], "what was replaced is not in the index"
        assert (report.indexed, report.unchanged) == (0, 1)
        assert open_index(root).search().total == 1

    def test_a_known_record_takes_over_from_an_earlier_new_one(self, write_jsonl, root):
        old, new = {"id": "x", "body": "cũ"}, {"id": "x", "body": "mới"}
        pipeline.rebuild([write_jsonl(old)], root)

        report = pipeline.update([write_jsonl(new, new | {"id": "y"}, old)], root)

        assert (report.indexed, report.unchanged) == (1, 1)
        assert open_index(root).get("x").body == "cũ"
        assert open_index(root).search().total == 2

    def test_an_id_that_goes_round_stays_with_the_last(self, write_jsonl, root):
        bodies = ("một", "hai", "ba", "hai", "bốn")
        pipeline.rebuild([write_jsonl(*({"id": "x", "body": body} for body in bodies[:3]))], root)

        pipeline.update([write_jsonl(*({"id": "x", "body": body} for body in bodies))], root)

        assert (open_index(root).get("x").body, open_index(root).search().total) == ("bốn", 1)


rows = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["một", "hai", "ba"])), max_size=4
)
states = st.tuples(rows, rows).filter(any)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(states, min_size=2, max_size=4))
def test_any_updates_lead_to_what_a_rebuild_gives(steps, tmp_path_factory):
    where = tmp_path_factory.mktemp("updates")
    (where / "saved").mkdir()
    for step in steps:
        for name, found in zip("mn", step, strict=True):
            path = where / "saved" / f"{name}.jsonl"
            lines = (json.dumps({"id": own, "body": body}) for own, body in found)
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            if not found:
                path.unlink()
        pipeline.update([where / "saved"], where / "index")
        pipeline.rebuild([where / "saved"], where / "anew")
        assert contents(where / "index") == contents(where / "anew")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.dictionaries(
            st.sampled_from(["a.txt", "b.txt", "s/a.txt", "m.jsonl", "z.jsonl"]),
            st.sampled_from(["một", "hai", "ba", "bốn"]),
            min_size=1,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_pages_and_records_lead_to_the_same_articles(steps, tmp_path_factory):
    """Of pages, the ids may differ: they stay with a file as long as it is there."""
    where = tmp_path_factory.mktemp("updates")
    for step in steps:
        shutil.rmtree(where / "saved", ignore_errors=True)
        (where / "saved" / "s").mkdir(parents=True)
        for name, body in step.items():
            page = f"Bài báo {body}\n\nNội dung của bài thứ {body}.\n"
            record = json.dumps({"id": "a", "title": "Bài báo của bản ghi", "body": body})
            text = record if name.endswith(".jsonl") else page
            (where / "saved" / name).write_text(text, "utf-8")
        pipeline.update([where / "saved"], where / "index")
        pipeline.rebuild([where / "saved"], where / "anew")
        one, other = (
            sorted(article.body for article in contents(where / name).values())
            for name in ("index", "anew")
        )
        assert one == other


def contents(root):
    """Return the live articles of an index by id; no two have one."""
    found = [
        own.segment.article(number)
        for own in store.current_generation(root).segments()
        for number in range(own.segment.articles)
        if own.live[number]
    ]
    assert len({article.id for article in found}) == len(found)
    return {article.id: article for article in found}


class Deadly:
    """Kills the process that unpickles it, as the system does one that takes too much memory."""

    def __reduce__(self):
        return os._exit, (1,)


class TestWorkers:
    @pytest.fixture(autouse=True)
    def _two_cores(self, monkeypatch):
        monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def test_many_processes_give_the_index_that_one_gives(
        self, seeds, write_jsonl, root, monkeypatch, tmp_path
    ):
        rows = [{"id": str(at % 4), "body": f"bài số {at} ở Hải Phòng"} for at in range(6)]
        sources = [write_jsonl(*rows), seeds]
        alone = pipeline.rebuild(sources, tmp_path / "alone")
        monkeypatch.setattr(workers, "_ALONE", 0)
        monkeypatch.setattr(workers, "read_batch", None)  # of this process

        together = pipeline.rebuild(sources, root)

        assert together == alone
        one, other = (
            Segment.open(segment_path(where, store.current_generation(where).manifest.segments[0]))
            for where in (tmp_path / "alone", root)
        )
        every = range(one.articles)
        assert [one.stored(n) for n in every] == [other.stored(n) for n in every]
        own = ("piece", "stream")  # of equally frequent pieces, any may come first
        assert {n: a.tobytes() for n, a in one.arrays.items() if not n.startswith(own)} == {
            n: a.tobytes() for n, a in other.arrays.items() if not n.startswith(own)
        }

    def test_a_worker_that_dies_leaves_the_index_as_it_was(self, folder, root, monkeypatch):
        pipeline.rebuild([folder], root)
        before = sorted(path.relative_to(root) for path in root.rglob("*"))
        (folder / "ba.txt").write_text("Bài báo thứ ba\n\nNội dung.\n", "utf-8")
        monkeypatch.setattr(workers, "_ALONE", 0)
        added = Added({}, Tables(Deadly(), default_topics()))
        for name in ("rebuild", "update"):  # the package has functions so called
            monkeypatch.setattr(
                sys.modules[f"indexer.pipeline.{name}"], "added_to", lambda *_, **__: added
            )

        for run in (pipeline.rebuild, pipeline.update):
            with pytest.raises(WorkerError, match="left as it was"):
                run([folder], root)
            assert sorted(path.relative_to(root) for path in root.rglob("*")) == before

    def test_results_come_in_the_order_of_the_batches(self, tmp_path, monkeypatch):
        monkeypatch.setattr(workers, "_ALONE", 0)
        jobs = []
        for number in range(12):
            path = tmp_path / f"{number}.txt"
            text = f"Bài {number}\n\n" + "Nội dung dài. " * (1 if number % 3 else 2000)
            file = SourceFile(path, path.name, len(text))
            raw = batches.Raw(text.encode(), "text")
            jobs.append([batches.Job(file, raw, file.key, number)])

        found = list(
            workers.read_batches(iter(jobs), Tables(default_abbreviations(), default_topics()), 0)
        )

        assert [batch.outcomes[0].id for batch in found] == [str(n) for n in range(12)]


@pytest.mark.parametrize("kinds", [{".jsonl"}, {".jsonl", ".txt"}])
def test_progress_counts_bytes_up_to_the_whole(folder, root, kinds):
    seen = []
    (folder / "a.jsonl").write_text('{"body": "một"}\n\n{"body": "hai"}\n\n\n', "utf-8")
    sources = [path for path in sorted(folder.iterdir()) if path.suffix in kinds]
    pipeline.rebuild(sources, root, lambda *now: seen.append(now))

    assert seen == sorted(seen)
    assert seen[0][2] > 0
    total = sum(path.stat().st_size for path in folder.iterdir() if path.suffix in kinds)
    assert seen[-1] == (total, total, len(kinds) * 2)
