"""A collapsed list is the whole list with the first of each group of copies, page by page."""

import json
import random
import shutil

import pytest

from indexer import pipeline
from indexer.store import current_generation
from search_app import open_index
from search_app.core.copies import MOST_SHOWN

pytestmark = pytest.mark.every_engine

WORDS = [f"{onset}{rhyme}" for onset in "bcdghklmnrstvx" for rhyme in "ai ăn ông ưa ích".split()]
CITIES = ("Hải Phòng", "Hà Nội")
SIZES = [1, 5, 1, 2, 1, 1, 3, 1, 2, 1, 9, 1, 1]  # of the groups


def random_body(rng):
    return "chuyển đổi số " + " ".join(rng.choices(WORDS, k=120))


def record(rng, own, body, **fields):
    words = ["chuyển"] * rng.randint(0, 3) + ["số"] * rng.randint(0, 2)
    date = f"20{rng.randint(10, 20)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
    return {
        "id": own,
        "title": f"Tin {own} {' '.join(words)}",
        "body": body,
        "date": date,
        "cities": [rng.choice(CITIES)],
        "source": f"Báo {rng.randint(1, 3)}",
    } | fields


def corpus(rng):
    """Return articles: those whose ids begin with the same letter are copies."""
    made = []
    for place, size in enumerate(SIZES):
        body, letter = random_body(rng), chr(ord("a") + place)
        made += [record(rng, f"{letter}{at}", f"{body} {WORDS[at]}") for at in range(size)]
    rng.shuffle(made)
    return made


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """Return an index of two segments in which some articles are deleted."""
    rng, folder = random.Random(4), tmp_path_factory.mktemp("index")
    made, source, root = corpus(rng), folder / "articles.jsonl", folder / "index"
    gone = [record(rng, f"{own['id'][0]}x", own["body"]) for own in made[:3]]
    for step, articles in ((pipeline.rebuild, [*made[:20], *gone]), (pipeline.update, made)):
        source.write_text("\n".join(map(json.dumps, articles)), "utf-8")
        step([source], root)
    stored = current_generation(root).segments()
    assert [own.live.all() for own in stored] == [False, True]
    return open_index(root).snapshot()


def collapsed(hits):
    """Return by the rule itself which of all hits are listed, each with its copies."""
    groups = {}
    for hit in hits:
        groups.setdefault(hit.id[0], []).append(hit)
    return [(own[0].id, {hit.id for hit in own[1:]}) for own in groups.values()]


SEARCHES = {
    "one word": {"text": "chuyển"},
    "several": {"text": "so chuyen " + WORDS[3]},
    "newest": {"text": "chuyển đổi số", "sort": "newest"},
    "oldest": {"text": "chuyển đổi số", "sort": "oldest"},
    "a phrase": {"text": '"đổi số"'},
    "all": {},
    "a city splits groups": {"text": "chuyển", "city": ["Hải Phòng"]},
    "a city, oldest": {"text": "số", "city": ["Hà Nội"], "sort": "oldest"},
    "years": {"text": "số", "date_from": "2012-01-01", "date_to": "2016-12-31"},
    "nothing": {"text": "xyzzy"},
}


@pytest.mark.parametrize("per_page", [1, 3, 10, 1000])
@pytest.mark.parametrize("name", SEARCHES)
def test_all_pages_give_the_first_of_each_group_once(index, name, per_page):
    asked = SEARCHES[name]
    whole = index.search(**asked, per_page=1000)
    expected = collapsed(whole.hits)

    first = index.search(**asked, per_page=per_page, collapse=True)
    pages = [
        index.search(**asked, per_page=per_page, page=number, collapse=True)
        for number in range(1, first.pages + 2)
    ]

    assert [
        (hit.id, {copy.id for copy in hit.copies}) for page in pages for hit in page.hits
    ] == expected
    assert pages[-1].hits == []
    assert {page.total for page in pages} == {whole.total}
    assert {page.listed for page in pages} == {len(expected)}
    assert first.pages == -(-len(expected) // per_page)
    assert first.facets == whole.facets


@pytest.mark.parametrize("name", SEARCHES)
def test_a_listed_article_is_shown_as_it_is_in_the_whole_list(index, name):
    whole = {hit.id: hit for hit in index.search(**SEARCHES[name], per_page=1000).hits}

    for hit in index.search(**SEARCHES[name], collapse=True).hits:
        own = whole[hit.id]
        assert (hit.score, hit.snippet, hit.title_html) == (own.score, own.snippet, own.title_html)
        assert hit.copies_total == len(hit.copies)
        for copy in hit.copies:
            other = whole[copy.id]
            assert (copy.title, copy.source) == (other.title, other.source)
            assert (copy.date, copy.year) == (other.date, other.year)
        dates = [copy.date for copy in hit.copies]
        assert dates == sorted(dates, reverse=True)


def test_without_collapse_nothing_is_hidden(index):
    page = index.search("chuyển", per_page=1000)

    assert page.listed == page.total == len(page.hits) == sum(SIZES)
    assert {hit.copies_total for hit in page.hits} == {0}


def test_a_filter_lets_another_article_stand_for_its_group(index):
    """What stands for a group must match itself; what does not is no copy in this answer."""
    pages = [index.search("chuyển", city=city, per_page=1000, collapse=True) for city in CITIES]
    stands = [{hit.id[0]: hit.id for hit in page.hits} for page in pages]

    both = stands[0].keys() & stands[1].keys()
    assert both
    assert all(stands[0][group] != stands[1][group] for group in both)


def test_as_many_copies_as_it_may_be_leave_room_for_the_rest(build):
    rng = random.Random(11)
    body = random_body(rng)
    same = [
        record(rng, f"a{n}", body, title="chuyển chuyển chuyển", date=f"2020-01-{n % 28 + 1:02}")
        for n in range(150)
    ]
    others = [record(rng, f"{letter}1", random_body(rng)) for letter in "bcdefghijkl"]
    index = build(*same, *others)

    page = index.search("chuyển", collapse=True)

    assert (page.total, page.listed, page.pages) == (161, 12, 2)
    assert len({hit.id[0] for hit in page.hits}) == 10
    (best,) = (hit for hit in page.hits if hit.copies)
    assert (best.copies_total, len(best.copies)) == (149, MOST_SHOWN)
    assert len(index.search("chuyển", collapse=True, page=2).hits) == 2


def test_a_copy_without_a_title_shows_its_first_words(build):
    rng = random.Random(12)
    body = random_body(rng)
    index = build(
        record(rng, "a1", body, title="chuyển"), record(rng, "a2", body, title="", date=None)
    )

    (hit,) = index.search("chuyển", collapse=True).hits

    assert hit.copies[0].title.startswith("chuyển đổi số")
    assert hit.copies[0].title.endswith("…")


@pytest.fixture
def related(build):
    """Return an index: a1 and a2 are copies, so are b1 to b3; c1 shares half with all of them."""
    rng = random.Random(13)

    def words(letter):
        return " ".join(f"{letter}{word}" for word in rng.sample(WORDS, 50))

    shared, own = words("s"), {letter: words(letter) for letter in "abc"}
    articles = [
        record(rng, name, f"{shared} {own[name[0]]}")
        for name in ("a1", "a2", "b1", "b2", "b3", "c1")
    ]
    others = [record(rng, f"{letter}1", words(letter)) for letter in "defghijkl"]
    return build(*articles, *others)


@pytest.mark.parametrize(
    ("own", "found"), [("a1", "bc"), ("a2", "bc"), ("b3", "ac"), ("c1", "ab"), ("d1", "")]
)
def test_similar_articles_are_no_copies_not_of_each_other_and_not_unrelated(related, own, found):
    similar = related.similar(own)

    assert sorted(hit.id[0] for hit in similar) == [*found]
    assert [hit.id[0] for hit in related.similar(own, limit=1)] == [
        hit.id[0] for hit in similar[:1]
    ]


def test_explaining_counts_all_matches(index):
    assert index.explain("chuyển", "b0").total == sum(SIZES)


def test_an_open_index_keeps_its_groups_when_its_generation_is_removed(tmp_path):
    rng = random.Random(8)
    body, source = random_body(rng), tmp_path / "articles.jsonl"
    copies = [record(rng, own, body) for own in ("one", "two")]
    source.write_text("\n".join(map(json.dumps, copies)), "utf-8")
    pipeline.rebuild([source], tmp_path / "index")
    opened = open_index(tmp_path / "index").snapshot()
    shutil.rmtree(opened._engine._generation.folder)

    assert opened.search("số", collapse=True).listed == 1
