"""A row of a CSV file is the JSON line that states the same; a broken one costs no other."""

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.report import Skipped
from indexer.sources import csv_rows, jsonl, read
from indexer.sources.csv_rows import split
from indexer.sources.document import Document, Raw
from indexer.sources.files import list_files

BODY = "Sáng 5/3, thành phố Hải Phòng tổ chức hội nghị về chuyển đổi số"


def found(data):
    return list(split(io.BytesIO(data), ""))


def documents(data):
    rows = found(data)
    assert all(isinstance(row, Raw) for row in rows), rows
    return [jsonl.parse(row, row.place) for row in rows]


def reasons(data):
    return {row.origin: row.reason for row in found(data) if isinstance(row, Skipped)}


def good(data):
    return [json.loads(row.data) for row in found(data) if isinstance(row, Raw)]


def test_a_row_states_what_its_columns_are_called():
    data = (
        "ID,Title,Body,Date,URL,Source,Author,Cities,Topics,Views\n"
        '7,Tin,Bài,11/03/2021,http://a.vn/1,Báo A,Lan,Hải Phòng; Hà Nội ;,Covid-19,"1,000"\n'
    )

    (document,) = documents(data.encode())

    assert document == Document(
        origin=":2",
        kind="record",
        text="Bài",
        given={
            "id": "7",
            "title": "Tin",
            "body": "Bài",
            "date": "11/03/2021",
            "url": "http://a.vn/1",
            "source": "Báo A",
            "author": "Lan",
            "cities": ["Hải Phòng", "Hà Nội"],
            "topics": ["Covid-19"],
        },
    )


@pytest.mark.parametrize(
    "header",
    [
        "Tiêu đề;Nội dung;Ngày đăng;Đường dẫn;Nguồn;Tác giả;Mã;Tỉnh;Chủ đề",
        "TIEU DE;NOI DUNG;NGAY;LINK;BAO;TAC GIA;MA;THANH PHO;CHU DE",
        ' Headline ;"text";published;url;source;author;id;city;topic',
        "tieu_de;noi_dung;ngay_dang;duong_dan;nguon;tac_gia;ma;tinh_thanh;chu_de",
    ],
)
def test_columns_are_known_by_many_names(header):
    (record,) = good(f"{header}\nt;b;d;u;s;a;i;c;x\n".encode())

    assert record == {
        "title": "t",
        "body": "b",
        "date": "d",
        "url": "u",
        "source": "s",
        "author": "a",
        "id": "i",
        "cities": ["c"],
        "topics": ["x"],
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_encoding_are_found(tmp_path, delimiter, encoding, end):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([["Tiêu đề", "Nội dung"], ["Một, hai; ba\tbốn", BODY], ["Năm", "Sáu"]])

    path = tmp_path / "a.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    (file,), _ = list_files([path])

    (first, second) = read(file)

    assert (first.given["title"], first.text) == ("Một, hai; ba\tbốn", BODY)
    assert (second.origin, second.text) == ("a.csv:3", "Sáu")


def test_old_encodings_are_read():
    shown = "Tiªu ®Ò,Néi dung\nThµnh phè,Thµnh phè H¶i Phßng ®æi míi: x· héi\n"  # TCVN3

    (document,) = documents(shown.encode("cp1252"))

    assert document.given["title"] == "Thành phố"
    assert document.text == "Thành phố Hải Phòng đổi mới: xã hội"


def test_the_line_in_which_excel_states_the_delimiter_is_no_header():
    data = "sep=;\r\nnội dung;tiêu đề\r\nA, b;C\r\n"

    assert good(data.encode()) == [{"body": "A, b", "title": "C"}]
    assert good(data.encode("utf-8-sig")) == [{"body": "A, b", "title": "C"}]


def test_a_column_of_texts_with_commas_needs_no_delimiter():
    assert good(b'body\n"a, b"\n"c, d"\n') == [{"body": "a, b"}, {"body": "c, d"}]
    assert good(b"body\na, b\nc, d\n") == [{"body": "a, b"}, {"body": "c, d"}]


def test_one_early_text_without_commas_does_not_make_them_delimiters():
    data = "body\nTin một\nTin hai, có dấu phẩy\nTin ba; và, hai\n"

    assert [row["body"] for row in good(data.encode())] == data.splitlines()[1:]


def test_lines_are_counted_where_rows_begin():
    data = b'\ntitle,body\na,"one\n\ntwo"\n\n,\nb,three\n'

    rows = found(data)

    assert [row.place for row in rows] == [":3", ":8"]
    assert json.loads(rows[0].data)["body"] == "one\n\ntwo"


def test_an_empty_cell_states_nothing():
    assert good(b"body,date,cities,url\nb,, ; ,\n") == [{"body": "b"}]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"title,body\n", "no row below the names of the columns"),
    ],
)
def test_a_file_without_rows_says_so(data, reason):
    assert reasons(data) == {"": reason}


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"title;date\nx;y\n", b"\x80\x81\n", b"{}\n"])
def test_a_file_without_a_body_says_which_columns_are_understood(data):
    ((origin, reason),) = reasons(data).items()

    assert origin == ""
    assert "title (tiêu đề), body (nội dung), date (ngày đăng)" in reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"x", "1 columns where the first row names 2"),
        (b"x,y,z", "3 columns where the first row names 2"),
        (b"x,a\0b", "holds a NUL byte"),
        (b'x,"he said "no" to it"', "broken row"),
        (b'x,"never closed', "broken row"),
    ],
)
def test_a_broken_row_leaves_the_others(row, reason):
    data = b"title,body\na,before\n" + row + b"\nb,after\n"

    assert [record["body"] for record in good(data)] == ["before", "after"]
    ((origin, told),) = reasons(data).items()
    assert origin == ":3"
    assert told.startswith(reason)


def test_the_pieces_of_a_broken_row_are_not_told_one_by_one():
    data = b'title,body\na,"x "y" z\none\ntwo\nthree"\nb,after\nfour\n'

    assert [record["title"] for record in good(data)] == ["b"]
    assert list(reasons(data)) == [":2", ":7"]


def test_empty_cells_beyond_the_header_are_no_fault():
    assert good(b"title,body\na,b,,\n") == [{"title": "a", "body": "b"}]


def test_a_row_that_is_too_long_is_not_held(monkeypatch):
    monkeypatch.setattr(csv_rows, "LONGEST_LINE", 1 << 20)
    long = b"x" * (5 << 20)
    lines = b'"' + b"y" * 1000 + b"\n"

    data = b"title,body\n" + b"a," + long + b"\nb,after\nc," + lines + b"z\n" * (1 << 20) + b"d,e\n"

    assert [record["title"] for record in good(data)] == ["b", "d"]
    told = reasons(data)
    assert list(told) == [":2", ":4"]
    assert all("longer than 1 MB" in reason for reason in told.values())
    pieces = csv_rows._lines([b"x" * (1 << 20)] * 50)
    assert [len(piece) <= 3 << 20 for piece in pieces] == [True]


def test_quotes_that_never_close_are_read_twice_at_most(monkeypatch):
    """Every other row opens a quote that reaches to the end, so each could be read for each."""
    lines = []
    reads = 0

    class Counting(csv_rows._Lines):
        def __next__(self):
            nonlocal reads
            reads += 1
            return super().__next__()

    monkeypatch.setattr(csv_rows, "_Lines", Counting)
    lines = 2000

    found(b"body,title\n" + b'a","\n","\n' * lines)

    assert reads <= 2 * 2 * lines + 10


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        ),
        max_size=5,
    ),
    st.sampled_from([",", ";", "\t"]),
)
@example([("a\r\nb", '"'), ("\u2028", "\x85")], ",")
def test_what_is_written_is_read(rows, delimiter):
    kept = [(title, body) for title, body in rows if body.strip()]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "body"), *kept])

    records = good(text.getvalue().encode())

    assert [(record.get("title", ""), record["body"]) for record in records] == [
        (title if title.strip() else "", body) for title, body in kept
    ]


@given(
    st.binary() | st.text("\"',;\t\r\n\0abtitle").map(lambda text: f"body,title\n{text}".encode())
)
@example(b"\xff\xfe")
@example(b"\xfe\xff\0")
@example(b"body\n\xef\xbb\xbf")
def test_nothing_raises(data):
    for row in found(data):
        assert isinstance(row, Skipped) or isinstance(
            jsonl.parse(row, row.place), Document | Skipped
        )
