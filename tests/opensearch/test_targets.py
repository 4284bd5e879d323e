"""Rebuild and update of an index in a cluster: generations, what stays, and going on."""

from dataclasses import replace

import pytest

from analyzers import fold
from indexer import pipeline
from indexer.errors import (
    AddressError,
    ForeignIndexError,
    IndexLockedError,
    IndexMissingError,
    IndexOutdatedError,
    NothingToIndexError,
)
from indexer.opensearch import checking, generations, parts, writer
from indexer.opensearch.lock import ClusterLock
from indexer.opensearch.stored import articles
from indexer.opensearch.target import ClusterTarget
from indexer.pipeline import reading
from search_app import open_index


@pytest.fixture
def folder(tmp_path):
    """Return a folder with ten articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(10):
        write(folder, number, f"Bài báo thứ {number}")
    return folder


def write(folder, name, title):
    (folder / f"{name}.txt").write_text(f"{title}\n\nHải Phòng, chuyển đổi số.\n", "utf-8")


def states(client, address):
    return [
        (own.name.removeprefix(address.alias), own.meta.state)
        for own in generations.generations(client, address)
    ]


def held(client, address):
    """Return the ids of the articles that answer, and the digest of each."""
    name = generations.current(client, address).name
    return {own.id: own.digest for own in articles(client, name)}


class CutOffError(Exception):
    """As if the machine had lost its power."""


def counts(client, address):
    """Return in how many articles the lexicon says that some words are."""
    own = generations.current(client, address)
    every = parts.read_parts(client, own.lexicon, own.meta.parts)
    found = {}
    for marked in ("bài", "phòng", "thứ", "3"):
        at = [(part, part.term(marked, fold(marked))) for part in every]
        found[marked] = sum(part.count("syllable", own, own + 1) for part, own in at if own >= 0)
    return found


@pytest.fixture
def cut_off(monkeypatch):
    """Return what ends a build after it sent so many batches of two articles, a part each four."""
    monkeypatch.setattr(reading, "_BATCH", 2)
    monkeypatch.setattr(writer, "WAITING", 0)
    monkeypatch.setattr(writer, "PART", 4)
    monkeypatch.setattr(writer.Sender, "start", lambda _: None)
    add = writer.ClusterWriter.add

    def build(batches, *sources, **how):
        left = iter(range(batches))

        def add_some(self, arrays, ids):
            if next(left, None) is None:
                raise CutOffError
            add(self, arrays, ids)

        with monkeypatch.context() as patched:
            patched.setattr(writer.ClusterWriter, "add", add_some)
            with pytest.raises(CutOffError):
                pipeline.rebuild(*sources, **how)

    return build


def test_a_rebuild_answers_when_it_is_whole(client, address, folder):
    with pytest.raises(IndexMissingError):
        generations.current(client, address)

    assert pipeline.rebuild([folder], address).indexed == 10

    own = generations.current(client, address)
    assert (own.name, own.meta.articles) == (f"{address.alias}-000001", 10)
    assert own.meta.sources == (str(folder),)
    assert len(held(client, address)) == 10
    assert checking.check(address).problems == ()


def test_the_one_before_stays_and_older_ones_go(client, address, folder):
    for _ in range(3):
        pipeline.rebuild([folder], address)

    assert states(client, address) == [("-000002", "whole"), ("-000003", "whole")]
    own = generations.current(client, address)
    assert (own.name, own.meta.previous) == tuple(f"{address.alias}-{n:06}" for n in (3, 2))
    assert not client.indices.exists(index=generations.lexicon_of(f"{address.alias}-000001"))


def test_an_update_changes_what_changed(client, address, folder):
    pipeline.rebuild([folder], address)
    before = generations.current(client, address).meta
    (folder / "3.txt").unlink()
    write(folder, 4, "Bài mới")

    report = pipeline.update([folder], address)

    assert (report.indexed, report.unchanged, report.removed) == (1, 8, 1)
    own = generations.current(client, address).meta
    assert (own.articles, own.build != before.build) == (9, True)
    assert len(held(client, address)) == 9
    assert checking.check(address).problems == ()


def test_what_goes_and_comes_back_at_once_is_there(client, address, folder):
    pipeline.rebuild([folder], address)
    was = (folder / "9.txt").read_text("utf-8")
    (folder / "9.txt").unlink()
    pipeline.update([folder], address)
    (folder / "9.txt").write_text(was, "utf-8")

    assert pipeline.update([folder], address).indexed == 1
    assert len(held(client, address)) == 10


def test_an_update_that_finds_no_change_leaves_the_build(client, address, folder):
    pipeline.update([folder], address)  # there is none yet, so it builds one
    before = generations.current(client, address)

    assert pipeline.update([folder], address).unchanged == 10
    assert generations.current(client, address) == before


def test_what_a_user_adds_is_kept_from_build_to_build(client, address, folder, tmp_path):
    added = tmp_path / "mine.tsv"
    added.write_text("CĐS\tchuyển đổi số\n", "utf-8")
    pipeline.rebuild([folder], address, abbreviations=added)
    pipeline.rebuild([folder], address)

    own = generations.current(client, address)
    assert parts.read_file(client, own.lexicon, "abbreviations.tsv") == added.read_bytes()
    added.write_text("", "utf-8")
    pipeline.rebuild([folder], address, abbreviations=added)
    own = generations.current(client, address)
    assert not parts.read_file(client, own.lexicon, "abbreviations.tsv")


@pytest.mark.parametrize("batches", range(5))
def test_a_build_that_was_cut_off_goes_on(client, address, folder, cut_off, batches):
    whole = batches // 2 * 4
    other = replace(address, alias=f"{address.alias}-nguyen")
    pipeline.rebuild([folder], other)
    cut_off(batches, [folder], address)
    assert states(client, address) == [("-000001", "building")]
    with pytest.raises(IndexMissingError):
        generations.current(client, address)

    report = pipeline.rebuild([folder], address)

    assert (report.resumed, report.indexed, report.unchanged) == (whole, 10 - whole, 0)
    assert states(client, address) == [("-000001", "whole")]
    assert held(client, address) == held(client, other)
    assert checking.check(address).problems == ()
    assert counts(client, address) == counts(client, other)


def test_a_build_is_cut_off_again_and_again(client, address, folder, cut_off):
    for _ in range(2):
        cut_off(2, [folder], address)
    assert pipeline.rebuild([folder], address).resumed == 8
    assert len(held(client, address)) == 10


def test_a_build_that_lacks_no_more_than_its_name_gets_it(client, address, folder, monkeypatch):
    pipeline.rebuild([folder], address)
    with monkeypatch.context() as patched:
        patched.setattr(generations, "switch", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pipeline.rebuild([folder], address)
    assert states(client, address) == [("-000001", "whole"), ("-000002", "whole")]

    report = pipeline.rebuild([folder], address)

    assert (report.resumed, report.indexed) == (10, 0)
    assert generations.current(client, address).name == f"{address.alias}-000002"


@pytest.mark.parametrize("how", [{"shards": 2}, {"shards": 3, "replicas": 0}])
def test_a_build_that_is_divided_in_another_way_begins_anew(client, address, folder, cut_off, how):
    cut_off(4, [folder], ClusterTarget(address, replicas=0))

    assert pipeline.rebuild([folder], ClusterTarget(address, **how)).resumed == 0

    found = generations.settings(client, generations.current(client, address).name)
    wanted = {"shards": 1, "replicas": 0} | how
    assert {name: int(found[f"number_of_{name}"]) for name in wanted} == wanted


def test_an_update_leaves_the_build_that_goes_on_later(client, address, folder, cut_off):
    pipeline.rebuild([folder], address)
    cut_off(4, [folder], address)
    write(folder, 10, "Bài mới")
    assert pipeline.update([folder], address).indexed == 1
    assert states(client, address) == [("-000001", "whole"), ("-000002", "building")]

    assert pipeline.rebuild([folder], address).resumed == 8
    assert len(held(client, address)) == 11


def test_a_build_that_was_cut_off_between_its_two_indices_goes_on(
    client, address, folder, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(generations, "create_lexicon", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pipeline.rebuild([folder], address)

    pipeline.rebuild([folder], address)

    own = generations.current(client, address)
    assert own.name == f"{address.alias}-000001"
    assert generations.settings(client, own.lexicon)["hidden"] == "true"
    assert checking.check(address).problems == ()


def test_what_changed_since_a_build_was_cut_off_is_read_anew(client, address, folder, cut_off):
    cut_off(4, [folder], address)
    (folder / "0.txt").unlink()
    write(folder, 1, "Bài mới")
    pipeline.rebuild([folder], address)
    other = replace(address, alias=f"{address.alias}-nguyen")
    pipeline.rebuild([folder], other)

    assert len(held(client, address)) == 9
    assert held(client, address) == held(client, other)
    assert checking.check(address).problems == ()


def test_a_build_of_something_else_begins_anew(client, address, folder, cut_off, tmp_path):
    added = tmp_path / "mine.tsv"
    added.write_text("CĐS\tchuyển đổi số\n", "utf-8")
    pipeline.rebuild([folder], address)
    for how in ({"abbreviations": added}, {}):
        cut_off(4, [folder], address)
        report = pipeline.rebuild([folder, *([] if how else [added])], address, **how)
        assert report.resumed == 0
        assert {state for _, state in states(client, address)} == {"whole"}


def test_while_a_build_is_cut_off_the_one_before_answers(client, address, folder, cut_off):
    pipeline.rebuild([folder], address)
    before = held(client, address)
    cut_off(3, [folder], address)

    assert held(client, address) == before
    assert states(client, address) == [("-000001", "whole"), ("-000002", "building")]


def test_without_an_article_nothing_is_left(client, address, folder, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "a.txt").write_text("", "utf-8")
    for expected in ([], [("-000001", "whole")]):
        with pytest.raises(NothingToIndexError):
            pipeline.rebuild([empty], address)
        assert states(client, address) == expected
        pipeline.rebuild([folder], address)


def test_two_do_not_write_at_once(client, address, folder):
    with ClusterLock(client, address).held():
        for run in (pipeline.rebuild, pipeline.update):
            with pytest.raises(IndexLockedError):
                run([folder], address)
    assert states(client, address) == []


def test_an_index_of_another_version_is_named_with_what_builds_it(client, address, folder):
    pipeline.rebuild([folder], address)
    own = generations.current(client, address)
    generations.save(client, own.name, replace(own.meta, format="cũ"))

    with pytest.raises(IndexOutdatedError, match=f"timtin rebuild {folder} --index opensearch"):
        generations.current(client, address)
    assert ClusterTarget(address).recorded_sources() == (str(folder),)
    pipeline.rebuild([folder], address)
    assert generations.current(client, address).name.endswith("-000002")


def test_an_index_of_somebody_else_is_not_touched(client, address, folder):
    client.indices.create(index=address.alias)

    for run in (pipeline.rebuild, pipeline.update):
        with pytest.raises(ForeignIndexError, match=f"^{address.alias} is an index of some"):
            run([folder], address)
    assert client.indices.exists(index=address.alias)


def test_a_generation_is_no_name_of_an_index(client, address, folder):
    pipeline.rebuild([folder], address)
    other = replace(address, alias=f"{address.alias}-000001")

    for run in (pipeline.rebuild, pipeline.update):
        with pytest.raises(AddressError, match=rf"Write .*/{address.alias}$"):
            run([folder], other)
    with pytest.raises(AddressError, match=rf"Write .*/{address.alias}$"):
        open_index(str(other))
    assert not client.indices.exists(index=f"{other.alias}-lock")


def test_an_alias_with_a_longer_name_is_another_index(client, address, folder):
    other = replace(address, alias=f"{address.alias}-cu")
    pipeline.rebuild([folder], other)
    pipeline.rebuild([folder], address)
    pipeline.rebuild([folder], address)
    pipeline.rebuild([folder], address)

    assert generations.current(client, other).name == f"{other.alias}-000001"


def test_shards_and_replicas_are_as_wanted(client, address, folder):
    pipeline.rebuild([folder], ClusterTarget(address, shards=3, replicas=0))

    name = generations.current(client, address).name
    settings = client.indices.get_settings(index=name)[name]["settings"]["index"]
    assert (settings["number_of_shards"], settings["number_of_replicas"]) == ("3", "0")
    assert checking.check(address).shards == 3


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda c, own: c.delete(index=own.lexicon, id="part-00000-0"), "part-00000"),
        (lambda c, own: c.delete_by_query(index=own.name, body=ONE), "has 9 articles"),
        (lambda c, own: generations.save(c, own.name, replace(own.meta, articles=11)), "have 11"),
    ],
)
def test_a_check_names_what_is_wrong(client, address, folder, damage, problem):
    pipeline.rebuild([folder], address)
    own = generations.current(client, address)

    damage(client, own)
    client.indices.refresh(index=own.name)

    assert problem in " ".join(checking.check(address).problems)


ONE = {"query": {"match_all": {}}, "max_docs": 1}
