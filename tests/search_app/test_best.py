"""The ten best are the first ten of all: what is skipped on the way to them changes nothing."""

import dataclasses
import datetime
import random

import pytest

from analyzers.terms import folded_term
from indexer.article import Article
from indexer.codec import common
from search_app.core.request import Clause, Has, Request
from search_app.engines import columns, found
from search_app.engines.kept import EvidenceCache, bytes_of
from search_app.engines.local import LocalEngine

# The first are in most of the articles, the last in few.
SYLLABLES = """
của và vá các cac số so sở chuyển chuyên đổi đội đôi hải phòng phong thành phố nghị quyết tỉnh ủy
uỷ huyện kiểm lâm đảo ngọc vừng vững
""".split()
WEIGHTS = [1 / (1 + place) for place in range(len(SYLLABLES))]
CITIES = ("Hải Phòng", "Hà Nội", "Huế")


def random_article(rng, number):
    return Article(
        id=f"a{number}",
        title=" ".join(rng.choices(SYLLABLES, WEIGHTS, k=rng.randint(0, 6))),
        body=" ".join(rng.choices(SYLLABLES, WEIGHTS, k=rng.randint(1, 40))),
        cities=(rng.choice(CITIES),),
    )


@pytest.fixture(scope="session")
def add(add_segment):
    """Return a function that adds a segment, which has rows when it has `rows_from` articles."""

    def with_rows(*of_segment, rows_from=1, **options):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(common, "LEAST", rows_from)
            return add_segment(*of_segment, **options)

    return with_rows


@pytest.fixture(scope="module")
def root(tmp_path_factory, add):
    """Return the folder of two segments, a tenth of the articles of the first deleted."""
    root, rng = tmp_path_factory.mktemp("index"), random.Random(7)
    articles = [random_article(rng, number) for number in range(2_500)]
    first = add(root, articles[:1_500])
    add(root, articles[1_500:], rng.sample(articles[:1_500], 150), first)
    return root


@pytest.fixture(scope="module")
def engine(root):
    return LocalEngine.open(root)


def random_clauses(rng):
    for _ in range(rng.randint(1, 7)):
        kind, form = rng.choice(["syllable", "syllable", "pair"]), rng.choice(["marked", "folded"])
        own = rng.choices(SYLLABLES, WEIGHTS, k=1 if kind == "syllable" else 2)
        places = tuple((folded_term(s) if form == "folded" else s,) for s in own)
        yield Clause(" ".join(own), kind, form, places, rng.choice([0.6, 0.7, 1.0, 2.0]))


@pytest.mark.parametrize("seed", range(40))
def test_a_page_is_a_stretch_of_all(engine, seed):
    rng = random.Random(seed)
    narrowed = {
        "where": Has("marked", ((rng.choice(SYLLABLES),),)) if seed % 3 == 1 else None,
        "filters": {"city": rng.sample(CITIES, 2)} if seed % 4 == 1 else {},
    }
    clauses = list(random_clauses(rng))

    every = engine.match(Request(clauses=clauses, limit=5_000, **narrowed))

    assert every.total == len(every.numbers)
    starts = [(0, 10), (0, 1), (0, 2), (0, 3), (20, 15), (every.total - 3, 10), (every.total, 10)]
    for offset, limit in starts:
        request = Request(clauses=clauses, offset=max(offset, 0), limit=limit, **narrowed)
        page = engine.match(request)
        stretch = slice(request.offset, request.offset + limit)
        assert page.numbers == every.numbers[stretch]
        assert page.scores == every.scores[stretch]
        assert (page.total, page.facets) == (every.total, every.facets)


def test_what_is_skipped_is_most(engine, monkeypatch):
    """The rare word decides: what is everywhere is looked up of few articles."""
    looked_up = []
    leaf = type(engine._leaves[0])
    rows = leaf.rows
    monkeypatch.setattr(
        leaf, "rows", lambda self, *asked: looked_up.append(len(asked[1])) or rows(self, *asked)
    )

    found = engine.match(
        Request(
            clauses=[
                Clause("vừng", "syllable", "marked", (("vừng",),), 5.0),
                Clause("của", "syllable", "marked", (("của",),), 0.1),
            ]
        )
    )
    assert found.total > 2_000
    assert 0 < sum(looked_up) < 300


def test_the_parts_of_a_score_add_up_in_rows_too(engine):
    rng = random.Random(1)
    for _ in range(20):
        clauses = list(random_clauses(rng))
        found = engine.match(Request(clauses=clauses))
        for number, score in zip(found.numbers, found.scores, strict=True):
            shares = engine.shares(clauses, number)
            assert sum(share.score for share in shares) == pytest.approx(score, rel=1e-5)


def test_equal_articles_have_equal_scores_in_every_segment(tmp_path, add):
    """The first segment has rows for common words, the second lists: the newer still go first."""
    rng = random.Random(5)
    articles = [random_article(rng, number) for number in range(600)]
    day = datetime.date(2022, 1, 1)
    twins = [
        dataclasses.replace(article, id=f"{article.id} anew", date=day, year=2022)
        for article in articles[:100]
    ]
    add(tmp_path, twins, base=add(tmp_path, articles), rows_from=1_000)
    engine = LocalEngine.open(tmp_path)
    assert [bool(leaf.segment.rows) for leaf in engine._leaves] == [True, False]

    for _ in range(30):
        found = engine.match(Request(clauses=list(random_clauses(rng)), limit=1_000))
        ids = [engine.article(number).id for number in found.numbers]
        score = dict(zip(ids, found.scores, strict=True))
        for twin in twins:
            older = twin.id.removesuffix(" anew")
            assert score.get(twin.id) == score.get(older)
            assert twin.id not in score or ids.index(twin.id) < ids.index(older)


def test_by_date_deleted_articles_are_out(tmp_path, add):
    """Even when only they have all the words."""
    both = [Article(id=f"b{n}", body="tai nạn giao thông") for n in range(3)]
    one = [Article(id=f"o{n}", body=word) for n, word in enumerate(["tai nạn", "giao thông"] * 3)]
    add(tmp_path, [Article(id="x", body="khác")], both, add(tmp_path, [*both, *one]))
    clauses = [
        Clause(word, "syllable", "marked", ((word,),), 1.0) for word in "tai nạn giao thông".split()
    ]

    found = LocalEngine.open(tmp_path).match(Request(clauses=clauses, sort="newest", needed=9))

    assert found.total == 6


def test_facets_of_many_values_are_counted_as_those_of_few(root, engine, monkeypatch):
    """Bits are for values that many articles have, lists for others."""
    monkeypatch.setattr(columns, "_MANY", 0.34)
    other = LocalEngine.open(root)
    clauses = list(random_clauses(random.Random(2)))
    for filters in ({}, {"city": CITIES[:2]}, {"city": CITIES[1:], "year": ["không rõ"]}):
        request = Request(clauses=clauses, filters=filters)
        assert other.match(request).facets == engine.match(request).facets


def test_a_condition_is_looked_into_once_for_all_pages_and_filters(engine, monkeypatch):
    both = [Has("marked", ((word,),)) for word in ("đảo", "ngọc")]
    requests = [
        Request(match_all=True, where=where, place_names=names, limit=limit, filters=filters)
        for where in both
        for names in (None, "2025")
        for limit in (1, 1000)
        for filters in ({}, {"city": CITIES[:1]})
    ]
    looked = []
    into = found.mask
    monkeypatch.setattr(found, "mask", lambda *of: looked.append(of[0]) or into(*of))
    engine = LocalEngine(engine._generation)

    answers = [engine.match(request) for request in requests]

    assert len(looked) == len(both) * 2 * len(engine._leaves)
    fresh = [LocalEngine(engine._generation).match(request) for request in requests]
    assert answers == fresh
    assert len({answer.total for answer in answers}) > 2


def test_what_was_asked_for_last_is_kept(engine):
    clauses = [
        Clause("", "syllable", "marked", ((word,),), 1.0) for word in ("đảo", "ngọc", "vừng")
    ]
    leaves = engine._leaves
    first, second, third = (EvidenceCache(leaves).find([clause])[0] for clause in clauses)
    size = bytes_of(first) + bytes_of(second)
    cache = EvidenceCache(leaves, budget=size + bytes_of(third) - 1)

    cache.find(clauses[:2])
    assert cache.size == size
    again = cache.find(clauses[:1])[0]
    cache.find(clauses[2:])

    assert cache.size == bytes_of(first) + bytes_of(third)
    assert cache.find(clauses[:1])[0] is again
    assert cache.size == bytes_of(first) + bytes_of(third)
    assert cache.find(clauses[1:2])[0].articles == second.articles
    assert cache.size <= cache.budget


def test_pairs_are_counted_in_all_segments(engine):
    left, right = ("chuyển", "chuyên", "zzz"), ("đội", "đổi")
    counts = engine.lexicon.pair_counts(left, right)
    pairs = [(a, b) for a in left for b in right]
    assert counts.ravel().tolist() == engine.lexicon.count_pairs(pairs).tolist()
    assert counts[:2].all()


def test_an_index_without_rows_answers_the_same(root, engine):
    """As one does that was built before there were any."""
    before = LocalEngine.open(root)
    for leaf in before._leaves:
        for name in [name for name in leaf.segment.arrays if name.startswith(("common", "rest"))]:
            del leaf.segment.arrays[name]
    rng = random.Random(3)
    for sort, needed in [("relevance", 1), ("newest", 2), ("newest", 99)] * 10:
        clauses = list(random_clauses(rng))
        request = Request(clauses=clauses, sort=sort, needed=needed)
        found, expected = before.match(request), engine.match(request)
        assert (found.total, found.facets) == (expected.total, expected.facets)
        assert found.scores == pytest.approx(expected.scores, rel=1e-5)
    assert not any(leaf.segment.rows for leaf in before._leaves)
