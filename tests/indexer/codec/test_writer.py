"""The segments an index ends up with: few, not worn, and only of what was whole."""

import numpy as np
import pytest

from indexer.article import Article
from indexer.codec import writer as writer_module
from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment
from indexer.codec.writer import SegmentWriter


@pytest.fixture
def batch(built):
    """Return a function: names into the arrays and ids of a batch."""

    def batch_of(names, text="bài"):
        arrays = built([Article(id=name, body=f"{text} {name}") for name in names])
        bare = {name: array for name, array in arrays.items() if not name.startswith("id_")}
        return bare, list(names)

    return batch_of


def numbered(first, last):
    return [f"a{number}" for number in range(first, last)]


def ids(stored):
    """Return the ids of the live articles, sorted; no two may be one."""
    found = [
        own.segment.ids[number] for own in stored for number in np.flatnonzero(own.live).tolist()
    ]
    assert len(set(found)) == len(found)
    return sorted(found)


def files(root):
    return {path.stem for path in segment_path(root, "").parent.iterdir()}


def names(stored):
    return {own.name for own in stored}


def test_batches_that_fit_in_memory_become_one_segment(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    for first in range(0, 40, 10):
        writer.add(*batch(numbered(first, first + 10)))
    assert files(tmp_path) == set()

    (stored,) = writer.finish()

    assert stored.live.all()
    assert stored.segment.ids[:] == numbered(0, 40)
    assert Segment.open(segment_path(tmp_path, stored.name)).article(7).body == "bài a7"


def test_batches_over_the_budget_are_written_before_the_end(tmp_path, batch):
    writer = SegmentWriter(tmp_path, budget=1)
    for first in range(3):
        writer.add(*batch(numbered(first, first + 1)))
        assert len(files(tmp_path)) == first + 1

    stored = writer.finish()

    assert len(stored) == 3
    assert ids(stored) == numbered(0, 3)


@pytest.mark.parametrize("budget", [1, 1 << 30], ids=["merged at the end", "held in memory"])
def test_no_segment_has_more_articles_than_can_be_numbered(tmp_path, batch, monkeypatch, budget):
    monkeypatch.setattr(writer_module, "MOST_ARTICLES", 10)
    writer, before = SegmentWriter(tmp_path, budget=budget), 0
    for size in (4, 4, 4, 9, 2, 1, 3, 3):
        writer.add(*batch(numbered(before, before + size)))
        before += size

    stored = writer.finish()

    assert max(own.segment.articles for own in stored) <= 10
    assert ids(stored) == sorted(numbered(0, 30))


def test_segments_are_merged_up_to_the_last_article_that_can_be_numbered(
    tmp_path, batch, monkeypatch
):
    """Two of four fit, and fill the new segment: a step that merges no more would never do it."""
    monkeypatch.setattr(writer_module, "MOST_ARTICLES", 10)
    writer = SegmentWriter(tmp_path, budget=1)
    for first in range(0, 20, 5):
        writer.add(*batch(numbered(first, first + 5)))

    stored = writer.finish()

    assert sorted(own.segment.articles for own in stored) == [5, 5, 10]


def test_articles_left_out_or_taken_back_are_not_written(tmp_path, batch):
    writer = SegmentWriter(tmp_path, budget=1)
    arrays, own = batch(["a", "b", "c"])
    writer.add(arrays, [own[0], None, own[2]])  # over the budget: written at once
    writer._budget = 1 << 30
    writer.add(*batch(["d", "e"]))
    writer.withdraw("a")
    writer.withdraw("e")
    writer.withdraw("b")
    writer.withdraw("nobody")
    writer.add(*batch(["a"], "mới"))

    stored = writer.finish()

    assert ids(stored) == ["a", "c", "d"]
    bodies = {own.segment.article(n).body for own in stored for n in np.flatnonzero(own.live)}
    assert bodies == {"mới a", "bài c", "bài d"}


def test_taking_articles_back_does_not_look_through_all_that_wait(tmp_path, batch):
    """Ten thousand records that come twice took minutes by that."""
    looked = []

    class Ids(list):
        def __iter__(self):
            looked.append(1)
            return super().__iter__()

    writer = SegmentWriter(tmp_path)
    arrays, own = batch(numbered(0, 40))
    writer.add(arrays, Ids(own))
    before = len(looked)
    for name in own[:-1]:
        writer.withdraw(name)

    assert len(looked) == before
    assert ids(writer.finish()) == ["a39"]


def test_an_article_taken_back_and_added_again_while_it_waits_is_there_once(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    writer.add(*batch(["a", "b"]))
    writer.withdraw("a")
    writer.add(*batch(["a"], "mới"))
    writer.withdraw("a")
    writer.add(*batch(["a"], "neu"))

    (stored,) = writer.finish()

    assert stored.segment.article(stored.segment.number("a")).body == "neu a"
    assert stored.segment.articles == 2


def test_an_article_of_before_is_copied_under_another_id(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    writer.add(*batch(["a", "b", "c"]))
    writer = SegmentWriter(tmp_path, writer.finish())

    writer.copy("b", "b-2")
    writer.copy("nobody", "c-2")
    writer.delete("b")
    stored = writer.finish()

    assert ids(stored) == ["a", "b-2", "c"]
    (copy,) = (own.segment for own in stored if own.segment.number("b-2") >= 0)
    assert copy.article(copy.number("b-2")).body == "bài b"


def test_nothing_added_writes_nothing(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    arrays, _ = batch(["a"])
    writer.add(arrays, [None])

    assert writer.finish() == []
    assert files(tmp_path) == set()


def test_many_small_updates_leave_few_segments(tmp_path, batch):
    stored, most, written = [], 0, 0
    for number in range(60):
        writer = SegmentWriter(tmp_path, stored)
        writer.add(*batch(numbered(3 * number, 3 * number + 3)))
        before = names(stored)
        stored = writer.finish()
        most = max(most, len(stored))
        written += sum(own.segment.articles for own in stored if own.name not in before)
        assert ids(stored) == sorted(numbered(0, 3 * number + 3))

    assert most <= 12
    assert written <= 4 * 180, "each article is written again only when its segment joins others"


def test_a_large_segment_is_left_alone_by_small_updates(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    writer.add(*batch(numbered(0, 100)))
    (large,) = stored = writer.finish()

    for number in range(20):
        writer = SegmentWriter(tmp_path, stored)
        writer.add(*batch([f"b{number}"]))
        stored = writer.finish()
        assert large.name in names(stored)


def test_deleting_is_no_writing_until_a_third_is_gone(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    writer.add(*batch(numbered(0, 9)))
    before = writer.finish()

    writer = SegmentWriter(tmp_path, before)
    for article_id in ("a0", "a1", "a2", "nobody"):
        writer.delete(article_id)
    (three_gone,) = writer.finish()
    assert (three_gone.name, three_gone.live_articles) == (before[0].name, 6)
    assert before[0].live.all(), "the generation before keeps its own"

    writer = SegmentWriter(tmp_path, [three_gone])
    writer.delete("a3")
    (anew,) = writer.finish()
    assert anew.name != before[0].name
    assert (anew.segment.articles, ids([anew])) == (5, numbered(4, 9))
    assert files(tmp_path) == {before[0].name, anew.name}, "readers may still have the old one"


def test_a_segment_without_live_articles_is_gone(tmp_path, batch):
    writer = SegmentWriter(tmp_path)
    writer.add(*batch(["a"]))
    writer = SegmentWriter(tmp_path, writer.finish())
    writer.delete("a")

    assert writer.finish() == []


def test_what_is_merged_from_before_is_verified_first(tmp_path, batch):
    stored = []
    for number in range(3):
        writer = SegmentWriter(tmp_path, stored)
        writer.add(*batch([f"a{number}"]))
        stored = writer.finish()
    assert len(stored) == 3
    seen, on_disk = [], files(tmp_path)

    def refuse(name):
        seen.append(name)
        assert files(tmp_path) == on_disk | new, "nothing merged yet"
        if len(seen) == 3:
            raise ValueError("damaged")

    writer = SegmentWriter(tmp_path, stored, refuse, budget=1)
    writer.add(*batch(["a3"]))
    new = files(tmp_path) - on_disk
    with pytest.raises(ValueError, match="damaged"):
        writer.finish()

    assert set(seen) == names(stored)


def test_what_is_not_merged_is_not_verified(tmp_path, batch):
    """It takes reading all of it: an update should cost what it brings."""
    writer = SegmentWriter(tmp_path)
    writer.add(*batch(["a"]))
    seen = []

    writer = SegmentWriter(tmp_path, writer.finish(), seen.append)
    writer.add(*batch(["b"]))

    assert len(writer.finish()) == 2
    assert seen == []
