"""What is quoted must stand as it is, but for what a pasted sentence quotes."""

import pytest

pytestmark = pytest.mark.every_engine

HEADLINE = 'Nga "ưu ái" tên lửa cho Thổ Nhĩ Kỳ, Mỹ "đáp lễ"'


@pytest.fixture
def index(build):
    return build(
        {"id": "own", "body": "Nga cho Thổ Nhĩ Kỳ mua tên lửa; Mỹ đáp trả ngay."},
        {"id": "other", "body": "Chủ nhà đáp lễ, khách cũng ưu ái nhau."},
        {"id": "third", "body": "Mỹ và Nga."},
    )


def ids(page):
    return [hit.id for hit in page.hits]


def test_quotations_of_a_sentence_are_words_where_no_article_has_all_of_it(index):
    page = index.search(HEADLINE)

    assert ids(page)[0] == "own"
    assert page.total == 3
    assert page.understood.cited == ("ưu ái", "đáp lễ")
    assert page.understood.phrases == ()


def test_taken_literally_they_demand_their_phrases(index):
    page = index.search(HEADLINE, literal=True)

    assert (ids(page), page.understood.cited) == (["other"], ())
    assert page.understood.phrases == ("ưu ái", "đáp lễ")


def test_quotations_of_a_sentence_that_an_article_has_demand_their_phrases(build):
    index = build(
        {"id": "own", "body": "Nga ưu ái bán tên lửa cho Thổ Nhĩ Kỳ, còn Mỹ thì đáp lễ."},
        {"id": "other", "body": "Nga, Mỹ, Thổ Nhĩ Kỳ và tên lửa."},
    )

    page = index.search(HEADLINE)
    assert (ids(page), page.understood.cited) == (["own"], ())


@pytest.mark.parametrize(
    "text", ['"đáp lễ" Nga Mỹ', '"Nga ưu ái"', '"lễ đáp" Thổ Nhĩ Kỳ Nga', "“đáp lễ” tên lửa"]
)
def test_in_a_short_query_a_phrase_is_always_demanded(index, text):
    page = index.search(text)

    assert set(ids(page)) <= {"other"}
    assert page.understood.cited == ()


def test_a_sentence_that_is_all_quotation_must_stand_as_it_is(index):
    page = index.search('"Nga cho Thổ Nhĩ Kỳ rất nhiều tên lửa"')

    assert (page.total, page.understood.cited) == (0, ())


@pytest.mark.parametrize(("text", "total"), [('"a b c d e f" x', 0), ('"a b c d e f" x y', 1)])
def test_eight_syllables_are_a_sentence(build, text, total):
    assert build({"body": "a, c, e"}).search(text).total == total


def test_what_else_is_demanded_still_is(build):
    index = build(
        {"id": "a", "title": "Mỹ", "body": "Nga cho Thổ Nhĩ Kỳ tên lửa"},
        {"id": "b", "title": "Nga", "body": "Nga cho Thổ Nhĩ Kỳ tên lửa"},
    )

    page = index.search(HEADLINE + " tieude:Mỹ")
    assert ids(page) == ["a"]
    assert page.understood.cited == ("ưu ái", "đáp lễ")


@pytest.mark.parametrize("text", ["chuyen doi", '"chuyen doi"', "doi tieude:chuyen", "nam* chuyen"])
def test_literally_accents_are_none_but_those_that_were_typed(build, text):
    index = build(
        {"id": "marked", "title": "chuyển", "body": "chuyển đổi nam"},
        {"id": "bare", "title": "chuyen", "body": "chuyen doi nam"},
    )

    meant, literal = index.search(text), index.search(text, literal=True)
    assert meant.total == 2, "folded evidence is never lost"
    assert ids(literal) == ["bare"]
    assert literal.understood.accents is None


def test_literally_only_what_was_typed_is_marked(build):
    index = build({"id": "x", "body": "hoa và hòa"})

    (hit,) = index.search("hoa", literal=True).hits
    assert hit.snippet == "<mark>hoa</mark> và hòa"
    assert index.highlight("hoa và hòa", "hoa", literal=True) == "<mark>hoa</mark> và hòa"


def test_keys_are_not_read_literally(build):
    index = build({"body": "chuyển đổi số"})

    assert index.search("chuyeenr ddooir soos").total == 1
    assert index.search("chuyeenr ddooir soos", literal=True).total == 0


def test_an_explanation_follows_the_way_it_was_read(index):
    meant, literal = (index.explain(HEADLINE, "own", literal=own) for own in (False, True))

    assert (meant.rank, meant.total, list(meant.missing)) == (1, 3, [])
    assert (literal.rank, literal.total) == (None, 1)
    assert list(literal.missing) == ["ưu ái", "đáp lễ"]
