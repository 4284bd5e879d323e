"""Copies of an article are told from others, whatever segment they are in."""

import functools
import itertools
import random
import re

import numpy as np
import pytest

from analyzers import split_syllables
from analyzers.abbreviations import default_abbreviations
from indexer import copies, pipeline, store
from indexer.analysis import analyse_batch
from indexer.analysis.sketches import BINS
from indexer.article import Article
from indexer.copies import find_groups
from indexer.errors import IndexCorruptError

ONSETS = "b c ch d đ g h k kh l m n nh ph qu r s t th tr v x".split()
RHYMES = "a ai an anh ao âu ây e ên ê i iên inh o oi ôn ông ơi u ung ưa ương uyên".split()
WORDS = [onset + rhyme for onset in ONSETS for rhyme in RHYMES]
FOOTER = "\nMời quý độc giả đón đọc trên ấn phẩm điện tử, theo dõi chúng tôi để cập nhật tin mới."


def random_text(rng, syllables):
    lines = [rng.choices(WORDS, k=20) for _ in range(syllables // 20)]
    return "\n".join(" ".join(line) for line in lines)


def changed(rng, text, share):
    """Return a text with a share of its words changed."""
    return re.sub(r"\w+", lambda word: rng.choice(WORDS) if rng.random() < share else word[0], text)


def reprints(rng, text):
    """Return what the press makes of an article."""
    lines = text.split("\n")
    return {
        "the same": text,
        "no lead": "\n".join(lines[1:]),
        "no end": "\n".join(lines[:-1]),
        "another paragraph": "\n".join([*lines[:3], random_text(rng, 20), *lines[4:]]),
        "a newsroom": f"(TTXVN) Theo phóng viên TTXVN tại Hà Nội, {text}{FOOTER}",
        "some words": changed(rng, text, 0.05),
    }


def sketches_of(texts, *, together=True):
    articles = [Article(id="", body=text) for text in texts]
    batches = [articles] if together else [[article] for article in articles]
    found = [analyse_batch(batch, default_abbreviations()).sketches for batch in batches]
    return np.concatenate(found)


@functools.cache
def pairs_of(text):
    return set(itertools.pairwise(syllable.marked for syllable in split_syllables(text)))


def likeness(one, other):
    """Return what share of their pairs of syllables two texts have in common: the oracle."""
    return len(pairs_of(one) & pairs_of(other)) / len(pairs_of(one) | pairs_of(other))


@pytest.fixture(scope="module")
def corpus():
    """Return texts, and of which of thirty articles each is a reprint."""
    rng = random.Random(3)
    originals = [random_text(rng, rng.randrange(200, 500)) + FOOTER for _ in range(30)]
    made = [(of, text) for of, own in enumerate(originals) for text in reprints(rng, own).values()]
    made += [(of, changed(rng, own, 0.4)) for of, own in enumerate(originals)]
    rng.shuffle(made)
    return [text for _, text in made], [of for of, _ in made]


def test_a_sketch_says_how_much_two_texts_have_in_common(corpus):
    texts, of = corpus
    sketches = sketches_of(texts)
    errors = [
        np.mean(sketches[one] == sketches[other]) - likeness(texts[one], texts[other])
        for one, other in itertools.combinations(range(len(texts)), 2)
        if of[one] == of[other] or other - one < 3
    ]

    assert len(errors) > 500
    assert max(map(abs, errors)) < 4.5 / BINS**0.5 / 2  # of the worst of a thousand
    assert abs(np.mean(errors)) < 0.02


def test_groups_hold_what_is_alike_and_nothing_else(corpus):
    texts, _ = corpus
    groups = find_groups(sketches_of(texts))

    for one, other in itertools.combinations(range(len(texts)), 2):
        alike = likeness(texts[one], texts[other])
        together = groups[one] == groups[other] > 0
        assert together or alike < 0.8, (texts[one], texts[other])
        assert not together or alike > 0.4, (texts[one], texts[other])
    assert sorted(set(groups.tolist()) - {0}) == [*range(1, 31)]


@pytest.mark.parametrize("how", reprints(random.Random(0), random_text(random.Random(0), 100)))
def test_what_the_press_does_to_an_article_leaves_it_a_copy(how):
    rng = random.Random(how)
    originals = [random_text(rng, 300) for _ in range(50)]
    made = [reprints(rng, text)[how] for text in originals]

    groups = find_groups(sketches_of([*originals, *made]))

    assert groups[:50].tolist() == groups[50:].tolist()
    assert sorted(groups[:50]) == [*range(1, 51)]


def test_small_changes_in_a_row_do_not_bring_together_what_differs():
    rng = random.Random(5)
    row = [random_text(rng, 300)]
    for _ in range(25):
        row.append(changed(rng, row[-1], 0.06))

    groups = find_groups(sketches_of(row))

    assert max(groups) > 2
    for group in range(1, max(groups) + 1):
        own = np.flatnonzero(groups == group)
        assert min(likeness(row[own[0]], row[other]) for other in own) > 0.4
    assert groups[0] != groups[-1]


def test_a_footer_that_many_share_makes_no_copies():
    rng = random.Random(6)
    texts = [random_text(rng, 80) + FOOTER for _ in range(300)]

    assert find_groups(sketches_of(texts)).tolist() == [0] * 300


def test_articles_of_a_few_words_are_copies_when_they_are_the_same():
    texts = ["Xem video", "Xem  VIDEO!", "Xem video này", "video xem", "…", "– !", "", "Tin", "Tin"]
    few = random_text(random.Random(7), 20)
    texts += [few, f"{few} thêm", few.replace("\n", " ")]

    groups = find_groups(sketches_of(texts))

    found = [np.flatnonzero(groups == group).tolist() for group in range(1, max(groups) + 1)]
    assert sorted(found) == [[0, 1], [7, 8], [9, 11]]


def test_a_short_text_said_over_and_over_is_short():
    groups = find_groups(sketches_of(["ha " * 200, "ha " * 300, "ha " * 200]))

    assert groups.tolist() == [1, 0, 1]


def test_titles_belong_to_the_text():
    body = "Mời xem video trên trang của chúng tôi"
    articles = [Article(id="", title=title, body=body) for title in ("Bão số 8", "Giá vàng")]

    sketches = analyse_batch(articles, default_abbreviations()).sketches

    assert find_groups(sketches).tolist() == [0, 0]


def test_a_sketch_depends_on_its_text_alone(corpus):
    texts = [*corpus[0][:20], "", "Tin", "\ud800 Москва"]

    assert np.array_equal(sketches_of(texts), sketches_of(texts, together=False))


def test_sketches_are_those_that_indexes_hold():
    """If this fails, raise the version of the format: old and new sketches must not be compared."""
    long, short = sketches_of([" ".join(WORDS), "Hải Phòng"])

    assert long[:8].tobytes().hex() == "4ed32438888509f9"
    assert short[:8].tobytes().hex() == "73d598b65a79500f"


def test_many_of_one_kind_are_one_group():
    rng = random.Random(8)
    text = random_text(rng, 300)
    many = [text] * 200 + [changed(rng, text, 0.03) for _ in range(200)]

    assert set(find_groups(sketches_of(many)).tolist()) == {1}


def test_nothing_has_no_groups():
    assert find_groups(np.empty((0, BINS), np.uint8)).tolist() == []


def test_what_falls_into_too_many_groups_is_left_alone(monkeypatch):
    rng = random.Random(5)
    row = [random_text(rng, 300)]
    for _ in range(25):
        row.append(changed(rng, row[-1], 0.06))
    sketches = sketches_of(row)
    monkeypatch.setattr(copies, "_MOST_GROUPS", 1)

    groups = find_groups(sketches)

    assert set(groups.tolist()) == {0, 1}


# --- the groups of a generation


def groups_in(root):
    """Return the groups of copies of the current generation, as sets of ids."""
    generation = store.current_generation(root)
    assert store.damaged_files(generation) == []
    every = [
        own.segment.ids[number] if own.live[number] else None
        for own in generation.segments()
        for number in range(own.segment.articles)
    ]
    articles, groups = generation.copies()
    found = [
        frozenset(every[at] for at in articles[groups == group])
        for group in range(1, int(groups.max(initial=0)) + 1)
    ]
    return set(found)


@pytest.fixture
def records():
    """Return articles by id: a1, a2 and a3 are copies, and b1 and b2 are; c is alone."""
    rng = random.Random(9)
    a, b, c = (random_text(rng, 200) for _ in range(3))
    made = {"a1": a, "b1": b, "c": c, "a2": changed(rng, a, 0.03), "b2": f"{b}{FOOTER}", "a3": a}
    return {own: {"id": own, "title": f"Tin {own}", "body": body} for own, body in made.items()}


def test_a_rebuild_finds_the_copies(tmp_path, write_jsonl, records):
    pipeline.rebuild([write_jsonl(*records.values())], tmp_path / "index")

    assert groups_in(tmp_path / "index") == {frozenset({"a1", "a2", "a3"}), frozenset({"b1", "b2"})}


def test_an_index_without_copies_has_no_file_of_them(tmp_path, write_jsonl, records):
    pipeline.rebuild([write_jsonl(records["a1"], records["c"])], tmp_path / "index")

    assert groups_in(tmp_path / "index") == set()
    assert not list((tmp_path / "index").rglob(store.COPIES))


def test_updates_keep_the_groups_right_through_segments_and_merges(tmp_path, write_jsonl, records):
    root, present, segments = tmp_path / "index", [], []
    for own in records:
        present.append(own)
        pipeline.update([write_jsonl(*(records[own] for own in present))], root)
        expected = ({at for at in present if at[0] == kind} for kind in "abc")
        assert groups_in(root) == {frozenset(group) for group in expected if len(group) > 1}
        segments.append(len(store.current_generation(root).segments()))
    assert max(segments) > 1, "copies were in several segments"
    assert any(later < earlier for earlier, later in itertools.pairwise(segments)), "some merged"

    for gone in ("a1", "b2", "a3"):
        present.remove(gone)
        pipeline.update([write_jsonl(*(records[own] for own in present))], root)
        expected = ({at for at in present if at[0] == kind} for kind in "abc")
        assert groups_in(root) == {frozenset(group) for group in expected if len(group) > 1}


def test_an_article_written_anew_leaves_its_group(tmp_path, write_jsonl, records):
    root = tmp_path / "index"
    pipeline.rebuild([write_jsonl(*records.values())], root)

    records["b2"]["body"] = records["c"]["body"]
    pipeline.update([write_jsonl(*records.values())], root)

    assert groups_in(root) == {frozenset({"a1", "a2", "a3"}), frozenset({"b2", "c"})}


def test_a_damaged_file_of_copies_is_named(tmp_path, write_jsonl, records):
    root = tmp_path / "index"
    pipeline.rebuild([write_jsonl(*records.values())], root)
    generation = store.current_generation(root)
    path = generation.folder / store.COPIES
    path.write_bytes(b"x" * path.stat().st_size)

    assert [damaged for damaged, _ in store.damaged_files(generation)] == [path]
    with pytest.raises(IndexCorruptError, match=store.COPIES):
        generation.copies()
