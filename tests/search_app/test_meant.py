"""A query typed with the input method off is read as meant; no other query is touched."""

import pytest

from analyzers import fold, split_syllables
from search_app.core.meant import as_meant
from search_app.core.query import read_query


@pytest.fixture
def meant(seed_index):
    """Return a function that reads a query with the seeds' index, as text."""
    return lambda text: reading(text, seed_index)


def reading(text, index):
    query = as_meant(read_query(text), index._engine.lexicon)
    return " ".join(syllable.marked for syllable in query.syllables)


CHUYEN_DOI_SO = [
    "chuyeenr ddooir soos",
    "CHUYEENR DDOOIR SOOS",
    "chuyeern ddooir soos",
    "chuyenre doirdo soso",
    "chuye63n d9o63i so61",
    "chuyen63 doi963 so61",
    '"chuyeenr ddooir soos"',
    "“chuye63n d9o63i so61”",
]


@pytest.mark.parametrize("text", CHUYEN_DOI_SO)
def test_keys_find_what_the_marks_find(seed_index, text):
    marked = '"chuyển đổi số"' if text[0] in '"“' else "chuyển đổi số"
    found, wanted = seed_index.search(text), seed_index.search(marked)

    assert [(hit.id, hit.score, hit.snippet) for hit in found.hits] == [
        (hit.id, hit.score, hit.snippet) for hit in wanted.hits
    ]
    assert found.understood.text == text, "as typed"
    assert found.understood.terms == wanted.understood.terms
    assert found.understood.phrases == wanted.understood.phrases
    assert found.understood.accents.lower() == "chuyển đổi số", "in the capitals that were typed"
    assert found.suggestion is None


def test_the_reading_view_marks_what_was_meant(seed_index):
    text = "Đẩy mạnh chuyển đổi số."

    assert seed_index.highlight(text, "chuyeenr ddooir soos") == (
        "Đẩy mạnh <mark>chuyển đổi số</mark>."
    )


def test_an_explanation_names_the_meant_phrase_that_is_missing(seed_index):
    explained = seed_index.explain('"vafnh ddai"', "002_93cfaa7350c6eb34")

    assert explained.missing == ["vành đai"]


def test_syllables_keep_their_place_in_the_typed_text(seed_index):
    text = '  TP. "Hari  Phongf", nawm 2021'
    query = as_meant(read_query(text), seed_index._engine.lexicon)

    assert [text[s.start : s.end] for s in query.syllables] == (
        ["TP", "Hari", "Phongf", "nawm", "2021"]
    )
    assert [s.marked for s in query.syllables] == ["tp", "hải", "phòng", "năm", "2021"]
    assert query.phrases == (query.syllables[1:3],)
    assert query.numbers == {4}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("chir thij 03-NQ/TU", "chỉ thị 03-NQ/TU"),
        ("thanhf uyr hair phongf 15-NQ/TW", "thành ủy hải phòng 15-NQ/TW"),
        ("chi3 thi5 so61 03-NQ/TU nam8 2021", "chỉ thị số 03-NQ/TU năm 2021"),
        ("ha2-no65i, hai3-phong2", "hà-nội hải-phòng"),
        ("hopj tuwf 77/88/99 ddeens 11-22-33", "họp từ 77/88/99 đến 11-22-33"),
        ("HDDND Hair Phongf hopj", "HĐND Hải Phòng họp"),
        ("thoong tin cho caanf", "thông tin cho cần"),
    ],
)
def test_only_keys_are_read(meant, text, read):
    assert meant(text) == " ".join(s.marked for s in split_syllables(read))


def test_digits_that_were_keys_are_no_number_any_more(seed_index):
    query = as_meant(read_query("nam8 2021"), seed_index._engine.lexicon)

    assert query.numbers == {1}


def test_a_plain_form_that_articles_have_yields_only_to_a_neighbour_of_the_reading(build):
    index = build(
        {"body": "Quán bar CAS mở cửa. Bả vai"},
        {"body": "Mỗi cá nhân có một quán cà phê"},
    )

    assert reading("cas nhaan", index) == "cá nhân"
    assert reading("quans bar", index) == "quán bar"
    assert reading("moojt cas", index) == "một cas", "một cá is nowhere"
    assert reading("cas", index) == "cas"


def test_beside_known_readings_an_unknown_one_may_have_other_marks(build):
    index = build({"body": "Toàn quốc chuyển đổi"})

    assert reading("toans", index) == "toans", "alone it says too little"
    assert reading("chuyeenr ddooir toans", index) == "chuyển đổi toán"


def test_a_slip_of_the_press_does_not_hide_what_was_meant(build):
    often = [{"body": "hôm nay và hôm qua sẽ qua", "title": str(n)} for n in range(1_000)]
    seldom = [{"body": text} for text in ("hoom qua", "sex", "phim sex")]
    index = build(*often, *seldom)

    assert reading("hoom nay", index) == "hôm nay"
    assert reading("hoom qua", index) == "hoom qua", "an article has it so"
    assert reading("hoom anh", index) == "hoom anh", "no article has hôm anh"
    assert reading("hoom", index) == "hoom"
    assert reading("sex qua", index) == "sex qua", "too often for a slip"


def test_one_among_many_is_read_only_beside_a_neighbour(build):
    index = build({"body": "an ninh mạng cho toàn dân ở quán bên nhà hàng tại thành phố"})

    assert reading("an ninh mangj cho toan dan", index) == "an ninh mạng cho toan dan"
    assert reading("mangj an ninh cho toan dan", index) == "mangj an ninh cho toan dan"
    assert reading("nha hang quan1 tai thanh pho", index) == "nha hang quan1 tai thanh pho"
    assert reading("nha quan1 tai", index) == "nha quan1 tai"


def test_telex_keys_say_nothing_about_digits(build):
    index = build({"body": "Khổ giấy A4, ã là một âm. Giấy trắng, giấy ã"})

    assert reading("giaays a4", index) == "giấy a4"
    assert reading("giay61 a4", index) == "giấy ã", "in VNI it is a key"


@pytest.mark.parametrize("text", ["a4", "giay a4", "u23 f0 g7 covid19 h5n1 5g 2021", "A4-A5"])
def test_a_number_that_articles_have_is_a_number(build, text):
    index = build({"body": "Giấy A4, A5. ã, ạ. U23, F0, G7, covid19, H5N1, 5G, 2021"})

    assert reading(text, index) == " ".join(s.marked for s in split_syllables(text))


@pytest.mark.parametrize("text", ["a4/2021", "03-A4/TU", "a4-f0"])
def test_a_document_number_is_never_keys(build, text):
    index = build({"body": "ã là một âm, tư, tú"})

    assert reading(text, index) == " ".join(s.marked for s in split_syllables(text))


def test_where_a_mark_was_typed_only_what_has_two_keys_and_fits_is_read(meant):
    """The input method was on, so one key is a name or a slip."""
    assert meant("chuyển ddooir") == "chuyển đổi"
    assert meant("số ddooir") == "số ddooir", "no article has số đổi"
    assert meant("hội nghij") == "hội nghij"


def test_a_name_in_capitals_is_read_only_beside_another(build):
    index = build({"body": "của Hải Phòng"})

    assert reading("cua Hari Won", index) == "cua hari won"
    assert reading("Hair Phongf", index) == "hải phòng"


@pytest.mark.parametrize(
    "text", ["VAR", "Laos", '"car"', "US Open", "Los Angeles", "quan1", "tang2"]
)
def test_names_quotations_and_numbers_that_no_article_has_stay(build, text):
    index = build({"body": "vả láo cả ú ló quán tàng lớn"})

    assert index.search(text).total == 0
    assert index.search("car").understood.accents == "cả", "alone and small it may be a syllable"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("mua ban ddaats", "mua bán đất"),
        ("mua ban nhaf", "mua bán nhà"),
        ("toàn quoocs", "toàn quốc"),
    ],
)
def test_one_syllable_that_fits_its_neighbour_is_enough(build, text, read):
    index = build({"body": "Mua bán đất, mua bán nhà trên toàn quốc."})

    assert index.search(text).understood.accents == read


def test_no_unaccented_query_is_touched(seeds, seed_index):
    lexicon = seed_index._engine.lexicon
    lines = [line for path in seeds.glob("*.txt") for line in path.read_text("utf-8").split("\n")]
    queries = [read_query(fold(part)) for line in lines for part in line.split(",")]

    assert len(queries) > 200
    assert [query.text for query in queries if as_meant(query, lexicon) is not query] == []


UNACCENTED = """
tong thong moon jae in tham ha noi va da nang
ca si hari won hat tai thanh pho hai phong
an toan thong tin truoc tan cong ddos vao bao chi
""".strip().split("\n")


@pytest.mark.parametrize("text", UNACCENTED)
def test_a_foreign_name_in_an_unaccented_query_stays(meant, text):
    assert meant(text) == text


ENGLISH = """
there was a meeting about these things
did they say there is a car
the first of these words must have been lost
most of this is here to see how far words can be from other words
download the latest version of the software for free
who is the president of the united states
""".strip().split("\n")


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_sentence_stays(meant, text):
    assert meant(text) == text


def test_no_english_word_that_articles_have_is_touched(build):
    words = "there these did car was been must lost box max test six sex sir list has data free"
    index = build(
        {"body": words}, {"body": "vá thể thế đi cả ứa bên mút lót bõ mã tét sĩ sẽ sỉ lít há"}
    )

    assert [word for word in words.split() if reading(word, index) != word] == []
    assert reading(words, index) == words
    assert reading("must software download vas", index) == "must software download vas"


def test_a_lone_unknown_word_is_read_when_articles_have_the_reading(build):
    """Plainly it would find nothing at all."""
    index = build({"body": "Toán học"})

    assert reading("toans", index) == "toán"
    assert reading("toans2", index) == "toans 2"
    assert reading("samsung", index) == "samsung"
