"""What is looked for in a quick way is found as by its full rule, in texts made of its words."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer import facets
from indexer.extract import dates, year_mentions, year_roles
from indexer.extract.lines import clean_lines
from indexer.facets import Topics, default_topics
from indexer.facets.gazetteer import gazetteer
from indexer.facets.phrases import spelled
from indexer.facets.roles import weight_after
from indexer.facets.spelling import any_of, unify, unify_extracted

SEPARATORS = (" ", " ", " ", "", ", ", "-", " - ", "\n", " (")
ROLES = tomllib.loads((Path(facets.__file__).parent / "contexts.toml").read_text("utf-8"))["role"]
ROLE_WORDS = [
    word
    for role in ROLES
    for words in ("words", "not_after", "not_before")
    for word in role.get(words, ())
]
UNITS = ("TP", "TP.", "tỉnh", "thành phố", "Thành phố")
DATES = (
    "Sáng nay,Chiều qua,sáng sớm nay,hôm qua,hôm nay,ngày,Ngày,vào,thứ hai,chủ nhật,12/3,5.6.2020,"
    "1-2-2021,15 tháng 4 năm 2021,11 Mar 2021,2021-03-04,2021/03/04,3/10,năm 2020,tháng 12,(,: ,. "
).split(",")


def texts(words):
    """Return texts made of `words` and of their syllables, in any case and order."""
    words = list(words)
    pieces = sorted({*words, *(syllable for word in words for syllable in word.split())})
    word = st.sampled_from(pieces).flatmap(
        lambda piece: st.sampled_from((piece, piece, piece.lower(), piece.capitalize()))
    )
    pair = st.tuples(word, st.sampled_from(SEPARATORS)).map("".join)
    return st.lists(pair, max_size=12).map("".join)


@given(texts(gazetteer().names))
@example("đến thành phố Hồ Chí Minh và hải Phòng, giờ Hà Nội")
@example("Thiên Huế, thừa Thiên Huế")
def test_names_are_found_from_their_capital_as_from_their_start(text):
    text = unify(text)
    whole = re.compile(rf"(?<!\w){any_of(gazetteer().names)}(?!\w)")

    assert list(gazetteer().find(text)) == [match.span() for match in whole.finditer(text)]


def spelled_out(phrases, text):
    """Return the phrases in an accented text, the longest at each place, and not overlapping."""
    parts, place, found = spelled(text), 0, []
    known = {spelled(phrase): phrase for phrase in phrases}
    while place < len(parts):
        ends = range(len(parts), place, -1)
        end = next((end for end in ends if parts[place:end] in known), None)
        if end is not None:
            found.append(known[parts[place:end]])
        place = end or place + 1
    return found


@pytest.mark.parametrize("topic", default_topics().topics, ids=lambda topic: topic.name)
@given(data=st.data())
def test_phrases_are_found_by_chunks_and_codes_as_by_their_terms(topic, data):
    text = f"Đã. {data.draw(texts(topic.weights))}"
    book = Topics((topic,)).book

    assert [match.phrase for match in book.find(text).matches] == spelled_out(topic.weights, text)


def read_forwards(table, before):
    """Return whether `before` ends in the context that `table` describes."""
    words = "|".join(re.escape(unify(word)) for word in table["words"])
    no_part = "".join(rf"(?<!{re.escape(word)} )" for word in table.get("not_after", ()))
    no_verb = "".join(rf"(?! {re.escape(word)})" for word in table.get("not_before", ()))
    between = rf"(?: [\w&-]+){{0,{table['words_between']}}}"
    pattern = rf"(?<!\w){no_part}(?:{words}){no_verb}{between} ?(?:TP\.? ?|tỉnh |thành phố )?$"
    return re.search(pattern, before, re.IGNORECASE) is not None


@given(
    before=texts([*ROLE_WORDS, *UNITS]),
    province=st.sampled_from(["Hà Nội", "Hà Nam"]),
    merged=st.booleans(),
)
@example(before="ở thành phố ", province="Hà Nội", merged=False)
@example(before="ở thành phố ", province="Hà Nam", merged=False)
@example(before="Công ty A&B - C thành phố ", province="Hà Nội", merged=False)
@example(before="đường\n", province="Hà Nội", merged=False)
@example(before="xã ", province="Hà Nam", merged=True)
@example(before="sở hữu nhà ở ", province="Hà Nam", merged=False)
def test_the_first_role_is_the_same_read_backwards(before, province, merged):
    before = unify(before)
    weights = (
        table["weight"]
        for table in ROLES
        if province in table.get("only", [province])
        and not (merged and table.get("until_merger"))
        and read_forwards(table, before)
    )

    found = weight_after(before.lower()[::-1], province, merged=merged)
    assert found == next(weights, 1.0)


@given(texts(DATES))
def test_a_text_without_a_full_year_has_no_full_date(text):
    forms = (*dates._FORMS, dates._ISO)

    assert dates._ANY_YEAR.search(text) or not any(form.search(text) for form in forms)


@given(
    st.lists(st.sampled_from(["1", "12", "/", "-", ",", " ", "năm ", "tháng ", "\n"])).map("".join)
)
@example("x 12/12 năm ")
@example("ngày 6 tháng 10, ")
@example("112/12 năm ")
def test_the_day_before_a_year_is_found_by_its_last_characters_as_by_its_pattern(before):
    day, month = year_mentions._DAY.search(before), year_mentions._MONTH.search(before)

    expected = (
        (int(day["day"]), int(day["month"])) if day else (0, int(month["month"]) if month else 0)
    )
    assert year_mentions.day_and_month(before) == expected


CONTEXT_WORDS = (
    "so với,cùng kỳ,Luật,luật Đất đai,nghị quyết số,Hiến pháp,bộ luật hình sự,thông tư 91/,năm,và,"
    "ngày 5/6/,vào tháng,8/,tầm nhìn đến,dự kiến,vào,vòng loại World Cup,triển khai nhiệm vụ,"
    "phương hướng,tổng kết,kiểm điểm,năm mới,tết nguyên đán,kỷ hợi,xuân,tầm nhìn ASEAN,"
    "chương trình xây dựng,mục tiêu,sẽ,9 tháng,tháng đầu,nửa đầu"
)


@pytest.mark.parametrize("context", year_roles._CONTEXTS, ids=lambda context: context.role)
@given(words=st.lists(st.sampled_from(CONTEXT_WORDS.split(",")), max_size=8))
@example(words=["theo", "blhs"])
def test_the_context_of_a_year_is_found_by_its_words_as_by_its_pattern(context, words):
    before = f"{' '.join(words)} ".lower()

    found = context.pattern.search(before) is not None
    assert context.fits(before, frozenset(before.split())) == found


def test_no_space_or_control_of_unicode_is_overlooked():
    odd = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace() or char < " "]

    kept = [char for char in odd if clean_lines(f"a{char}b") not in (["ab"], ["a b"], ["a", "b"])]
    assert kept == []


@given(st.text(st.sampled_from("hoàúỷýqt Ho\u0300\u0302\u0323\u200bЅхеÐð\n"), max_size=30))
def test_extracted_text_needs_no_more_than_its_tone_marks_unified(text):
    extracted = "\n".join(clean_lines(text))

    assert unify_extracted(extracted) == unify(extracted)
