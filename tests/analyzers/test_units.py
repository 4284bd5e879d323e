"""What must not be torn apart comes whole, in one spelling, where it stands."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import fold, normalise, split_syllables
from analyzers.units import find_units


def units(text):
    return [(text[unit.start : unit.end], unit.marked) for unit in find_units(text)]


def first(text):
    """Return the whole text's narrowest form, if all of it is one unit."""
    unit = find_units(text)[0]
    assert (unit.start, unit.end) == (0, len(text))
    return unit.marked


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("03-NQ/TU", "03-nq/tu"),
        ("3-nq/tu", "03-nq/tu"),
        ("03 - NQ/TU", "03-nq/tu"),
        ("03–NQ/TU", "03-nq/tu"),
        ("03\u2011NQ/TU", "03-nq/tu"),
        ("21/NQ-CP", "21/nq-cp"),
        ("15-NQ/TƯ", "15-nq/tư"),
        ("15-NQ/TW", "15-nq/tư"),
        ("169-HD/BTGTW", "169-hd/btgtw"),
        ("12/2021/QĐ-TTg", "12/2021/qđ-ttg"),
        ("35/2024/QH15", "35/2024/qh15"),
        ("1234/UBND-VP", "1234/ubnd-vp"),
        ("1234/ubnd-vp", "1234/ubnd-vp"),
        ("39a/KH-GD&ĐT", "39a/kh-gd&đt"),
        ("QCVN 02:2019/BLĐTBXH", "qcvn02:2019/blđtbxh"),
        ("TCVN 5687:2010", "tcvn5687:2010"),
        ("QCVN 06-1:2020/BXD", "qcvn06-1:2020/bxd"),
        ("15—NQ/TW", "15-nq/tư"),
        ("15-NQ/\nTW", "15-nq/tư"),
        ("07 /2021/TT- BGDĐT", "07/2021/tt-bgdđt"),
        ("21/2021/QH-15", "21/2021/qh15"),
        ("12/2021/L-CTN", "12/2021/l-ctn"),
        ("1.234/QĐ-UBND", "1234/qđ-ubnd"),
        ("5a/NQ-CP", "05a/nq-cp"),
        ("０３-NQ/TU", "03-nq/tu"),
    ],
)
def test_document_numbers_come_whole(text, term):
    assert first(text) == term
    assert first(unicodedata.normalize("NFD", text)) == term


def test_the_central_committee_is_not_a_province():
    assert first("15-NQ/TW") != first("15-NQ/TU")
    assert find_units("15-NQ/TƯ")[0].folded == find_units("15-NQ/TU")[0].folded


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("26/10/2021", "26/10/2021"),
        ("05-5-2022", "5/5/2022"),
        ("05.05.2022", "5/5/2022"),
        ("2021-10-26", "26/10/2021"),
        ("6 tháng 10 năm 2022", "6/10/2022"),
        ("6 thang 10 nam 2022", "6/10/2022"),
        ("6 tháng 10, năm 2022", "6/10/2022"),
        ("30/4/75", "30/4/1975"),
        ("01/12", "1/12"),
        ("29/2", "29/2"),
        ("10/2021", "10/2021"),
        ("26-10-2021", "26/10/2021"),
        ("NGÀY 6 THÁNG 10 NĂM 2022"[5:], "6/10/2022"),
        ("5\ntháng 5 năm 2022", "5/5/2022"),
        ("30/4/50", "30/4/1950"),
        ("30/4/49", "30/4/2049"),
    ],
)
def test_dates_have_one_spelling(text, term):
    assert first(text) == term
    assert first(unicodedata.normalize("NFD", text)) == term


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("tháng 5 năm 2022", ["5/2022"]),
        ("5 năm 2022", []),
        ("ngày 5-5 tới", ["5/5"]),
        ("tỷ số 5-5", []),
        ("5-7/5/2022", ["7/5/2022", "7/5"]),
        ("5/5/2022-7/5/2022", ["5/5/2022", "5/5", "7/5/2022", "7/5"]),
        ("1.1.2020-31.12.2020", ["1/1/2020", "1/1", "31/12/2020", "31/12"]),
        ("5/5,6/5,7/5", ["5/5", "6/5", "7/5"]),
        ("26/10-2021", ["26/10"]),
        ("0/2021", []),
    ],
)
def test_dates_stand_beside_what_makes_them_dates(text, terms):
    assert [unit.marked for unit in find_units(text)] == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("15-NQ/TW,16-NQ/TW", ["15-nq/tư", "16-nq/tư"]),
        ("15-NQ/TW-16-NQ/TW", ["15-nq/tư", "16-nq/tư"]),
        ("15-NQ/TW.", ["15-nq/tư"]),
        ("3.000-5.000 đồng, 500.000đ", ["3000", "5000", "500000"]),
        ("a.vn, 26/10 b.vn", ["a.vn", "26/10", "b.vn"]),
        ("Covid - 19, Covid – 19, COVID.19", ["covid19"] * 3),
        ("Covid-19/2", ["covid19"]),
    ],
)
def test_units_side_by_side_are_all_found(text, terms):
    assert [unit.marked for unit in find_units(text)] == terms


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Covid\u200b-19", "covid19"),
        ("Co\u00advid-19", "covid19"),
        ("03-\u200bNQ/TU", "03-nq/tu"),
        ("03-NQ\u200b/TU", "03-nq/tu"),
        ("26\u200b/10/2021", "26/10/2021"),
    ],
)
def test_what_nobody_sees_changes_no_unit(text, term):
    assert first(text) == term


def test_a_date_is_also_found_by_its_day_and_month():
    assert units("26/10/2021") == [("26/10/2021", "26/10/2021"), ("26/10/2021", "26/10")]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2.175", "2175"),
        ("1.000.000,5", "1000000.5"),
        ("2,5", "2.5"),
        ("4.0", "4.0"),
        ("2,175,000", "2175000"),
    ],
)
def test_numbers_have_no_thousands_separators_and_a_decimal_point(text, term):
    assert first(text) == term


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Toasoan@Haiphong.gov.vn", ["toasoan@haiphong.gov.vn"]),
        ("https://www.haiphong.gov.vn/Tin?id=1", ["haiphong.gov.vn/tin?id=1", "haiphong.gov.vn"]),
        ("baochinhphu.vn", ["baochinhphu.vn"]),
        ("http://example.org:8080/", ["example.org:8080", "example.org"]),
    ],
)
def test_addresses_come_whole_and_by_their_host(text, terms):
    assert [unit.marked for unit in find_units(text)] == terms


def test_the_end_of_a_sentence_is_no_part_of_an_address():
    assert units("(xem www.a.vn/b).") == [("www.a.vn/b", "a.vn/b"), ("www.a.vn/b", "a.vn")]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Covid-19", "covid19"),
        ("COVID 19", "covid19"),
        ("covid\u00a019", "covid19"),
        ("covid19", "covid19"),
        ("Covid–19", "covid19"),
        ("SARS-CoV-2", "sarscov2"),
        ("U-23", "u23"),
        ("VTV3", "vtv3"),
        ("VTV-3", "vtv3"),
        ("MiG-29", "mig29"),
    ],
)
def test_a_name_and_its_number_are_one(text, term):
    assert first(text) == term


@pytest.mark.parametrize(
    "text",
    [
        "năm 2021",
        "tháng-10",
        "5-km/h",
        "60km/h",
        "10-phòng/chống",
        "24/24h",
        "39/63",
        "31/4",
        "30/2/2021",
        "0225.3821.055",
        "192.168.1.1",
        "8h30",
        "14:30",
        "2020-2025",
        "F0",
        "H5N1",
        "so61",
        "chuyen63",
        "covid",
        "a@b",
        "Hà Nội.Việt Nam",
    ],
)
def test_what_only_looks_like_a_unit_is_none(text):
    assert units(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("covid19", ["covid", "19"]),
        ("VTV3", ["vtv", "3"]),
        ("f0", ["f0"]),
        ("h5n1", ["h5n1"]),
        ("chuyen63", ["chuyen63"]),  # chuyển, typed in VNI
        ("03-NQ/TU", ["03", "nq", "tu"]),
        ("2.175", ["2", "175"]),
    ],
)
def test_the_parts_of_a_unit_are_syllables(text, parts):
    assert [syllable.marked for syllable in split_syllables(text)] == parts


PIECES = st.sampled_from(
    [*"-/.,: 0129@\u0301aĐ", "NQ", "TƯ", "Covid", "19", "2021", "tháng ", "năm ", "www.", ".vn"]
)
texts = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(text=texts)
@example(text="15-NQ/TƯ và 26/10/2021, covid19")
def test_units_lie_in_order_and_a_slice_is_the_unit(text):
    done = 0
    for unit in find_units(text):
        assert done <= unit.start < unit.end <= len(text)
        done = unit.start
        assert unit.folded == fold(unit.marked)
        assert normalise(unit.marked) == unit.marked
        assert unit[:2] in [again[:2] for again in find_units(text[unit.start : unit.end])]


@given(text=texts)
def test_units_overlap_only_when_they_are_forms_of_one(text):
    spans = sorted({unit[2:4] for unit in find_units(text)})

    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
