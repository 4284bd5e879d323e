"""The analyzer in a Whoosh schema of somebody who has nothing else of this project."""

import pickle
import re

import pytest
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

from analyzers import VietnameseAnalyzer
from analyzers.abbreviations import Abbreviations

TEXT_ = "Chuyển đổi số ở TP. Hồ Chí Minh"


def terms(text, **options):
    return [token.text for token in VietnameseAnalyzer(**options)(text)]


def test_syllables_pairs_and_words_come_marked_and_folded():
    found = terms(TEXT_)

    assert {"chuyển", "chuyen", "chuyển_đổi", "chuyen_doi", "hồ_chí_minh", "ho_chi_minh"} <= set(
        found
    )
    assert found.count("hồ_chí") == 1, "a word of two syllables is its pair"


def test_terms_carry_the_position_and_offsets_of_what_they_cover():
    spans = {
        (token.text, token.pos, TEXT_[token.startchar : token.endchar])
        for token in VietnameseAnalyzer()(TEXT_, positions=True, chars=True)
    }

    assert ("chuyen", 0, "Chuyển") in spans
    assert ("tp_hồ", 4, "TP. Hồ") in spans
    assert ("hồ_chí_minh", 5, "Hồ Chí Minh") in spans


def test_positions_and_offsets_go_on_where_whoosh_says():
    """Whoosh analyses the second value of a field with start_pos and start_char."""
    (token,) = VietnameseAnalyzer()("tin", positions=True, chars=True, start_pos=7, start_char=40)

    assert (token.pos, token.startchar, token.endchar) == (7, 40, 43)


def test_kinds_of_terms_can_be_turned_off():
    assert terms("Hải Phòng", pairs=False, words=False, folded=False) == ["hải", "phòng"]
    assert terms("Hải Phòng", marked=False, words=False) == ["hai", "hai_phong", "phong"]


def test_a_schema_without_any_form_is_refused():
    with pytest.raises(ValueError, match="marked=True or folded=True"):
        VietnameseAnalyzer(marked=False, folded=False)


def test_something_that_is_no_text_is_refused():
    with pytest.raises(TypeError, match="needs text, not int"):
        list(VietnameseAnalyzer()(5))


def test_the_analyzer_survives_whooshs_pickle():
    analyzer = VietnameseAnalyzer(words=False)

    assert pickle.loads(pickle.dumps(analyzer)) == analyzer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("chuyen doi so", True),
        ("chuyển đổi số", True),
        ("Chuyen đổi", True),  # half typed with accents
        ("chuyễn", False),  # accents that were typed must match
        ('"ho chi minh"', True),
        ('"chuyen doi số"', True),
        ('"so chuyen doi"', False),
    ],
)
def test_whooshs_own_query_parser_finds_what_was_typed(query, found):
    schema = Schema(body=TEXT(analyzer=VietnameseAnalyzer(), stored=True))
    index = RamStorage().create_index(schema)
    writer = index.writer()
    writer.add_document(body=TEXT_)
    writer.commit()

    with index.searcher() as searcher:
        results = searcher.search(QueryParser("body", schema).parse(query))
        assert bool(results) is found


@pytest.fixture
def whoosh_index():
    """Return a function that indexes bodies as a stranger would, and opens a searcher."""

    def build(*bodies, **options):
        schema = Schema(body=TEXT(analyzer=VietnameseAnalyzer(**options), stored=True))
        index = RamStorage().create_index(schema)
        writer = index.writer()
        for body in bodies:
            writer.add_document(body=body)
        writer.commit()
        return index

    return build


def found(index, text):
    with index.searcher() as searcher:
        query = QueryParser("body", index.schema).parse(text)
        return {hit["body"] for hit in searcher.search(query, limit=None)}


@pytest.mark.parametrize(
    ("ways", "others"),
    [
        (["Covid-19", "covid19", "COVID 19"], ["Covid", "19"]),
        (["15-NQ/TW", "15-NQ/TƯ"], ["15-NQ/TU"]),
        (["UBND", "ủy ban nhân dân"], ["hội đồng nhân dân"]),
        (["TƯ", "TW", "trung ương"], ["đầu tư"]),
        (["AI", "trí tuệ nhân tạo"], ["ai biết"]),
        (["kĩ năng", "kỹ năng"], ["kĩ lưỡng"]),
    ],
)
def test_what_is_written_in_many_ways_is_found_by_any_of_them(whoosh_index, ways, others):
    index = whoosh_index(*ways, *others)

    for way in ways:
        assert found(index, way) == set(ways)


@pytest.mark.parametrize(
    "phrase",
    ["Covid-19 tại", "chống Covid-19", "03-NQ/TU của", "ngày 26/10/2021 xong", "26/10/2021"],
)
def test_a_phrase_may_hold_a_unit(whoosh_index, phrase):
    body = "Phòng chống Covid-19 tại Hải Phòng theo 03-NQ/TU của UBND ngày 26/10/2021 xong"

    assert found(whoosh_index(body), f'"{phrase}"') == {body}


def test_an_analyzer_of_an_older_pickle_has_what_it_lacks():
    analyzer = VietnameseAnalyzer()
    del analyzer.units, analyzer.abbreviations

    assert "covid19" in [token.text for token in analyzer("Covid-19")]


def test_a_unit_is_found_whole_and_by_its_parts(whoosh_index):
    index = whoosh_index("số 03-NQ/TU", "số 03", "NQ/TU")

    assert found(index, "03-NQ/TU") == {"số 03-NQ/TU"}
    assert found(index, "nq") == {"số 03-NQ/TU", "NQ/TU"}


def test_units_and_abbreviations_can_be_turned_off_or_be_ones_own(tmp_path):
    (tmp_path / "mine.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")
    mine = Abbreviations.load(tmp_path / "mine.tsv")

    assert "covid19" not in terms("Covid-19", units=False)
    assert "dân" not in terms("UBND", abbreviations=False)
    assert {"kinh", "xanh"} <= set(terms("KKTX", abbreviations=mine))
    assert "dân" not in terms("UBND", abbreviations=mine)
    analyzer = VietnameseAnalyzer(abbreviations=mine)
    assert pickle.loads(pickle.dumps(analyzer)) == analyzer != VietnameseAnalyzer()
    size = len(pickle.dumps(analyzer))
    list(analyzer("KKTX"))
    assert len(pickle.dumps(analyzer)) == size, "what is made when used is not pickled"


def test_whooshs_highlights_are_whole(whoosh_index):
    body = "Hải Phòng đẩy mạnh chuyển đổi số theo 15-NQ/TW của UBND trong năm nay"
    index = whoosh_index(body)

    with index.searcher() as searcher:
        query = QueryParser("body", index.schema).parse("chuyen doi số 15-NQ/TƯ")
        shown = searcher.search(query)[0].highlights("body")
    assert re.sub(r"<b[^>]*>(.*?)</b>", r"[\1]", shown) == (
        "đẩy mạnh [chuyển] [đổi] [số] theo [15-NQ/TW] của"
    )
