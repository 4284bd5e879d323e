"""Topics that a user adds: given once, kept, and used by whatever reads documents."""

import os
from pathlib import Path

import pytest

from indexer import pipeline, store
from indexer.errors import IndexCorruptError, IndexMissingError, TopicsError
from indexer.extract import extract
from indexer.facets import default_topics
from indexer.pipeline import batches, judging, workers
from indexer.pipeline.judging import judge_file, topics_for
from search_app import open_index

FESTIVAL = '[[topic]]\nname = "lễ hội"\n[topic.phrases]\n"lễ hội" = 1.0\n'
MARKET = '[[topic]]\nname = "chợ"\n[topic.phrases]\n"chợ" = 1.0\n'
FIRST = {"id": "1", "title": "Lễ hội ở chợ", "body": "Quận họp chợ."}
SECOND = {"id": "2", "title": "Lễ hội", "body": "Quận khai mạc lễ hội."}


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def mine(tmp_path):
    """Return a function that writes a file of topics and returns its path."""

    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def topics_of(root):
    return {hit.id: hit.topics for hit in open_index(root).search(per_page=100).hits}


def test_topics_are_kept_from_one_generation_to_the_next(root, mine, write_jsonl):
    pipeline.rebuild([write_jsonl(FIRST)], root, topics=mine(FESTIVAL))
    mine("").unlink()

    for run in (pipeline.update, pipeline.rebuild, pipeline.update):
        run([write_jsonl(FIRST, {**SECOND, "byline": run.__name__})], root)
        assert topics_of(root) == {"1": ("lễ hội",), "2": ("lễ hội",)}
        kept = store.current_generation(root).folder / store.ADDED_TOPICS
        assert kept.read_text("utf-8") == FESTIVAL
    assert store.damaged_files(store.current_generation(root)) == []


def test_an_empty_file_takes_them_away(root, mine, write_jsonl):
    source = write_jsonl(FIRST)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))
    pipeline.rebuild([source], root, topics=mine(""))

    assert topics_of(root) == {"1": ()}
    assert not (store.current_generation(root).folder / store.ADDED_TOPICS).exists()


def test_an_update_with_other_topics_reads_all_documents_again(root, mine, write_jsonl):
    source = write_jsonl(FIRST, SECOND)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))

    report = pipeline.update([source], root, topics=mine(MARKET))

    assert (report.indexed, report.unchanged) == (2, 0)
    assert topics_of(root) == {"1": ("chợ",), "2": ()}
    again = pipeline.update([source], root)
    assert (again.indexed, again.unchanged) == (0, 2)
    assert topics_of(root) == {"1": ("chợ",), "2": ()}


def test_an_update_without_other_topics_reads_nothing_again(root, mine, write_jsonl, monkeypatch):
    source = write_jsonl(FIRST, SECOND)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))
    monkeypatch.setattr(batches, "read_article", None)
    before = store.current_generation(root).folder

    pipeline.update([source], root)
    commented = mine(f"# the same\n{FESTIVAL}")
    pipeline.update([source], root, topics=commented)

    folder = store.current_generation(root).folder
    assert folder != before, "the file is another"
    assert (folder / store.ADDED_TOPICS).read_bytes() == commented.read_bytes()


def test_an_update_that_builds_the_index_uses_them(root, mine, write_jsonl):
    pipeline.update([write_jsonl(FIRST)], root, topics=mine(FESTIVAL))

    assert topics_of(root) == {"1": ("lễ hội",)}


def test_workers_use_them(root, mine, write_jsonl, monkeypatch):
    monkeypatch.setattr(workers, "_ALONE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    pipeline.rebuild([write_jsonl(FIRST)], root, topics=mine(FESTIVAL))

    assert topics_of(root) == {"1": ("lễ hội",)}


def test_topics_that_a_record_states_are_trusted(root, mine, write_jsonl):
    pipeline.rebuild([write_jsonl({**FIRST, "topics": ["đình"]})], root, topics=mine(FESTIVAL))

    assert topics_of(root) == {"1": ("đình",)}


def test_a_mistake_leaves_the_index_as_it_was(root, mine, write_jsonl):
    source = write_jsonl(FIRST)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))

    for run in (pipeline.rebuild, pipeline.update):
        with pytest.raises(TopicsError, match=r"mine\.toml, topic 1: it has no name"):
            run([source], root, topics=mine("[[topic]]\n"))
    assert topics_of(root) == {"1": ("lễ hội",)}


def test_kept_topics_that_are_damaged_are_named_with_the_option_that_mends_it(
    root, mine, write_jsonl
):
    source = write_jsonl(FIRST)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))
    kept = store.current_generation(root).folder / store.ADDED_TOPICS
    kept.write_bytes(kept.read_bytes().replace(b"1.0", b"9.0"))

    for run in (pipeline.rebuild, pipeline.update):
        with pytest.raises(IndexCorruptError, match=r"topics\.toml: .*--topics FILE"):
            run([source], root)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))
    assert topics_of(root) == {"1": ("lễ hội",)}


def test_topics_are_tested_with_those_of_the_index(root, mine, write_jsonl, tmp_path):
    def names(*arguments):
        return [topic.name for topic in topics_for(*arguments).topics][3:]

    pipeline.rebuild([write_jsonl(FIRST)], root, topics=mine(FESTIVAL))

    assert names(root, None, tmp_path) == ["lễ hội"]
    assert names(None, None, root) == ["lễ hội"]
    assert names(root, mine(MARKET), tmp_path) == ["chợ"]
    assert names(None, None, tmp_path / "none") == []
    with pytest.raises(IndexMissingError):
        topics_for(tmp_path / "none", None, root)


def test_an_odd_page_is_one_row_of_a_test(write_jsonl, monkeypatch):
    def read_page(document):
        if document.text == "Hỏng.":
            raise RecursionError("too deep")
        return extract(document)

    monkeypatch.setattr(judging, "extract", read_page)
    source = write_jsonl({"title": "Một", "body": "Hỏng."}, {"title": "Hai", "body": "Quận họp."})

    odd, judged = judge_file(source, default_topics())

    assert (odd.reason, judged.title) == ("RecursionError: too deep", "Hai")
    assert odd.origin.endswith(":1")


def test_an_index_says_of_each_article_what_a_test_says_of_it(seeds, seed_root):
    judged = list(judge_file(seeds, topics_for(seed_root, None, seed_root)))

    assert {Path(article.origin).stem: article.about for article in judged} == topics_of(seed_root)


@pytest.mark.parametrize("name", ["current.json", "g000001/manifest.json"])
@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_where_nobody_knows_what_was_added_it_is_not_forgotten(root, mine, write_jsonl, name, how):
    source = write_jsonl(FIRST)
    pipeline.rebuild([source], root, topics=mine(FESTIVAL))
    (root / name).write_bytes(b"{}") if how == "damaged" else (root / name).unlink()

    with pytest.raises(IndexCorruptError, match=r"g000001 has topics.toml.*--topics FILE \(an"):
        pipeline.rebuild([source], root)
    assert (root / "g000001" / "topics.toml").is_file()

    pipeline.rebuild([source], root, topics=mine(MARKET))
    assert topics_of(root) == {"1": ("chợ",)}


def test_what_a_build_that_broke_off_took_over_is_in_nobodys_way(root, write_jsonl):
    (root / "g000001").mkdir(parents=True)
    for name in ("unfinished", "topics.toml"):
        (root / "g000001" / name).write_text("", "utf-8")

    pipeline.rebuild([write_jsonl(FIRST)], root)
