import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from search_app.core.query import read_query
from search_app.core.snippets import SNIPPET_SYLLABLES, excerpts, heading, highlight
from search_app.core.texts import CutTexts
from search_app.core.wanted import tables


def excerpt(title, body, query):
    looked_for = tables(query)
    (found,) = excerpts(CutTexts.of([(title, body)], looked_for.wanted), looked_for)
    return found


def snippet(body, query):
    return excerpt("", body, query).snippet


def marks(text, query):
    return re.findall(r"<mark>(.*?)</mark>", highlight(text, tables(read_query(query))))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Đẩy mạnh chuyển đổi số.", "chuyen doi so", ["chuyển đổi số"]),
        ("Đẩy mạnh chuyển đổi số.", "Chuyển đổi SỐ", ["chuyển đổi số"]),
        ("Thành uỷ họp", "thành ủy", ["Thành uỷ"]),  # as the source spells it
        ("số nhà, chuyển đổi số", "chuyển đổi số", ["chuyển đổi số"]),  # not the lone “số”
        ("số nhà và đổi mới", "chuyển đổi số", ["số", "đổi"]),  # lone ones when there is no more
        ("năm nay", "nắm", ["năm"]),  # accents as typed are nowhere: the nearest is marked
        ("năm nay nắm", "nắm", ["nắm"]),
        ("số 03-NQ/TU mới", "03-nq/tu", ["03-NQ/TU"]),
    ],
)
def test_what_matches_is_marked(text, query, expected):
    assert marks(text, query) == expected


def test_text_is_escaped_inside_and_outside_marks():
    found = highlight("<b>hải & phòng</b>", tables(read_query("hai phong")))

    assert found == "&lt;b&gt;<mark>hải</mark> &amp; <mark>phòng</mark>&lt;/b&gt;"


def test_snippet_shows_the_stretch_with_the_most_of_the_query():
    text = "đổi mới. " + "khác " * 200 + "về chuyển đổi số ở Hải Phòng. " + "khác " * 200

    found = snippet(text, read_query("chuyen doi so hai phong"))

    assert "<mark>chuyển đổi số</mark> ở <mark>Hải Phòng</mark>" in found
    assert found.startswith("… ")
    assert found.endswith(" …")


def test_snippet_without_a_match_is_the_start():
    assert snippet("Một hai ba.", read_query("zzz")) == "Một hai ba."
    assert snippet("", read_query("zzz")) == ""


def test_heading_and_body_are_marked_as_one_text():
    """A lone “đổi” in the heading is no match when the body has the whole “chuyển đổi số”."""
    found = excerpt("Tiếp tục đổi mới", "Về chuyển đổi số.", read_query("chuyen doi so"))

    assert found.title_html == "Tiếp tục đổi mới"
    assert found.snippet == "Về <mark>chuyển đổi số</mark>."


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("  \n Một hai.\nBa", "Một hai."),
        ("“Một hai", "“Một hai"),
        ("– \nMột", "– "),
        ("", ""),
        ("!", "!"),
        ("a " * 14 + "\nb", "a " * 14),
        ("a " * 15, "a " * 13 + "a …"),
    ],
)
def test_without_a_title_the_first_words_of_the_body_stand_for_it(body, shown):
    assert heading(Article(id="", body=body)) == shown
    assert excerpt("", body, read_query("zzz"))[:2] == ("", shown)
    assert excerpt("Tên", body, read_query("zzz"))[:2] == ("Tên", "Tên")


def test_a_mark_that_reaches_out_of_the_snippet_is_left_out():
    text = "khác " * 5 + "hải phòng " + "khác " * 5 + "chuyển đổi số " + "khác " * 28

    found = snippet(text + "chuyển đổi số hải phòng", read_query("hải phòng chuyển đổi số"))

    assert found.startswith("… phòng khác ")
    assert found.endswith(" <mark>chuyển đổi số hải phòng</mark>")


@given(text=st.text(alphabet="<>&hảiphòng \n.\"'"), query=st.text(alphabet='haiphongải "'))
def test_highlighting_changes_nothing_but_adds_marks(text, query):
    found = highlight(text, tables(read_query(query)))

    assert html.unescape(re.sub("</?mark>", "", found)) == text


@given(words=st.lists(st.sampled_from(["hải", "phòng", "họp", "số"]), max_size=200))
def test_snippet_is_never_longer_than_its_window(words):
    found = snippet(" ".join(words), read_query("hải phòng"))

    assert len(re.sub("</?mark>|…", "", found).split()) <= SNIPPET_SYLLABLES
