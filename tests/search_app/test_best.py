"""The ten best are the first ten of all: what is skipped on the way to them changes nothing."""

import random

import pytest

from analyzers.abbreviations import default_abbreviations
from analyzers.terms import folded_term
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec import common
from indexer.codec.build import Entry, build
from indexer.commit import new_generation
from indexer.store import current_generation
from search_app.core.port import Clause, Has, Request
from search_app.engines.local import LocalEngine

# The first are in most of the articles, the last in few.
SYLLABLES = """
của và vá các cac số so sở chuyển chuyên đổi đội đôi hải phòng phong thành phố nghị quyết tỉnh ủy
uỷ huyện kiểm lâm đảo ngọc vừng vững
""".split()
WEIGHTS = [1 / (1 + place) for place in range(len(SYLLABLES))]
CITIES = ("Hải Phòng", "Hà Nội", "Huế")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return the folder of two segments, a tenth of the articles of the first deleted."""
    root, rng = tmp_path_factory.mktemp("index"), random.Random(7)
    articles = [
        Article(
            id=f"a{number}",
            title=" ".join(rng.choices(SYLLABLES, WEIGHTS, k=rng.randint(0, 6))),
            body=" ".join(rng.choices(SYLLABLES, WEIGHTS, k=rng.randint(1, 40))),
            cities=(rng.choice(CITIES),),
        )
        for number in range(2_500)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common, "LEAST", 1)
        for first, last in ((0, 1_500), (1_500, 2_500)):
            base = current_generation(root) if first else None
            with new_generation(root, [], base) as made:
                part = articles[first:last]
                batch = analyse_batch(part, default_abbreviations())
                entries = [Entry(article, "p", 0, 0) for article in part]
                made.writer.add(build(entries, batch), [article.id for article in part])
                for article in rng.sample(articles[:first], first // 10):
                    made.writer.delete(article.id)
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
    for offset, limit in ((0, 10), (0, 1), (20, 15), (every.total - 3, 10), (every.total, 10)):
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
