"""Abbreviations are found both ways, where they are abbreviations and nowhere else."""

import pickle
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import fold, split_syllables
from analyzers.abbreviations import SHIPPED, Abbreviations, default_abbreviations
from analyzers.orthography import is_syllable

ROWS = [
    tuple(cell.split(" | ") for cell in line.split("\t"))
    for line in SHIPPED.read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def find(text, abbreviations=None):
    """Return what is found in `text`: each form as it stands there, and its other forms."""
    syllables = split_syllables(text)
    return [
        (
            text[syllables[expansion.first].start : syllables[expansion.end - 1].end],
            {" ".join(other) for other in expansion.others},
        )
        for expansion in (abbreviations or default_abbreviations()).find(text, syllables)
    ]


def found(text, abbreviations=None):
    return [form for form, _ in find(text, abbreviations)]


def spelled(form):
    return " ".join(syllable.marked for syllable in split_syllables(form))


# In capitals an abbreviation, as a term a word; the other forms hold none of these.
WORDS = {spelled(form) for shorts, _ in ROWS for form in shorts if is_syllable(spelled(form))}


def as_term(short):
    """Return a short form as it stands among the others of its entry, or None."""
    form = spelled(short)
    if form in WORDS:
        return form.upper()
    return form if WORDS.isdisjoint(form.split()) else None


def test_only_few_short_forms_are_words():
    assert {"tư", "ai"} <= WORDS
    assert len(WORDS) < 8


@pytest.fixture
def mine(tmp_path):
    """Return a function that writes a file of a user and loads the table with it."""

    def load(text, *before):
        path = tmp_path / "mine.tsv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Abbreviations.load(*before, path)

    return load


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("ĐBQH", "đại biểu Quốc hội"),
        ("MTTQ", "Mặt trận Tổ quốc"),
        ("BCH TW", "Ban Chấp hành Trung ương"),
        ("BCHTW", "Ban Chấp hành Trung ương"),
        ("BCH TƯ", "Ban Chấp hành Trung ương"),
        ("TƯ", "trung ương"),
        ("TW", "trung ương"),
        ("TP. HCM", "thành phố Hồ Chí Minh"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("TP HCM", "thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("CĐS", "chuyển đổi số"),
        ("TTĐN", "thông tin đối ngoại"),
        ("TNCS", "thanh niên cộng sản"),
        ("KT-XH", "kinh tế - xã hội"),
        ("GD&ĐT", "giáo dục và đào tạo"),
        ("LĐ-TB&XH", "lao động, thương binh và xã hội"),
    ],
)
def test_a_short_form_has_its_long_form_and_the_other_way_round(short, long):
    (form, others), *_ = find(short)
    assert (form, spelled(long) in others) == (short, True)
    (form, others), *_ = find(long)
    assert (form, as_term(short) in others) == (long, as_term(short) is not None)


@pytest.mark.parametrize("shorts, longs", ROWS, ids=lambda forms: forms[0])  # noqa: PT006
def test_every_form_of_every_row_is_found_and_has_all_the_others(shorts, longs):
    """But for short forms with a word in them, which would be found as that."""
    forms = {spelled(form) for form in (*shorts, *longs)}
    terms = {*map(as_term, shorts), *map(spelled, longs)} - {None}

    assert len(forms) == len(shorts) + len(longs), "a form written twice"
    for form in (*shorts, *longs):
        assert find(form)[0] == (form, terms - {spelled(form)})
        assert found(f"Hôm nay, {form} đã họp.")[0] == form


def test_what_stands_inside_a_form_is_found_if_it_says_more(mine):
    assert found("Ủy ban Mặt trận Tổ quốc") == ["Ủy ban Mặt trận Tổ quốc"]  # also UB MTTQ
    assert found("TP. HCM") == ["TP. HCM"]
    table = mine("AX\tcon mèo trắng to\nBX\tmèo trắng\n")
    assert found("một con mèo trắng to", table) == ["con mèo trắng to", "mèo trắng"]


def test_a_form_that_is_also_a_word_is_marked_as_one_and_given_in_capitals():
    (expansion,) = default_abbreviations().find("TƯ", split_syllables("TƯ"))

    assert expansion.is_word
    assert expansion.others == (("tw",), ("TƯ",), ("trung", "ương"))


def test_no_form_of_the_shipped_file_has_two_meanings():
    forms = [spelled(form) for shorts, longs in ROWS for form in (*shorts, *longs)]

    assert len(forms) == len(set(forms))


def test_the_shipped_file_is_sorted():
    firsts = [split_syllables(shorts[0]) for shorts, _ in ROWS]
    keys = [[(s.folded, s.marked) for s in syllables] for syllables in firsts]

    assert keys == sorted(keys)


def test_the_shipped_file_says_its_source_and_licence():
    head = SHIPPED.read_text("utf-8").partition("\nADB")[0]

    assert "# Source: " in head
    assert "Licence: " in head


@pytest.mark.parametrize(
    "text",
    ["uỷ ban nhân dân", "ỦY BAN NHÂN DÂN", unicodedata.normalize("NFD", "Ủy ban Nhân dân"), "Ubnd"],
)
def test_case_and_the_place_of_the_tone_mark_do_not_matter(text):
    assert found(text) == [text]


def test_the_longest_form_wins():
    text = "UBKT TW họp với UBKT tỉnh, TW và TP. HCM"
    # The TW of UBKT TW could also be written TƯ, which that says nowhere.
    assert found(text) == ["UBKT TW", "TW", "UBKT", "TW", "TP. HCM"]
    assert found("tòa án nhân dân tối cao") == ["tòa án nhân dân tối cao"]


def test_a_shorter_form_stands_where_the_longer_one_is_broken():
    assert found("BCH\nTW") == ["BCH", "TW"]


def test_a_form_that_is_begun_and_not_ended_is_none():
    assert found("ủy ban nhân") == []
    assert found("ủy ban về nhân dân") == []


@pytest.mark.parametrize("text", ["đầu tư", "Ông Tư", "ĐẦU TƯ CÔNG", "LUẬT ĐẦU TƯ", "TƯ VẤN", "tư"])
def test_tu_is_no_trung_uong_where_it_may_be_a_word(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["Hội nghị TƯ 8", "Bệnh viện Nhi TƯ", "TƯ", "HỌP\nTƯ"])
def test_tu_in_capitals_among_small_letters_is_trung_uong(text):
    assert found(text) == ["TƯ"]


def test_ai_is_artificial_intelligence_only_in_capitals():
    assert found("AI là gì, Ai biết, ai hay; AI LÀ TRIỆU PHÚ") == ["AI"]


def test_without_accents_a_short_form_is_found_in_a_text_without_accents():
    assert find("hdnd tinh") == [("hdnd", {"hội đồng nhân dân"})]
    assert found("HDND tỉnh") == []


def test_without_accents_no_form_is_found_that_may_be_a_word():
    assert found("thu tu, dau tu cong, TU") == []
    assert found("uy ban nhan dan") == []


def test_what_two_short_forms_share_without_accents_is_not_looked_for(mine):
    both = mine("CĐS\tchuyển đổi số\nCDS\tcông dân số\nCĐT\tchủ đầu tư\nCDĐ\tx y\nCĐD\ty z\n")

    assert find("cds", both) == [("cds", {"công dân số"})]
    assert found("cdt", both) == ["cdt"]
    assert found("cdd", both) == []


@pytest.mark.parametrize(
    "text",
    [
        "15-NQ/TƯ",
        "Nghị quyết số 15-NQ/TW.",
        "169-HD/BTGTW",
        "(Quyết định 12/2020/QĐ-UBND)",
        "123/UBND-VX",
        "645/KL - TTCP",
        "102 - QĐ/TW",
        "ubnd@hanoi.gov.vn",
        "https://example.com/UBND/tin",
        "www.ubnd.la",
        "ubnd.hanoi.gov.vn",
    ],
)
def test_in_document_numbers_and_addresses_nothing_is_expanded(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["ngày 20/11 - UBND", "15-NQ/X, UBND", "a@b.vn UBND", "2021-2025 UBND", "(UBND)"]
)
def test_beside_numbers_and_addresses_short_forms_are_found(text):
    assert found(text) == ["UBND"]


def test_a_long_text_takes_time_in_proportion():
    """Twenty times the text took 400 times as long when each form looked at all of it."""
    assert len(found("hdnd " * 20_000)) == 20_000
    assert found("TP" + " " * 100_000 + "; HCM") == ["TP"]


@pytest.mark.parametrize(
    "text", ["trung\nương", "KT\nXH", "KT/XH", "KT; XH", "KT_XH", "kinh tế. Xã hội"]
)
def test_only_spaces_and_light_punctuation_stand_inside_a_form(text):
    assert found(text) == []


def test_a_full_stop_is_inside_short_forms_only():
    assert found("TP.HCM") == ["TP.HCM"]
    assert found("cho đại biểu. Quốc hội họp") == []
    assert found("phòng, chống tham nhũng") == ["phòng, chống tham nhũng"]


def test_a_file_of_ones_own_adds_forms_to_an_entry(mine):
    table = mine("U.B.N.D\tỦy ban nhân dân | ủy ban dân\n", SHIPPED)

    assert find("ủy ban dân", table) == [
        ("ủy ban dân", {"ubnd", "u b n d", "ủy ban nhân dân"}),
    ]
    assert find("UBND", table) == [("UBND", {"u b n d", "ủy ban nhân dân", "ủy ban dân"})]


def test_an_entry_that_is_added_to_stays_one_entry(mine):
    table = mine("SGDĐT\tgiáo dục và đào tạo\n", SHIPPED)
    forms = [form for entry in table.entries for form in (*entry.shorts, *entry.longs)]

    assert len(forms) == len(set(forms))
    assert "sgdđt" in dict(find("giáo dục đào tạo", table))["giáo dục đào tạo"]


def test_a_file_of_ones_own_gives_a_short_form_another_meaning(mine):
    table = mine("CCB\tngân hàng xây dựng\n", SHIPPED)

    assert find("CCB", table) == [("CCB", {"ngân hàng xây dựng"})]
    assert found("cựu chiến binh", table) == []
    assert found("UBND", table) == ["UBND"]


def test_a_file_may_come_from_windows(mine):
    table = mine("\ufeff# lời\r\nXB\tcon mèo\r\n\r\nXD\tcon chó\r\n")

    assert find("XB XD", table) == [("XB", {"con mèo"}), ("XD", {"con chó"})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# lời\nUBND ủy ban", r"line 2: 0 tabs, not one; write short forms, one tab, long"),
        ("UBND\tủy ban\tnhân dân", r"line 1: 2 tabs, not one; write"),
        ("UBND\t", r"line 1: “” has neither letter nor digit; write"),
        ("UBND | \tủy ban", r"line 1: “” has neither letter nor digit"),
        ("A\tb c\n\nUBND\t... | x", r"line 3: “...” has neither letter nor digit"),
        ("AB\ta b | Ab", r"line 1: “ab” is a short and a long form; write it once"),
        ("AB\ta b\nAC | Ab\tc d", r"line 2: “ab” stands on line 1 already; write what"),
        ("AB\ta b\nAC\tA  B", r"line 2: “a b” stands on line 1 already"),
        ("AB\ta b\nĐ\tđ".encode("utf-16"), r"line 1: not UTF-8; save the file as UTF-8"),
        ("AB\ta b\nĐ\tđ".encode("cp1258"), r"line 2: not UTF-8"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_what_to_write(mine, text, message):
    with pytest.raises(ValueError, match=rf"mine\.tsv, {message}"):
        mine(text)


def test_a_file_that_is_not_there_is_an_os_error():
    with pytest.raises(FileNotFoundError):
        Abbreviations.load(Path("nowhere.tsv"))


def test_a_table_survives_pickle_and_compares_by_its_entries(mine):
    table = mine("XY\tcon mèo\n")
    assert found("XY", table) == ["XY"]

    copy = pickle.loads(pickle.dumps(table))

    assert copy == table
    assert hash(copy) == hash(table)
    assert found("XY", copy) == ["XY"]
    assert table != default_abbreviations()
    assert default_abbreviations() is default_abbreviations()


pieces = st.one_of(
    st.sampled_from([form for shorts, longs in ROWS for form in (*shorts, *longs)]),
    st.sampled_from(["tư", "TƯ", "ĐẦU", "15-NQ/", "\n", " ", "-", ".", ", ", "a@b.vn", "\u0301"]),
    st.text(max_size=5),
)


@given(text=st.lists(pieces, max_size=12).map("".join))
@example(text="ĐẦU TƯ")
@example(text="\nTƯ")
def test_expansions_lie_inside_the_text_in_order(text):
    syllables = split_syllables(text)
    done = 0

    for found in default_abbreviations().find(text, syllables):
        assert done <= found.first < found.end <= len(syllables)
        assert "\n" not in text[syllables[found.first].start : syllables[found.end - 1].end]
        assert all(other and all(other) for other in found.others)
        done = found.first


@given(text=st.lists(pieces, max_size=12).map("".join))
def test_what_is_found_is_a_form_of_its_entry(text):
    syllables = split_syllables(text)
    table = default_abbreviations()

    for found in table.find(text, syllables):
        here = tuple(syllable.marked for syllable in syllables[found.first : found.end])
        entry = table.entries[found.entry]
        forms = {*entry.shorts, *entry.longs}
        assert here in forms | {tuple(map(fold, form)) for form in entry.shorts}
        words = {form for form in entry.shorts if is_syllable(" ".join(form))}
        as_terms = forms - words | {tuple(map(str.upper, form)) for form in words}
        assert set(found.others) <= as_terms - {here}
