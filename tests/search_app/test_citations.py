import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.article import Article
from search_app.core.citations import bibtex, chicago, citation_key, ris
from search_app.core.cited import authors, cited

FULL = Article(
    id="a",
    title="Họp về chuyển đổi số",
    body="Nội dung.",
    byline="Hoàng Tùng - Thu Hà",
    source="Báo Hải Phòng",
    date=datetime.datetime.fromisoformat("2021-03-11T17:15"),
    year=2021,
    url="https://bao.vn/tin_1?a=1&b=2#x",
)
LATEX = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciicircum}": "^",
    r"{\textasciitilde}": "~",
    **{f"\\{char}": char for char in "#$%&_"},
}


def with_(**changes):
    known = {name: getattr(FULL, name) for name in Article.__slots__}
    return Article(**known | changes)


def plain(latex):
    """Return what TeX would set, or fail: every special must be escaped."""
    pattern = "|".join(map(re.escape, LATEX))
    assert not re.search(r"[\\{}#$%&_^~]", re.sub(pattern, "", latex)), latex
    return re.sub(pattern, lambda match: LATEX[match[0]], latex)


def braced(text, at):
    """Return what stands in the braces that open at `at`, and where they end; as BibTeX counts."""
    assert text[at] == "{"
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if not depth:
            return text[at + 1 : end], end + 1
    pytest.fail(f"braces of {text!r} do not close")


def read_bibtex(text):
    """Return type, key and raw fields of the one entry that `text` holds."""
    kind = re.match(r"@(\w+)", text)[1]
    inside, end = braced(text, len(kind) + 1)
    assert text[end:] == "\n"
    key, _, rest = inside.partition(",")
    fields = {}
    at = 0
    while match := re.compile(r"\s*(\w+) = (?={)").match(rest, at):
        assert match[1] not in fields
        fields[match[1]], at = braced(rest, match.end())
        assert rest[at] == ","
        at += 1
    assert not rest[at:].strip()
    return kind, key, fields


def bibtex_authors(field):
    """Return the names, each of which must be in braces of its own."""
    names, at = [], 0
    while at < len(field):
        name, at = braced(field, at)
        names.append(plain(name))
        assert field[at : at + 5] in {"", " and "}
        at += 5
    return tuple(names)


def read_ris(text):
    """Return the lines as (tag, value)."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line).groups() for line in lines]
    assert (found[0], found[-1]) == (("TY", "NEWS"), ("ER", ""))
    assert [tag for tag, _ in found].count("ER") == 1
    return found


def test_chicago_is_a_note_on_a_newspaper_article_online():
    assert chicago(FULL) == (
        "Hoàng Tùng và Thu Hà, “Họp về chuyển đổi số,” Báo Hải Phòng,"
        " ngày 11 tháng 3 năm 2021, https://bao.vn/tin_1?a=1&b=2#x."
    )
    assert chicago(FULL, english=True) == (
        "Hoàng Tùng and Thu Hà, “Họp về chuyển đổi số,” Báo Hải Phòng,"
        " March 11, 2021, https://bao.vn/tin_1?a=1&b=2#x."
    )


@pytest.mark.parametrize(
    ("byline", "vietnamese", "english"),
    [
        ("", "", ""),
        ("Nguyễn Văn A", "Nguyễn Văn A, ", "Nguyễn Văn A, "),
        ("A, B, C", "A, B và C, ", "A, B, and C, "),
        ("A, B, C, D", "A và cộng sự, ", "A et al., "),
    ],
)
def test_chicago_names_up_to_three_authors(byline, vietnamese, english):
    assert chicago(with_(byline=byline)).split("“")[0] == vietnamese
    assert chicago(with_(byline=byline), english=True).split("“")[0] == english


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('Họp về "chuyển đổi số"', "“Họp về ‘chuyển đổi số’,”"),
        ("Bàn về “ba không”", "“Bàn về ‘ba không’,”"),
        ("Mưa lớn ở Hà Nội.", "“Mưa lớn ở Hà Nội,”"),
        ("Vì sao?", "“Vì sao?,”"),
        ("Và rồi...", "“Và rồi...,”"),
    ],
)
def test_chicago_closes_a_title_with_its_comma(title, shown):
    assert shown in chicago(with_(title=title))


@pytest.mark.parametrize(
    ("date", "year", "vietnamese", "english", "lines"),
    [
        (None, 2021, "năm 2021", "2021", [("PY", "2021")]),
        (None, None, "không rõ ngày", "n.d.", []),
        (
            datetime.date(2022, 12, 1),
            None,
            "ngày 1 tháng 12 năm 2022",
            "December 1, 2022",
            [("PY", "2022"), ("DA", "2022/12/01")],
        ),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(date, year, vietnamese, english, lines):
    article = with_(date=date, year=year)
    assert f" {vietnamese}," in chicago(article)
    assert f" {english}," in chicago(article, english=True)
    assert [line for line in read_ris(ris(article)) if line[0] in {"PY", "DA"}] == lines
    _, _, fields = read_bibtex(bibtex(article))
    assert fields.get("year") == (lines[0][1] if lines else None)
    assert fields.get("date") == (date and date.isoformat())


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Hoàng Tùng - Thu Hà", ("Hoàng Tùng", "Thu Hà")),
        ("Nhâm Thân – Duy Cường", ("Nhâm Thân", "Duy Cường")),
        ("Thu Hà và Minh Anh", ("Thu Hà", "Minh Anh")),
        ("AFP, Reuters", ("AFP", "Reuters")),
        ("TTXVN", ("TTXVN",)),
        ("PV/Theo VnExpress", ("PV", "VnExpress")),
        ("Tin, ảnh: Thu Hà", ("Thu Hà",)),
        ("Bài: Thu Hà - Ảnh: Minh Anh", ("Thu Hà", "Minh Anh")),
        ("Bộ Thông tin và Truyền thông", ("Bộ Thông tin và Truyền thông",)),
        ("Jean-Luc Picard", ("Jean-Luc Picard",)),
        ("Thu Hà, Thu Hà", ("Thu Hà",)),
        (" - ", ()),
        ("", ()),
    ],
)
def test_a_byline_is_taken_apart_into_names(byline, names):
    assert authors(byline) == names


def test_bibtex_keeps_names_and_titles_as_they_are_written():
    kind, key, fields = read_bibtex(bibtex(FULL))
    assert kind == "article"
    assert key == citation_key(FULL)
    assert fields == {
        "author": "{Hoàng Tùng} and {Thu Hà}",
        "title": "{Họp về chuyển đổi số}",
        "journal": "Báo Hải Phòng",
        "year": "2021",
        "date": "2021-03-11",
        "url": "https://bao.vn/tin_1?a=1&b=2#x",
        "langid": "vietnamese",
    }


def test_ris_says_what_is_known():
    assert ris(FULL) == (
        "TY  - NEWS\r\nID  - a\r\nTI  - Họp về chuyển đổi số\r\nAU  - Hoàng Tùng\r\n"
        "AU  - Thu Hà\r\nT2  - Báo Hải Phòng\r\nPY  - 2021\r\nDA  - 2021/03/11\r\n"
        "UR  - https://bao.vn/tin_1?a=1&b=2#x\r\nLA  - vi\r\nER  - \r\n"
    )


def test_a_key_tells_source_year_and_title_and_stays():
    assert citation_key(FULL) == "baohaiphong2021hop-ca978112"
    assert citation_key(with_(body="Khác", byline="")) == citation_key(FULL)
    assert citation_key(with_(id="b")) != citation_key(FULL)


def test_without_title_the_first_words_are_cited_and_without_source_the_host():
    article = with_(title="", source="", url="https://www.bao.vn/x")
    known = cited(article)
    assert (known.title, known.source) == ("[Nội dung.]", "bao.vn")
    assert chicago(article).startswith("Hoàng Tùng và Thu Hà, “[Nội dung],” bao.vn, ngày 11")
    assert cited(with_(title="", body="")).title == "[a]"


def test_what_nobody_knows_is_left_out():
    bare = Article(id="a", body="Không có gì.")
    assert chicago(bare) == "“[Không có gì],” không rõ ngày."
    assert set(read_bibtex(bibtex(bare))[2]) == {"title", "langid"}
    assert read_bibtex(bibtex(bare))[0] == "misc"
    assert [tag for tag, _ in read_ris(ris(bare))] == ["TY", "ID", "TI", "LA", "ER"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "bao.vn/x", "http://["]
)
def test_only_addresses_of_the_web_are_cited(url):
    assert cited(with_(url=url)).url == ""


def test_an_address_cannot_end_a_field_or_a_line():
    url = cited(with_(url="https://bao.vn/a b}\\c\nER  - \nd")).url
    assert url == "https://bao.vn/a%20b%7D%5Cc%20ER%20-%20d"


HOSTILE = st.text(
    st.one_of(
        st.sampled_from('\r\n\t\x00\x0b\u2028\\{}#$%&_^~"“”,;@= -–—\u200b\ud800'),
        st.sampled_from("aăâđêôơưệỗAĐ东я1"),
    ),
    max_size=30,
)
PIECES = st.one_of(
    HOSTILE, st.sampled_from(["ER  - ", "\r\nER  - \r\nTY  - BOOK", "} and {", "và"])
)
TEXT = st.lists(PIECES, max_size=4).map("".join)


@st.composite
def articles(draw):
    return Article(
        id=draw(TEXT),
        title=draw(TEXT),
        body=draw(TEXT),
        byline=draw(TEXT),
        source=draw(TEXT),
        date=draw(st.none() | st.dates() | st.datetimes()),
        year=draw(st.none() | st.integers(1, 9999)),
        url=draw(
            st.just("") | TEXT.map("https://bao.vn/{}".format) | TEXT.map("http://www.{}".format)
        ),
    )


@given(articles())
def test_bibtex_reads_back_as_what_was_cited(article):
    known = cited(article)
    _, key, fields = read_bibtex(bibtex(article))
    assert re.fullmatch(r"[a-z0-9-]+", key)
    assert bibtex_authors(fields.get("author", "")) == known.authors
    (title,) = [plain(braced(fields["title"], 0)[0])] if known.title else [""]
    assert title == known.title
    assert plain(fields.get("journal", "")) == known.source
    assert fields.get("url", "") == known.url
    assert fields.get("year", "") == str(known.year or "")
    bibtex(article).encode()


@given(articles())
def test_ris_reads_back_as_what_was_cited(article):
    known = cited(article)
    found = read_ris(ris(article))
    for tag, values in {
        "ID": [known.id],
        "TI": [known.title],
        "AU": [*known.authors],
        "T2": [known.source] if known.source else [],
        "UR": [known.url] if known.url else [],
    }.items():
        assert [value for own, value in found if own == tag] == values
    ris(article).encode()


@given(articles())
def test_chicago_is_one_line_that_holds_all_names(article):
    known = cited(article)
    note = chicago(article)
    assert note == " ".join(note.split())
    assert all(name in note for name in known.authors[:1])
    assert known.source in note
    assert known.url in note
    note.encode()


@given(TEXT)
def test_names_have_no_seam_left(byline):
    for name in authors(byline):
        assert name == name.strip()
        assert not re.search(r"[,;/|&–—\r\n]", name)
