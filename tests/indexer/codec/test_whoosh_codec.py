"""Plain Whoosh opens what was built, and finds what is in it."""

import datetime

import pytest
from whoosh import qparser, query
from whoosh.index import open_dir

from indexer import pipeline, store
from indexer.article import Article
from indexer.codec.whoosh_codec import ArrayCodec

ARTICLES = [
    Article(
        id="cảng",
        title="Cảng Hải Phòng",
        body="Hải quan và phòng cháy.\nHải\nPhòng họp.",
        date=datetime.date(2021, 3, 1),
        year=2021,
        cities=("Hải Phòng",),
        url="https://a.vn",
    ),
    Article(id="xưa", title="Tin cũ", body="hải phòng ngày xưa, hải đảo", year=2019),
    Article(id="không", body="Bản tin không tên về Hà Nội", cities=("Hà Nội", "Hải Phòng")),
    Article(
        id="giờ",
        title="Hai giờ",
        body="UBND họp, HẢI PHÒNG họp",
        date=datetime.datetime(2021, 3, 1, 8, 30),  # noqa: DTZ001  hours are those of Viet Nam
        year=2021,
        topics=("Covid-19",),
    ),
]
GONE = Article(id="bỏ", title="Hải Phòng", body="hải phòng tin họp ubnd", cities=("Hải Phòng",))


@pytest.fixture(scope="module")
def searcher(opened, built):
    """Search two segments, with a deleted article in each."""
    first = built([ARTICLES[0], GONE, ARTICLES[1]])
    second = built([GONE, *ARTICLES[2:]])
    with opened((first, [True, False, True]), (second, [False, True, True])).searcher() as opened_:
        yield opened_


def found(searcher, wanted, **options):
    return {hit["id"] for hit in searcher.search(wanted, limit=None, **options)}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (query.Term("body", "hải"), {"cảng", "xưa", "giờ"}),
        (query.Term("title", "hải"), {"cảng"}),
        (query.Term("title", "hai"), {"giờ"}),
        (query.Term("body_pairs", "hải_phòng"), {"xưa", "giờ"}),
        (query.Term("body", "ủy"), {"giờ"}),
        (query.Term("id", "xưa"), {"xưa"}),
        (query.Term("id", "bỏ"), set()),
        (query.Term("body", "bỏ"), set()),
        (query.Term("city", "Hải Phòng"), {"cảng", "không"}),
        (query.Term("topic", "Covid-19"), {"giờ"}),
        (query.Term("year", "2021"), {"cảng", "giờ"}),
        (query.Term("phrases", "Cảng Hải Phòng"), {"cảng"}),
        (query.And([query.Term("body", "họp"), query.Term("year", "2021")]), {"cảng", "giờ"}),
        (query.Or([query.Term("title", "tin"), query.Term("body", "tin")]), {"xưa", "không"}),
        (
            query.And([query.Every(), query.Not(query.Term("body", "hải"))]),
            {"không"},
        ),
        (query.Every(), {"cảng", "xưa", "không", "giờ"}),
        (query.Prefix("body", "ph"), {"cảng", "xưa", "giờ"}),
        (query.Prefix("title_pairs", "hải_"), {"cảng"}),
        (query.Wildcard("title", "h?i"), {"cảng", "giờ"}),
        (query.FuzzyTerm("body", "hai"), {"cảng", "xưa", "giờ"}),
        (query.FuzzyTerm("title", "tim"), {"xưa"}),
        (query.TermRange("year", "2019", "2020"), {"xưa"}),
        (query.Phrase("body", ["hải", "phòng"]), {"xưa", "giờ"}),
        (query.Phrase("body", ["hải", "phòng"], slop=2), {"cảng", "xưa", "giờ"}),
        (query.Phrase("title", ["hải", "phòng"]), {"cảng"}),
        (query.Phrase("title", ["phòng", "hải"]), set()),
        (query.Phrase("body", ["phòng", "họp"]), {"cảng", "giờ"}),
    ],
    ids=str,
)
def test_queries_find_what_is_there(searcher, wanted, expected):
    assert found(searcher, wanted) == expected


def test_whoosh_suggests_the_terms_that_are_spelled_alike(searcher):
    assert searcher.suggest("body", "phongg") == ["phòng"]
    assert searcher.suggest("topic", "covid") == []

    reader = searcher.reader().leaf_readers()[0][0]
    cursor = reader.cursor("title")
    terms = [cursor.first()]
    while term := cursor.next():
        assert cursor.text() == term
        assert cursor.term_info().doc_frequency() == reader.doc_frequency("title", term)
        terms.append(term)
    assert [term.encode() for term in terms] == list(reader.lexicon("title"))
    assert (cursor.is_valid(), cursor.text(), cursor.term_info()) == (False, None, None)
    assert cursor.find("h") == cursor.find(b"h") == "hải"


def test_whoosh_parses_a_line_of_a_user(searcher):
    parser = qparser.QueryParser("body", searcher.schema)

    assert found(searcher, parser.parse('"Hải Phòng" NOT UBND')) == {"xưa"}


def test_articles_are_sorted_by_day(searcher):
    hits = searcher.search(query.Every(), sortedby="day", limit=None)
    assert [hit["id"] for hit in hits] == ["không", "xưa", "cảng", "giờ"]

    hits = searcher.search(query.Every(), sortedby="day", reverse=True, limit=2)
    assert [hit["id"] for hit in hits] == ["giờ", "cảng"]


def test_what_is_said_more_often_scores_higher(searcher):
    wanted = query.Or([query.Term("body", "hải"), query.Term("body", "họp")])

    every = [(hit["id"], hit.score) for hit in searcher.search(wanted, limit=None)]

    hits = searcher.search(query.Term("body", "hải"), limit=1)
    assert [hit["id"] for hit in hits] == ["xưa"], "the best, though it comes second"
    assert [(hit["id"], hit.score) for hit in searcher.search(wanted, limit=2)] == every[:2]


def test_stored_fields_are_those_of_the_article(searcher):
    (hit,) = searcher.search(query.Term("id", "cảng"))

    known = {"path": "/báo/cảng.txt", "url": "https://a.vn", "byline": "", "source": ""}
    sets = {"year": ["2021"], "city": ["Hải Phòng"], "topic": [], "captions": []}
    text = {"id": "cảng", "title": "Cảng Hải Phòng", "body": ARTICLES[0].body}
    assert hit.fields() == text | known | sets | {"date": "2021-03-01"}


def test_a_term_info_adds_up(searcher):
    reader = searcher.reader()

    assert reader.doc_count() == 4
    assert reader.doc_frequency("title", "tin") == 1
    assert reader.frequency("title", "tin") == 1
    assert ("title", b"tin") in reader
    assert ("title", b"t\xc3\xb4m") not in reader
    assert set(reader.lexicon("year")) == {b"2019", b"2021"}


def test_whole_units_and_other_forms_go_to_the_field_of_their_kind_and_zone(opened, built):
    own = Article(id="a", title="UBND họp", body="Theo 03-NQ/TU, ủy ban nhân dân tỉnh làm.")
    with opened((built([own]), [True])).reader() as reader:
        terms = {field: set(reader.field_terms(field)) for field in reader.indexed_field_names()}
        assert {"ủy", "dân"} <= terms["title"]
        assert {"ủy_ban", "dân_họp"} <= terms["title_pairs"]
        assert {"03-nq/tu", "ubnd"} <= terms["body"]
        assert "ubnd_tỉnh" in terms["body_pairs"]
        assert not any("_" in term for zone in ("title", "body") for term in terms[zone])
        assert reader.frequency("title", "ubnd") == reader.frequency("body", "ubnd") == 1


def test_a_copy_of_a_matcher_goes_its_own_way(opened, built):
    with opened((built(ARTICLES), [True] * 4)).reader() as reader:
        matcher = reader.postings("body", "hải")
        matcher.next()
        copy = matcher.copy()
        copy.next()

        assert (matcher.id(), copy.id()) == (1, 3)
        assert copy.value_as("positions") == [2]
        assert copy.value_as("frequency") == copy.weight() == 1


def test_the_folder_of_a_generation_is_a_whoosh_index(tmp_path, write_jsonl):
    root = tmp_path / "index"
    pipeline.rebuild([write_jsonl(*({"id": i, "body": "Hải Phòng"} for i in "abc"))], root)
    source = write_jsonl({"id": "a", "body": "Hải Phòng"}, {"id": "b", "body": "đã sửa"})
    pipeline.update([source], root)

    with open_dir(str(store.current_generation(root).folder)).searcher() as searcher:
        assert found(searcher, query.Phrase("body", ["hải", "phòng"])) == {"a"}
        assert searcher.doc_count() == 2


def test_writing_through_whoosh_is_refused(opened, built):
    index = opened((built(ARTICLES), [True] * 4))

    with pytest.raises(NotImplementedError, match="use `timtin update`"):
        index.writer(codec=ArrayCodec())
    with pytest.raises(
        NotImplementedError, match="A generation never changes: use `timtin update`"
    ):
        index._segments()[0].delete_document(0)
