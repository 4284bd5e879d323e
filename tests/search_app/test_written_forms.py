"""One thing written in many ways is found by any of them, and marked where it stands."""

import itertools

import pytest

from indexer import pipeline
from indexer.errors import AbbreviationsError
from search_app import open_index


def found(index, text):
    return [hit.id for hit in index.search(text).hits]


WAYS = [
    ("Covid-19", "COVID 19", "covid19", "Covid–19"),
    ("15-NQ/TƯ", "15-NQ/TW", "15 - NQ/TW"),
    ("03-NQ/TU", "3-nq/tu", "03–NQ/TU"),
    ("26/10/2021", "26-10-2021", "ngày 26 tháng 10 năm 2021"),
    ("2.175", "2175"),
    ("U-23", "U23"),
    ("UBND", "Ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("TP. HCM", "TPHCM", "thành phố Hồ Chí Minh"),
    ("BCH TW", "BCH TƯ", "Ban Chấp hành Trung ương"),
    ("TƯ", "TW", "trung ương"),
    ("AI", "trí tuệ nhân tạo"),
    ("kỹ thuật", "kĩ thuật"),
    ("người", "ngưòi", "nguời"),
    ("toasoan@baohaiphong.vn", "TOASOAN@baohaiphong.vn"),
    ("haiphong.gov.vn", "https://www.haiphong.gov.vn/"),
]


@pytest.mark.parametrize(
    ("written", "typed"),
    [pair for ways in WAYS for pair in itertools.product(ways, ways)],
)
def test_an_article_that_writes_it_so_is_found_first(build, written, typed):
    index = build(
        {"id": "it", "body": f"Hội nghị bàn về {written} và nhiều việc khác của địa phương."},
        *({"body": f"Bài số {n} không nói gì về chuyện ấy, chỉ có tin khác."} for n in range(5)),
    )

    assert found(index, typed)[:1] == ["it"]


@pytest.mark.parametrize(
    ("written", "typed", "marked"),
    [
        ("UBND tỉnh họp", "ủy ban nhân dân", "<mark>UBND</mark> tỉnh họp"),
        ("Ủy ban nhân dân tỉnh họp", "ubnd", "<mark>Ủy ban nhân dân</mark> tỉnh họp"),
        ("theo 15-NQ/TW này", "15-NQ/TƯ", "theo <mark>15-NQ/TW</mark> này"),
        ("có 2.175 người", "2175", "có <mark>2</mark>.<mark>175</mark> người"),
        ("dịch COVID 19 lan", "covid19", "dịch <mark>COVID 19</mark> lan"),
        ("dịch covid19 lan", "covid-19", "dịch <mark>covid19</mark> lan"),
    ],
)
def test_what_is_written_in_another_way_is_marked(build, written, typed, marked):
    (hit,) = build({"body": written}).search(typed).hits

    assert hit.snippet == marked


def test_what_is_a_word_in_small_letters_is_found_by_its_capitals(build):
    index = build(
        {"id": "ai", "body": "ứng dụng AI mạnh mẽ"},
        {"id": "long", "body": "trí tuệ nhân tạo mạnh mẽ"},
        {"id": "who", "body": "ai cũng biết"},
    )

    assert sorted(found(index, "AI")) == ["ai", "long"]
    assert found(index, "ai") == ["who", "ai"]
    assert found(index, '"ứng dụng AI"') == ["ai"]
    assert found(index, "trí tuệ nhân tạo")[:2] == ["long", "ai"]
    assert index.search("AI").hits[0].snippet.count("<mark>") == 1
    assert index.search("AI").understood.terms == ("AI",)


def test_the_parts_of_a_document_number_are_marked_only_together(build):
    index = build({"id": "whole", "body": "số 15-NQ/TƯ"}, {"id": "part", "body": "đầu tư 15 tỷ"})
    snippets = {hit.id: hit.snippet for hit in index.search("15-NQ/TƯ").hits}

    assert snippets == {"whole": "số <mark>15-NQ/TƯ</mark>", "part": "đầu tư 15 tỷ"}


def test_capitals_decide_what_tu_is(build):
    index = build({"id": "invest", "body": "vốn đầu tư công"}, {"id": "tw", "body": "Trung ương"})

    assert found(index, "TƯ") == ["tw"]
    assert found(index, "tư") == ["invest"]
    assert found(index, "VỐN ĐẦU TƯ") == ["invest"]


def test_the_central_committees_number_comes_before_a_provinces(build):
    index = build({"id": "tu", "body": "số 15-NQ/TU"}, {"id": "tw", "body": "số 15-NQ/TW"})

    assert found(index, "15-NQ/TƯ") == ["tw", "tu"]
    assert found(index, "15-NQ/TU")[0] == "tu"


def test_what_an_abbreviation_stands_for_is_told(build):
    index = build({"body": "UBND và TƯ"})

    assert index.search("UBND họp, TƯ").understood.expansions == (
        "UBND = ủy ban nhân dân",
        "TƯ = trung ương",
    )
    assert index.search("ủy ban nhân dân").understood.expansions == ()


def test_explain_names_the_unit(build):
    index = build({"id": "it", "body": "Nghị quyết 03-NQ/TU"})

    assert "03-nq/tu" in [share.clause.label for share in index.explain("03-NQ/TU", "it").shares]


class TestAbbreviationsOfOnesOwn:
    """They are kept with the index: for its articles, and for what is asked of it."""

    @pytest.fixture
    def mine(self, tmp_path):
        path = tmp_path / "mine.tsv"
        path.write_text("KKTX\tkinh tế xanh và sạch\n", "utf-8")
        return path

    def test_they_hold_for_articles_and_queries_until_others_are_given(
        self, tmp_path, write_jsonl, mine
    ):
        source = write_jsonl({"id": "a", "body": "mô hình kinh tế xanh và sạch"})
        root = tmp_path / "index"
        pipeline.rebuild([source], root, abbreviations=mine)
        assert found(open_index(root), "KKTX") == ["a"]

        mine.unlink()
        pipeline.rebuild([source], root)
        assert found(open_index(root), "KKTX") == ["a"], "a rebuild keeps them"

        write_jsonl({"id": "a", "body": "không"}, {"id": "b", "body": "KKTX là gì"})
        pipeline.update([source], root)
        assert found(open_index(root), "kinh tế xanh và sạch") == ["b"], "so does an update"

        (tmp_path / "none.tsv").write_text("", "utf-8")
        pipeline.rebuild([source], root, abbreviations=tmp_path / "none.tsv")
        assert found(open_index(root), "sạch") == []

    def test_what_is_a_word_in_small_letters_is_asked_for_by_the_table_of_the_index(
        self, tmp_path, write_jsonl, mine
    ):
        mine.write_text("BAN\tbàn ăn nhỏ\n", "utf-8")
        source = write_jsonl({"id": "a", "body": "cái bàn ăn nhỏ"}, {"id": "b", "body": "ban ngày"})
        pipeline.rebuild([source], tmp_path / "index", abbreviations=mine)
        index = open_index(tmp_path / "index")

        assert found(index, "BAN") == ["a"]
        assert found(index, "ban")[0] == "b"
        assert index.search("BAN").hits[0].snippet == "cái <mark>bàn ăn nhỏ</mark>"

    def test_a_bad_line_is_refused_and_the_index_stays(self, tmp_path, write_jsonl, mine):
        root = tmp_path / "index"
        source = write_jsonl({"id": "a", "body": "tin"})
        pipeline.rebuild([source], root)
        mine.write_text("KKTX kinh tế\n", "utf-8")

        with pytest.raises(AbbreviationsError, match=r"mine\.tsv, line 1: 0 tabs"):
            pipeline.rebuild([source], root, abbreviations=mine)
        assert found(open_index(root), "tin") == ["a"]
