"""Old encodings are recognised when that is clear, and good text is never harmed."""

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers.encodings import GUESSED, Decoded, decode, repair
from analyzers.encodings.readings import western

OLD = ["tcvn3", "vni", "viscii", "windows-1258"]
SENTENCE = "Ban Chỉ đạo đề nghị các cơ quan tiếp tục đổi mới công tác thông tin đối ngoại."
MISREAD = {"windows-1252": western, "latin-1": lambda data: data.decode("latin-1")}

each_old = pytest.mark.parametrize("encoding", OLD)


@pytest.fixture(scope="module")
def paragraphs(seeds):
    texts = [path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))]
    found = [line for text in texts for line in text.split("\n") if len(line) > 150]
    assert len(found) > 20
    return [unicodedata.normalize("NFC", line) for line in found]


@each_old
def test_each_paragraph_comes_back_from_its_bytes(encoding, paragraphs, encode, writable):
    for paragraph in paragraphs:
        text = writable(encoding, paragraph)

        assert decode(encode(encoding, text)) == Decoded(text, encoding, None)


@each_old
def test_the_short_lines_of_a_page_are_read_as_the_rest(encoding, encode):
    page = f"Đời sống\n\n{SENTENCE}\r\nsố 5: ở xã\n"

    assert decode(encode(encoding, page.lower())) == Decoded(page.lower(), encoding, None)


@pytest.mark.parametrize("misread", MISREAD.values(), ids=list(MISREAD))
@pytest.mark.parametrize("encoding", [*OLD, "utf-8"])
def test_each_paragraph_comes_back_after_it_was_misread(
    encoding, misread, paragraphs, encode, writable
):
    for paragraph in paragraphs:
        text = writable(encoding, paragraph)
        mojibake = misread(encode(encoding, text))

        assert repair(mojibake) == Decoded(text, encoding, None)
        assert decode(mojibake.encode()) == Decoded(text, encoding, None)


@pytest.mark.parametrize(
    ("shown", "meant", "encoding"),
    [
        ("c«ng nghÖ th«ng tin", "công nghệ thông tin", "tcvn3"),
        ("céng nghÖ th«ng tin", "cộng nghệ thông tin", "tcvn3"),
        ("coâng ngheä thoâng tin", "công nghệ thông tin", "vni"),
        ("Ðµc l§p - Tñ do - HÕnh phúc", "Độc lập - Tự do - Hạnh phúc", "viscii"),
        ("Ðôòc lâòp - Týò do - Haònh phuìc", "Độc lập - Tự do - Hạnh phúc", "windows-1258"),
        ("Tá»‰nh á»§y Háº£i DÆ°Æ¡ng", "Tỉnh ủy Hải Dương", "utf-8"),
        ("Chiêìu tôìi: hôòi nghiò", "Chiếu tối: hội nghị", "windows-1258"),
        ("H§ND, Q§, N§: x· héi ®æi míi", "HĐND, QĐ, NĐ: xã hội đổi mới", "tcvn3"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM", "tcvn3"),
    ],
)
def test_a_few_words_are_enough(shown, meant, encoding):
    assert repair(shown) == Decoded(meant, encoding, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "Thông tin báo chí và có lá cờ",
        SENTENCE,
        unicodedata.normalize("NFD", SENTENCE),
        SENTENCE + " 🙂 👩‍💻 ²³ ½ Ð § ® «a» François Müller ±5 µm",
        "The café’s naïve résumé — “façade”, £5, 20 °C, ±5 µm, §3, © 2020, ½ price.",
        "Où est passé l’été ? L’élève était déçu : « Noël à l’hôtel, c’est sûr », dit-il là-bas.",
        "Größe und Höhe der Türme: das Mädchen grüßt schön, »süß« für Köln, Österreich, Übung.",
        "El niño comió piña en la mañana; ¿dónde está José? ¡Así es! Él también pidió más té.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy; dítě má už bílé šaty, že ano, bude déšť.",
        "Så är det än en gång, för många små hjärtan får gå på fjället.",
        "Ação de informação: não há lá pão, só avó e irmã.",
        "Zażółć gęślą jaźń",
        "東京 Москва Ελλάδα",
        "ViÖt Nam",
        "Zoë",
        "„-c”, „-C”, „-d”, „-n”, „-x”, « on » ou « off », “%s”",  # quotes are letters of VISCII
        "· x ¸ µ ©",  # single letters in TCVN3
        "Đề nghị: c«ng nghÖ th«ng tin",  # good and bad in one line
        "\x14\x05",
    ],
)
def test_what_is_fine_or_too_short_to_tell_comes_back_unchanged(text):
    assert repair(text) == Decoded(text, "utf-8", None)
    assert decode(text.encode()) == Decoded(text, "utf-8", None)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("B¸o c¸o", "2 words look misread, perhaps tcvn3"),
        ("Nh¶ sñ tñ tin, khiªu ån", "5 words look misread, perhaps tcvn3"),  # viscii as likely
    ],
)
def test_what_looks_wrong_but_is_unclear_is_left_with_a_warning(text, seen):
    warning = f"{seen}, but that is not sure: save it as UTF-8"

    assert repair(text) == Decoded(text, "utf-8", warning)
    assert decode(text.encode()) == Decoded(text, "utf-8", warning)


@each_old
def test_one_bad_line_of_a_good_page_is_repaired_alone(encoding, encode):
    good = "Thông báo: Báo cáo có nói rõ.\nÔng Müller và bà François đến Hải Phòng ngày 6/2."
    good += "\nĐề nghị: B¸o"
    page = f"{good}\n{western(encode(encoding, SENTENCE.lower()))}\nLá cờ, café, Zürich"

    assert repair(page) == Decoded(
        f"{good}\n{SENTENCE.lower()}\nLá cờ, café, Zürich", encoding, None
    )


@pytest.mark.parametrize("pair", list(itertools.combinations([*OLD, "utf-8"], 2)), ids="-".join)
@pytest.mark.parametrize("good", ["", SENTENCE])
def test_two_lines_in_two_encodings_are_both_repaired(pair, good, encode):
    sentence = SENTENCE.lower()
    page = "\n".join([good, *(western(encode(encoding, sentence)) for encoding in pair)])

    found = repair(page)

    assert found.text == f"{good}\n{sentence}\n{sentence}"
    assert set(found.encoding.split(", ")) == set(pair)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_is_read_with_or_without_its_mark(encoding, mark, form):
    text = unicodedata.normalize(form, SENTENCE)

    assert decode((mark + text).encode(encoding)) == Decoded(text, encoding, None)


def test_misread_text_in_utf16_is_repaired_too():
    assert decode("c«ng nghÖ th«ng tin".encode("utf-16")).text == "công nghệ thông tin"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "seen"),
    [
        (b"Vi\xd6t Nam", "ViÖt Nam", "windows-1252", "not UTF-8 (byte 0xd6 at 2), nor clearly"),
        (b"na\xefve caf\xe9", "naïve café", "windows-1252", "not UTF-8 (byte 0xef at 2), nor"),
        (b"\x81\xff", "\x81ÿ", "latin-1", "not UTF-8 (byte 0x81 at 0), nor clearly"),
        (b"\xff\xfea", "ÿþa", "windows-1252", "not UTF-8 (byte 0xff at 0), nor clearly"),
        (
            SENTENCE.encode() + b" \xff",
            SENTENCE + " ÿ",
            "damaged utf-8",
            "not UTF-8 (byte 0xff at 108), though most of it is: save it as UTF-8",
        ),
    ],
)
def test_bytes_in_no_clear_encoding_come_back_whole_with_a_warning(data, text, encoding, seen):
    found = decode(data)

    assert found[:2] == (text, encoding)
    assert encoding in GUESSED
    assert found.warning.startswith(seen)
    assert found.warning.endswith(": save it as UTF-8")


@given(data=st.binary())
@example(data=b"\xff\xfe\x00\xd8")
@example(data=b"\x00a\x00")
def test_no_bytes_are_refused(data):
    found = decode(data)

    assert (found.encoding in GUESSED) <= (found.warning is not None)


words = st.lists(st.sampled_from([*(western(s.encode()) for s in SENTENCE.split()), *(
    "Ñoäc laäp Töï l§p Tñ HÕnh lËp Tù H¹nh lâòp Týò ÃƒÂ´ Ã³ lập, Tự \n".split(" ")
)])).map(" ".join)  # fmt: skip


@given(text=st.one_of(st.text(), words))
def test_repaired_text_needs_no_repair(text):
    found = repair(text)

    assert repair(found.text).text == found.text


def test_utf_16_that_lost_its_last_byte_is_read_as_far_as_it_goes():
    text = "Hai Phong thanh pho cang " * 3

    assert decode(text.encode("utf-16-le")[:-1])[:2] == (text[:-1], "utf-16-le")


def test_utf_8_that_ends_inside_a_letter_is_read_up_to_it():
    data = "Thành uỷ Hải Phòng: chuyển đổ".encode()[:-1]
    text, encoding, warning = decode(data)

    assert (text, encoding) == ("Thành uỷ Hải Phòng: chuyển đ", "utf-8")
    assert "cut off" in warning
    assert decode("Thành uá".encode()[:-1]).text == "Thành u"
