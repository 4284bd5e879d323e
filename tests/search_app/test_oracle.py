"""The fast path gives what plain Whoosh gives: same articles, same scores, on the same directory.

Whoosh opens the generation's folder through the codec and walks its own query trees, one
posting at a time. Only the formula is shared: BM25F (`search_app.core.ranking`) is told to
Whoosh as a weighting for the leaves and a matcher that saturates their sum.
"""

import dataclasses
import datetime
import itertools
import random

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh import query as wq
from whoosh import scoring
from whoosh.matching.wrappers import WrappingMatcher
from whoosh.sorting import FieldFacet

from analyzers.abbreviations import default_abbreviations
from analyzers.terms import folded_term
from indexer import weighting
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec import common
from indexer.codec.build import Entry, build
from indexer.commit import new_generation
from indexer.store import current_generation
from search_app.core.request import (
    AnyOf,
    Begins,
    Clause,
    Every,
    Has,
    HasValue,
    Not,
    Phrase,
    Published,
    Request,
)
from search_app.engines.local import LocalEngine

SYLLABLES = "chuyển chuyên chuyền đổi đôi doi số so sở hải phòng phong thành phố 2021 19 a".split()
CITIES = ("Hải Phòng", "Hà Nội", "Huế")
UNBOUNDED = 1e9  # nothing is skipped
NOTHING = 1e-9  # Whoosh takes 0 for 1
ZONES = {"title": ("title", "title_pairs"), "body": ("body", "body_pairs")}


# --- the same question, asked of Whoosh


def in_lead(title, body):
    """Return the terms and pairs in the lead, of which Whoosh knows nothing."""
    batch = analyse_batch([Article(id="", title=title, body=body)], default_abbreviations())
    lefts, rights = batch.pair_lefts[batch.pair_in_lead], batch.pair_rights[batch.pair_in_lead]
    terms = {batch.terms[at] for at in batch.syllable_terms[batch.syllable_in_lead]}
    pairs = zip(lefts, rights, strict=True)
    return terms | {f"{batch.terms[left]}_{batch.terms[right]}" for left, right in pairs}


class ZoneFrequency(scoring.WeightingModel):
    """A leaf's score: boosted frequency over the norm of the zone's length, and the lead's."""

    def __init__(self, leads):
        self.leads = leads  # of each id

    def scorer(self, searcher, fieldname, text, qf=1):  # noqa: ARG002  Whoosh's own names
        zone = fieldname.removesuffix("_pairs").replace("title_", "title")
        reader, parent = searcher.reader(), searcher.get_parent()
        mean = parent.reader().field_length(zone) / parent.reader().doc_count_all()
        lead = text.decode() if zone == "body" else None
        return ZoneScorer(reader, zone, mean, lambda number: lead in self.lead(reader, number))

    def lead(self, reader, number):
        stored = reader.stored_fields(number)
        if stored["id"] not in self.leads:
            self.leads[stored["id"]] = in_lead(stored["title"], stored["body"])
        return self.leads[stored["id"]]


class ZoneScorer(scoring.BaseScorer):
    def __init__(self, reader, zone, mean, leads):
        self.reader, self.zone, self.mean, self.leads = reader, zone, mean, leads

    def supports_block_quality(self):
        return False

    def max_quality(self):
        return UNBOUNDED

    def block_quality(self, matcher):  # noqa: ARG002
        return UNBOUNDED

    def score(self, matcher):
        length = self.reader.doc_field_length(matcher.id(), self.zone)
        norm = 1 - weighting.B + weighting.B * length / max(self.mean, 1.0)
        lead = weighting.LEAD_BOOST * self.leads(matcher.id())
        return weighting.ZONE_BOOSTS[self.zone] * matcher.weight() / norm + lead


class SaturatedMatcher(WrappingMatcher):
    def __init__(self, child, factor, k1):
        super().__init__(child)
        self.factor, self.k1 = factor, k1

    def supports_block_quality(self):
        return False

    def max_quality(self):
        return UNBOUNDED

    block_quality = max_quality

    def replace(self, minquality=0):  # noqa: ARG002
        return self

    def score(self):
        tf = self.child.score()
        return self.factor * tf * (self.k1 + 1) / (tf + self.k1)


class ClauseQuery(wq.Query):
    """Any of some terms; their sum is saturated. Not an Or: Whoosh would flatten it."""

    def __init__(self, terms, factor, k1):
        self.terms_, self.factor, self.k1 = terms, factor, k1

    def is_leaf(self):
        return False

    def normalize(self):
        return self

    def estimate_size(self, reader):
        return reader.doc_count_all()

    def matcher(self, searcher, context=None):
        known = [wq.Term(*term) for term in self.terms_ if term in searcher.reader()]
        if not known:
            return wq.NullQuery.matcher(searcher, context)
        return SaturatedMatcher(wq.Or(known).matcher(searcher, context), self.factor, self.k1)


class Oracle:
    def __init__(self, folder):
        weighting = ZoneFrequency({})
        self.searcher = whoosh_index.open_dir(folder).searcher(weighting=weighting)
        self.reader = self.searcher.reader()
        self.lexicon = {
            field: [term.decode() for term in self.reader.lexicon(field)]
            for fields in ZONES.values()
            for field in fields
        }

    def answer(self, request):
        """Return {number: score} of all articles, and their order by date."""
        clauses = [self.clause(clause) for clause in request.clauses]
        parts = [wq.Every() if request.match_all else wq.Or(clauses)]
        if request.where is not None:
            parts.append(self.condition(request.where))
        for facet, values in request.filters.items():
            parts.append(wq.Or([wq.Term(facet, value) for value in values]))
        must = wq.ConstantScoreQuery(wq.And(parts), NOTHING)
        whole = wq.AndMaybe(must, wq.Or(clauses)) if clauses else must
        found = self.searcher.search(whole, limit=None, optimize=False)
        facet = FieldFacet("day", reverse=True)
        by_day = self.searcher.search(must, limit=None, sortedby=facet)
        return {hit.docnum: hit.score for hit in found}, [hit["id"] for hit in by_day]

    def clause(self, clause):
        terms = [
            (field, term)
            for zone in ZONES
            for field, term in self.terms(clause.form, clause.places, zone)
        ]
        having = len({number for term in terms for number in self.postings(*term)})
        idf = np.log(1 + (self.reader.doc_count_all() - having + 0.5) / (having + 0.5))
        return ClauseQuery(terms, clause.weight * idf, weighting.K1[clause.kind])

    def postings(self, field, term):
        """All articles with a term, deleted ones too: they count until they are merged."""
        for leaf, base in self.reader.leaf_readers():
            if (field, term.encode()) in leaf._terms:
                matcher = leaf._terms.matcher(field, term.encode(), None)
                yield from (base + number for number in matcher.all_ids())

    def terms(self, form, places, zone):
        field = ZONES[zone][len(places) - 1]
        for term in self.lexicon[field]:
            parts = term.split("_") if len(places) > 1 else [term]
            forms = [folded_term(part) if form == "folded" else part for part in parts]
            if all(own in place for own, place in zip(forms, places, strict=True)):
                yield field, term

    def having(self, facet, values):
        terms = [wq.Term(facet, value) for value in values]
        return wq.ConstantScoreQuery(wq.Or(terms), NOTHING)

    def condition(self, condition):  # noqa: C901, PLR0911  one for each kind
        match condition:
            case Has(form, places, zone):
                zones = [zone] if zone else ZONES
                terms = [wq.Term(*term) for own in zones for term in self.terms(form, places, own)]
                return wq.Or(terms)
            case Begins("marked", prefix, zone):
                return wq.Or([wq.Prefix(own, prefix) for own in ([zone] if zone else ZONES)])
            case Begins("folded", prefix, zone):
                return wq.Or(
                    [
                        wq.Term(own, term)
                        for own in ([zone] if zone else ZONES)
                        for term in self.lexicon[own]
                        if folded_term(term).startswith(prefix)
                    ]
                )
            case Phrase(places, zone):
                if len(places) < 3:
                    return self.condition(Has("marked", places, zone))
                return wq.Or(
                    [
                        wq.Phrase(own, list(words))
                        for own in ([zone] if zone else ZONES)
                        for words in itertools.product(*places)
                    ]
                )
            case HasValue(facet, values):
                return self.having(facet, values)
            case Published(first, last):
                return self.having("year", map(str, range(first, last + 1)))
            case Not(inner):
                return wq.Not(self.condition(inner))
            case Every(parts):
                return wq.And([wq.Every(), *map(self.condition, parts)])
            case AnyOf(parts):
                return wq.Or(list(map(self.condition, parts)))


# --- random articles, random questions


def random_text(rng, most):
    words = [rng.choice(SYLLABLES) for _ in range(rng.randint(0, most))]
    if rng.random() < 0.3:
        words.insert(rng.randint(0, len(words)), rng.choice(["UBND", "TP", "15-NQ/TW", "TƯ"]))
    return "".join(word + rng.choice([" ", " ", " ", ", ", "\n"]) for word in words).strip()


def random_article(rng, number):
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=10 * number)
    is_dated = rng.random() < 0.8
    return Article(
        id=f"a{number}",
        title=random_text(rng, 5).replace("\n", " "),
        body=random_text(rng, 60) + ".",
        date=day if is_dated else None,
        year=day.year if is_dated else None,
        cities=tuple(rng.sample(CITIES, rng.randint(0, 2))),
    )


def random_index(rng, root):
    """Write an index of several segments, some articles of them deleted."""
    articles = [random_article(rng, number) for number in range(rng.randint(1, 60))]
    cut = sorted(rng.sample(range(len(articles) + 1), min(2, len(articles))))
    base = None
    for first, last in itertools.pairwise([0, *cut, len(articles)]):
        part = articles[first:last]
        if part:
            with new_generation(root, [], base) as made:
                batch = analyse_batch(part, default_abbreviations())
                entries = [Entry(article, "p", 0, 0) for article in part]
                made.writer.add(build(entries, batch), [article.id for article in part])
                for earlier in articles[:first]:
                    if rng.random() < 0.1:
                        made.writer.delete(earlier.id)
            base = current_generation(root)
    return current_generation(root)


def random_place(rng, form):
    chosen = rng.choice(SYLLABLES)
    if form == "folded":
        return (folded_term(chosen),)
    alike = [other for other in SYLLABLES if folded_term(other) == folded_term(chosen)]
    return tuple(rng.sample(alike, rng.randint(1, len(alike))))


def random_places(rng, form, count):
    return tuple(random_place(rng, form) for _ in range(count))


def random_condition(rng, depth=2):
    zone = rng.choice([None, None, "title", "body"])
    form = rng.choice(["marked", "folded"])
    simple = [
        lambda: Has(form, random_places(rng, form, rng.randint(1, 2)), zone),
        lambda: Begins(form, rng.choice(["c", "ch", "chuyê", "s", "đ", "d", "zz"]), zone),
        lambda: Phrase(random_places(rng, "marked", rng.randint(1, 4)), zone),
        lambda: HasValue("city", tuple(rng.sample(CITIES, rng.randint(0, 2)))),
        lambda: Published(2019 + (first := rng.randint(0, 2)), 2020 + first),
    ]
    if depth == 0 or rng.random() < 0.3:
        return rng.choice(simple)()
    parts = tuple(random_condition(rng, depth - 1) for _ in range(rng.randint(1, 3)))
    return rng.choice([Every(parts), AnyOf(parts), Not(parts[0])])


def random_request(rng):
    clauses = []
    for _ in range(rng.randint(1, 5)):
        form = rng.choice(["marked", "folded"])
        kind = rng.choice(["syllable", "pair"])
        places = random_places(rng, form, 1 if kind == "syllable" else 2)
        weight = rng.choice([0.6, 0.7, 1.0, 2.0])
        clauses.append(Clause(str(places), kind, form, places, weight, rng.random() < 0.7))
    return Request(
        clauses=clauses,
        where=random_condition(rng) if rng.random() < 0.6 else None,
        filters={"city": rng.sample(CITIES, 2)} if rng.random() < 0.3 else {},
        match_all=rng.random() < 0.2,
        limit=1000,
    )


@pytest.fixture(params=["lists", "rows"], autouse=True)
def rows(request, monkeypatch):
    """With and without rows for what many articles have: these corpora are too small for any."""
    if request.param == "rows":
        monkeypatch.setattr(common, "LEAST", 1)


@pytest.mark.parametrize("seed", range(25))
def test_same_articles_and_scores_as_plain_whoosh(tmp_path, seed):
    rng = random.Random(seed)
    generation = random_index(rng, tmp_path)
    oracle, engine = Oracle(generation.folder), LocalEngine.open(tmp_path)

    for _ in range(12):
        request = random_request(rng)
        expected, _ = oracle.answer(request)
        found = engine.match(request)

        assert set(found.numbers) == set(expected), request
        assert found.total == len(expected)
        wanted = [expected[number] for number in found.numbers]
        np.testing.assert_allclose(found.scores, wanted, rtol=1e-4, atol=1e-4)
        assert found.scores == sorted(found.scores, reverse=True)
        few = engine.match(dataclasses.replace(request, offset=3, limit=5))
        assert list(few.numbers) == list(found.numbers[3:8])
        assert few.scores == found.scores[3:8]


@pytest.mark.parametrize("seed", range(5))
def test_same_order_by_date_as_plain_whoosh(tmp_path, seed):
    rng = random.Random(100 + seed)
    generation = random_index(rng, tmp_path)
    oracle, engine = Oracle(generation.folder), LocalEngine.open(tmp_path)

    for sort in ("newest", "oldest"):
        request = Request(match_all=True, sort=sort, limit=1000)
        _, newest = oracle.answer(request)
        articles = [engine.article(number) for number in engine.match(request).numbers]
        dated = [article.id for article in articles if article.date]
        expected = [own for own in newest if own in set(dated)]
        assert dated == (expected if sort == "newest" else expected[::-1])
        assert all(article.date is None for article in articles[len(dated) :])


LONG = "một hai ba bốn năm sáu bảy tám chín mười"


@pytest.mark.parametrize("gap", range(1, 10))
def test_no_long_phrase_goes_on_behind_the_end_of_a_line(tmp_path, gap):
    """Places are looked at some at a time: between two such groups a line may end, too."""
    words = LONG.split()
    parted = f"{' '.join(words[:gap])}\n{' '.join(words[gap:])}"
    articles = [Article(id="whole", body=f"tin {LONG} tin"), Article(id="parted", body=parted)]
    with new_generation(tmp_path, []) as made:
        batch = analyse_batch(articles, default_abbreviations())
        entries = [Entry(article, "p", 0, 0) for article in articles]
        made.writer.add(build(entries, batch), [article.id for article in articles])
    engine = LocalEngine.open(tmp_path)

    phrase = Phrase(tuple((word,) for word in words))
    found = engine.match(Request(match_all=True, where=phrase))

    assert [engine.article(number).id for number in found.numbers] == ["whole"]
