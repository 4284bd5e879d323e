"""A Word file gives its paragraphs and tables in their order, or a row that says why not."""

import datetime
import io
import sys
import zipfile

import docx as library
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.extract import extract
from indexer.report import Skipped
from indexer.sources import docx
from indexer.sources.document import Document, Raw
from indexer.sources.docx import parse, split

TITLE = "Hải Phòng đẩy mạnh chuyển đổi số"
LEAD = "Ngày 5/3/2021, thành phố Hải Phòng tổ chức hội nghị đẩy mạnh chuyển đổi số."


def word(*texts, title=""):
    """Return a Word document; a text may be a pair with its style."""
    made = library.Document()
    made.core_properties.title = title
    for text in texts:
        made.add_paragraph(*((text,) if isinstance(text, str) else text))
    return made


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(data):
    return parse(Raw(data, "docx"), "a.docx")


def lines(made):
    found = read(saved(made))
    assert isinstance(found, Document), found
    return found.text.split("\n")


def test_a_file_is_a_text_with_its_title_first():
    made = word("Báo Hải Phòng", (TITLE, "Title"), LEAD, "Hoàng Tùng")

    found = read(saved(made))

    assert found == Document(
        origin="a.docx", kind="text", text=f"{TITLE}\nBáo Hải Phòng\n{LEAD}\nHoàng Tùng"
    )
    article = extract(found)
    assert (article.title, article.byline) == (TITLE, "Hoàng Tùng")
    assert article.date == datetime.date(2021, 3, 5)


@pytest.mark.parametrize("style", ["Title", "Heading 1"])
def test_the_title_is_the_first_paragraph_styled_as_one(style):
    assert lines(word("Một", (TITLE, style), ("Hai", style)))[0] == TITLE


def test_the_style_of_a_title_is_surer_than_that_of_a_heading():
    assert lines(word(("Một", "Heading 1"), (TITLE, "Title")))[0] == TITLE


def test_a_heading_far_below_is_no_title():
    assert lines(word(*["Một"] * 12, (TITLE, "Heading 1")))[0] == "Một"


def test_the_stated_title_is_believed_when_the_text_tells_of_it():
    assert lines(word("Một", LEAD, title=TITLE))[:2] == [TITLE, "Một"]
    assert lines(word("Một", TITLE.upper(), title=TITLE))[0] == TITLE.upper()


@pytest.mark.parametrize(
    "title", ["Word Document", f"{TITLE}.docx", "Hải Phòng tổ chức hội nghị về nước sạch nông thôn"]
)
def test_the_stated_title_of_another_text_is_not_believed(title):
    assert lines(word("Một", LEAD, title=title)) == ["Một", LEAD]


def test_tables_stand_where_they_are():
    made = word("Trên")
    table = made.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "B\nC"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "D"
    table.cell(2, 1).add_table(1, 1).cell(0, 0).text = "E"
    made.add_paragraph("Dưới")

    assert lines(made) == ["Trên", "A | B C", "D", "E", "Dưới"]


def test_a_cell_that_claims_to_span_a_billion_columns_stands_once():
    made = word()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "A"
    cell._tc.grid_span = 1_000_000_000

    assert lines(made) == ["A"]


def test_breaks_tabs_and_links_are_text():
    made = word()
    paragraph = made.add_paragraph("một")
    paragraph.add_run().add_break()
    paragraph.add_run("hai\tba")
    paragraph._p.append(
        parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t> bốn</w:t></w:r></w:hyperlink>")
    )

    assert lines(made) == ["một", "hai ba bốn"]


def test_insertions_and_content_controls_are_read_but_nothing_deleted_or_drawn():
    made = word()
    paragraph = made.add_paragraph("một ")._p
    run = "<w:r><w:t>{}</w:t></w:r>"
    for name, text in (("ins", "hai"), ("del", "no"), ("moveFrom", "no"), ("smartTag", " ba")):
        paragraph.append(parse_xml(f"<w:{name} {nsdecls('w')}>{run.format(text)}</w:{name}>"))
    box = f"<w:txbxContent><w:p>{run.format('no')}</w:p></w:txbxContent>"
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{box}</w:pict></w:r>"))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>no</w:instrText></w:r>"))
    paragraph.addnext(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('bốn')}</w:p>"
            "</w:sdtContent></w:sdt>"
        )
    )

    assert lines(made) == ["một hai ba", "bốn"]


def test_fonts_from_before_unicode_are_read():
    shown = "Thµnh phè H¶i Phßng ®æi míi: x· héi"  # TCVN3, as windows-1252 shows it

    assert lines(word(shown)) == ["Thành phố Hải Phòng đổi mới: xã hội"]


@pytest.mark.parametrize("made", [word(), word(" ", "\t")])
def test_a_file_without_text_says_so(made):
    assert read(saved(made)) == Skipped("a.docx", "no text in it, at most pictures of text")


def changed(name, content):
    """Return a Word file with one part of the package replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(word("một")))) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for entry in whole.infolist():
            package.writestr(entry, content if entry.filename == name else whole.read(entry))
        if name not in whole.namelist():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0 an old one", "not a Word file ("),
        (saved(word("một"))[:500], "not a Word file ("),
        (changed("word/document.xml", b"<w:document"), "broken Word file ("),
        (changed("[Content_Types].xml", b"<Types/>"), "broken Word file ("),
    ],
    ids=["empty", "old", "cut", "xml", "types"],
)
def test_a_file_that_cannot_be_read_says_why(data, reason):
    assert read(data).reason.startswith(reason)


def test_what_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(docx, "LARGEST_MARKUP", 2 << 20)
    monkeypatch.setattr(docx, "LARGEST_UNPACKED", 4 << 20)
    spaces = b" " * (3 << 20)

    assert read(changed("word/bomb.xml", spaces)).reason == "more than 2 MB beside its pictures"
    assert isinstance(read(changed("word/a.bmp", spaces)), Document)
    assert read(changed("word/a.bmp", spaces * 2)).reason == "more than 4 MB unpacked"


def test_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET", "utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = (
        f'<!DOCTYPE a [<!ENTITY l0 "haha">{laughs}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>một &l11; &f;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )

    found = read(changed("word/document.xml", head.encode()))

    assert "SECRET" not in repr(found)
    assert "haha" not in repr(found)


def test_without_the_library_the_row_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)

    assert read(saved(word("một"))).reason.endswith('pip install "timtin[office]"')


def test_a_file_is_one_document():
    assert list(split(io.BytesIO(b"x"), "!b.docx")) == [Raw(b"x", "docx", "!b.docx")]


def stored(made):
    """Return a Word file whose parts are not compressed, so that damage reaches them."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(made))) as whole,
        zipfile.ZipFile(out, "w") as package,
    ):
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
            package.writestr(name, whole.read(name))
    return out.getvalue()


WHOLE = stored(word((TITLE, "Title"), LEAD))


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 40), st.binary(max_size=4))
@example(0, 0, b"")
def test_damage_does_not_raise(start, size, put):
    assert isinstance(read(WHOLE[:start] + put + WHOLE[start + size :]), Document | Skipped)


@settings(max_examples=60)
@given(st.text(st.sampled_from('<>/ "=w:prt&;a\n')))
def test_no_document_part_raises(inside):
    part = f"<w:document {nsdecls('w')}><w:body>{inside}</w:body></w:document>"

    assert isinstance(read(changed("word/document.xml", part.encode())), Document | Skipped)
