"""A PDF gives its paragraphs as they were before they were printed, or a row that says why not."""

import io
import re
import sys
import zlib

import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.extract import extract
from indexer.report import Skipped
from indexer.sources import pdf
from indexer.sources.document import Document, Raw
from indexer.sources.pdf import parse, split

LONG = "Sáng 5/3, thành phố Hải Phòng tổ chức hội nghị về chuyển đổi số trong các"
ENDED = "cơ quan đảng, chính quyền; các sở, ngành báo cáo."
FULL = "cơ quan đảng, chính quyền và các đoàn thể ở quận Ngô Quyền, huyện An Dương."
TITLE = "Hải Phòng đẩy mạnh chuyển đổi số"


class Pdf:
    """Writes a PDF object by object: pages of (text, size, left, base), letters by ToUnicode."""

    def __init__(self, *pages, title="", lettered=True, extra=""):
        self.objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
        texts = "".join(line[0] for page in pages for line in page)
        self.codes = {char: code for code, char in enumerate(sorted(set(texts)), start=1)}
        self.add_font(lettered=lettered)
        kids = [self.add_page("\n".join(map(self.shown, page)) + extra) for page in pages]
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        self.objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
        self.info = self.add(b"<</Title<feff%s>>>" % title.encode("utf-16-be").hex().encode())

    def add(self, content):
        self.objects.append(content)
        return len(self.objects)

    def add_stream(self, content, head=b""):
        packed = zlib.compress(content)
        head = b"<<%s/Filter/FlateDecode/Length %d>>" % (head, len(packed))
        return self.add(head + b"stream\n" + packed + b"\nendstream")

    def add_font(self, *, lettered):
        rows = "".join(
            f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n"
            for char, code in self.codes.items()
        )
        cmap = self.add_stream(
            b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            b"%d beginbfchar\n%sendbfchar endcmap" % (len(self.codes), rows.encode())
        )
        below = self.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 500"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
        )
        letters = b"/ToUnicode %d 0 R" % cmap if lettered else b""
        self.font = self.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H%s"
            b"/DescendantFonts[%d 0 R]>>" % (letters, below)
        )

    def add_page(self, content, more=b""):
        contents = self.add_stream(content.encode())
        return self.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F %d 0 R>>%s>>>>" % (contents, self.font, more)
        )

    def hex(self, text):
        return "".join(f"{self.codes[char]:04x}" for char in text)

    def shown(self, line):
        text, size, left, base = line
        return f"BT /F {size} Tf 1 0 0 1 {left} {base} Tm <{self.hex(text)}> Tj ET"

    @property
    def data(self):
        out = b"%PDF-1.7\n"
        places = []
        for number, content in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(places) + 1
        return out + b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
            *(size, self.info, start),
        )


def page(*texts, size=12, top=800):
    """Return lines below each other; a text may be a pair with the points it is moved right."""
    pairs = [text if isinstance(text, tuple) else (text, 0) for text in texts]
    return [(text, size, 50 + right, top - 16 * at) for at, (text, right) in enumerate(pairs)]


def read(data):
    return parse(Raw(data, "pdf"), "a.pdf")


def lines(*pages, **kinds):
    found = read(Pdf(*pages, **kinds).data)
    assert isinstance(found, Document), found
    return found.text.split("\n")


def test_lines_of_a_paragraph_are_joined():
    assert lines(page(LONG, ENDED, "Hết.")) == [f"{LONG} {ENDED}", "Hết."]


def test_a_short_line_ends_a_paragraph():
    assert lines(page(LONG, "các sở.", LONG, "các ngành.")) == [
        f"{LONG} các sở.",
        f"{LONG} các ngành.",
    ]


def test_a_gap_ends_a_paragraph():
    text = [*page(LONG, FULL), *page(LONG, ENDED, top=800 - 16 * 2 - 6)]

    assert lines(text) == [f"{LONG} {FULL}", f"{LONG} {ENDED}"]
    assert lines(page(LONG, FULL, LONG, ENDED)) == [f"{LONG} {FULL} {LONG} {ENDED}"]


def test_an_indent_begins_a_paragraph():
    alone = FULL.capitalize()
    text = page((LONG, 20), FULL, (LONG, 20), FULL, (alone, 20), (alone, 20), (LONG, 20), ENDED)

    assert lines(text) == [*[f"{LONG} {FULL}"] * 2, alone, alone, f"{LONG} {ENDED}"]


def test_a_sentence_goes_on_below_a_short_line():
    assert lines(page("Hội nghị về", "chuyển đổi số", LONG)) == ["Hội nghị về chuyển đổi số", LONG]


def test_letters_of_another_size_are_another_paragraph():
    assert lines([*page(LONG, LONG), *page("ảnh của báo", size=8, top=768)])[1] == "ảnh của báo"


def test_a_paragraph_goes_on_over_the_page():
    assert lines(page("Một.", LONG), page(ENDED, "Hai.")) == ["Một.", f"{LONG} {ENDED}", "Hai."]


def test_items_of_a_list_stand_alone():
    assert lines(page(ENDED, "- " + ENDED, "- Một", "1. Hai", "a) Ba")) == [
        *(ENDED, "- " + ENDED, "- Một", "1. Hai", "a) Ba"),
    ]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (f"{LONG} infor-", "mation, và information", "information, và information"),
        (f"{LONG} kinh tế-", "xã hội", "kinh tế-xã hội"),
        (f"{LONG} Covid-", "19", "Covid-19"),
        (f"{LONG} xã hội -", "chính trị", "xã hội - chính trị"),
        (f"{LONG} infor\xad", "mation", "information"),
    ],
)
def test_hyphens_are_mended_carefully(above, below, joined):
    found = lines(page("Một.", "Hai.", above, below, "Ba.", "Bốn."))

    assert found == ["Một.", "Hai.", f"{LONG} {joined}", "Ba.", "Bốn."]


def test_page_numbers_and_repeated_heads_are_dropped():
    names = ("một", "hai", "ba")
    pages = [
        page(f"Báo A số {at}", f"Bài {name}.", LONG, ENDED, f"Hết {name}.", f"Trang {at}/3")
        for at, name in enumerate(names, start=1)
    ]

    assert lines(*pages) == [
        text for name in names for text in (f"Bài {name}.", f"{LONG} {ENDED}", f"Hết {name}.")
    ]


@pytest.mark.parametrize(
    "number", ["2", "- 2 -", "Trang 2", "trang 2/3", "2 trên 3", "Page 2 of 3"]
)
def test_a_page_number_is_dropped_from_a_single_page_too(number):
    assert lines(page("Một.", "Hai.", "Ba.", number)) == ["Một.", "Hai.", "Ba."]


def test_numbers_in_the_text_stay():
    assert lines(page("Một.", "Hai.", "Ba.", "2021", "Bốn.", "Năm.", "Sáu."))[3] == "2021"


def test_what_a_browser_prints_around_a_page_gives_the_address():
    above = ("22/11/2021, 13:28 Tên trang", 8, 20, 820)
    below = ("https://a.vn/tin 1/1", 8, 20, 10)

    found = read(Pdf([above, *page(LONG, ENDED), below]).data)

    assert found.text == f"{LONG} {ENDED}"
    assert extract(found).url in {"", "https://a.vn/tin"}
    assert found.given == {"url": "https://a.vn/tin"}


def test_the_date_of_an_article_is_no_date_of_printing():
    assert lines(page("11/03/2021 17:15 Tin", LONG, ENDED))[0] == "11/03/2021 17:15 Tin"


def test_the_headline_comes_first_and_whole():
    text = [
        *page("Báo A", size=30, top=830),
        *page("Hải Phòng đẩy mạnh chuyển", "Đổi số", size=16, top=790),
        *page(LONG, ENDED, top=740),
    ]

    first = lines(text)[0]

    assert first == "Hải Phòng đẩy mạnh chuyển Đổi số"
    assert extract(read(Pdf(text).data)).title == first


def test_the_stated_title_is_found_in_the_lines():
    text = page("THÀNH ỦY HẢI PHÒNG", "Hải Phòng đẩy mạnh", "Chuyển đổi số", LONG, ENDED)

    written = "Hải Phòng đẩy mạnh Chuyển đổi số"
    assert lines(text, title=TITLE)[:2] == [written, "THÀNH ỦY HẢI PHÒNG"]
    assert extract(read(Pdf(text, title=TITLE).data)).title == written


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - bao-cao.doc", "bao_cao_2021", "Mẫu văn bản của một cơ quan khác", ""],
)
def test_a_stated_title_of_another_text_is_not_believed(title):
    assert lines(page("Một.", LONG, ENDED), title=title)[0] == "Một."


def test_a_word_in_two_fonts_stays_one():
    made = Pdf(page("đượ cx"))
    text = "".join(
        f"BT /F 12 Tf 1 0 0 1 50 800 Tm {right} 0 Td <{made.hex(char)}> Tj ET\n"
        for char, right in (("đ", 0), ("ượ", 6), ("c", 18), (" x", 24))
    )
    made.objects[1] = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % made.add_page(text)

    assert read(made.data).text == "được x"


def test_fonts_from_before_unicode_are_read():
    shown = "Thµnh phè H¶i Phßng ®æi míi: x· héi"  # TCVN3, as windows-1252 shows it

    assert lines(page(shown)) == ["Thành phố Hải Phòng đổi mới: xã hội"]


def test_ligatures_are_letters():
    assert lines(page("o\ufb03ce \ufb01le")) == ["office file"]


@pytest.mark.parametrize("pages", [[[]], [[], []], [page(" ")], [page("1")]])
def test_a_scan_says_what_to_do(pages):
    assert read(Pdf(*pages).data) == Skipped(
        "a.pdf", "no text in it, at most pictures of text: have it recognised first (OCR)"
    )


def test_signs_without_meaning_are_no_text():
    assert "its fonts do not say" in read(Pdf(page("\ue001\ue002 \ue003\ue004 a")).data).reason


def encrypted(**passwords):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(Pdf(page(LONG)).data))
    writer.encrypt(algorithm="RC4-128", **passwords)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_file_asks_for_one_without():
    assert read(encrypted(user_password="x")) == Skipped(
        "a.pdf", "encrypted: save it without its password"
    )


def test_a_file_that_is_only_locked_against_change_is_read():
    assert read(encrypted(user_password="", owner_password="x")).text == LONG


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nxref\n0 0\ntrailer<<>>\n%%EOF"])
def test_a_broken_file_says_what_to_do(data):
    found = read(data)

    assert found.reason.startswith("broken PDF (")
    assert found.reason.endswith("print it to a new PDF")


def test_a_file_with_too_many_pages_is_not_read(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)

    pages = [page("Một"), page("Hai"), page("Ba")]

    assert isinstance(read(Pdf(*pages[:2]).data), Document)
    assert read(Pdf(*pages).data).reason == "more than 2 pages: split it"


def test_forms_within_forms_end(monkeypatch):
    """Ten forms, each painting the next ten times: 10,000,000,000 texts."""
    monkeypatch.setattr(pdf, "LONGEST_READ", 0.3)
    made = Pdf(page("Một"))
    below = None
    for _ in range(10):
        content = b"/X Do " * 10 if below else made.shown(("Một", 12, 9, 9)).encode()
        more = b"/XObject<</X %d 0 R>>" % below if below else b""
        below = made.add_stream(
            content,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F %d 0 R>>%s>>"
            % (made.font, more),
        )
    kid = made.add_page("/X Do", b"/XObject<</X %d 0 R>>" % below)
    made.objects[1] = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % kid

    assert "takes more than" in read(made.data).reason


def test_without_the_library_the_row_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)

    assert read(Pdf(page("Một")).data).reason.endswith('pip install "timtin[office]"')


def test_a_file_is_one_document():
    assert list(split(io.BytesIO(b"x"), "a!b.pdf")) == [Raw(b"x", "pdf", "a!b.pdf")]


WHOLE = re.sub(rb"/Filter/FlateDecode", b"", Pdf(page(LONG, ENDED), page("Hai"), title=TITLE).data)


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 40), st.binary(max_size=4))
@example(0, 0, b"")
def test_damage_does_not_raise(start, size, put):
    assert isinstance(read(WHOLE[:start] + put + WHOLE[start + size :]), Document | Skipped)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.text(
                    st.characters(exclude_categories=["Cs"]) | st.sampled_from(" -\xad.19a"),
                    min_size=1,
                ),
                st.floats(-99, 99),
                *[st.floats(-1e9, 1e9)] * 2,
            ),
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_text_raises(pages):
    assert isinstance(read(Pdf(*pages).data), Document | Skipped)
