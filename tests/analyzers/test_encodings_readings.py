"""The tables of the old encodings, by words as they were seen in programs that knew none."""

import unicodedata

import pytest

from analyzers.encodings.readings import READINGS, western
from analyzers.encodings.tables import TCVN3, VISCII, VISCII_CONTROLS, VNI

LETTERS = "áàảãạâấầẩẫậăắằẳẵặéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"

KNOWN = {
    "tcvn3": [
        ("ViÖt Nam", "Việt Nam"),
        ("céng hßa x· héi chñ nghÜa", "cộng hòa xã hội chủ nghĩa"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("c«ng nghÖ th«ng tin", "công nghệ thông tin"),
        ("nh©n d©n", "nhân dân"),
        ("®\xadîc", "được"),  # ư is the soft hyphen, which is not shown
        ("ng\xadêi", "người"),
        ("§µ N½ng", "Đà Nẵng"),
        ("Qu¶ng Ng·i", "Quảng Ngãi"),
        ("Thõa Thiªn HuÕ", "Thừa Thiên Huế"),
        ("kü thuËt", "kỹ thuật"),
        ("ch÷ quèc ng÷", "chữ quốc ngữ"),
        ("lò lôt", "lũ lụt"),
        ("NGUYÔN", "NGUYễN"),  # in a font of capitals
    ],
    "vni": [
        ("Vieät Nam", "Việt Nam"),
        ("coäng hoøa xaõ hoäi chuû nghóa", "cộng hòa xã hội chủ nghĩa"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("coâng ngheä thoâng tin", "công nghệ thông tin"),
        ("nhaân daân", "nhân dân"),
        ("ñöôïc", "được"),
        ("ngöôøi", "người"),
        ("Ñaø Naüng", "Đà Nẵng"),
        ("Quaûng Ngaõi", "Quảng Ngãi"),
        ("Thöøa Thieân Hueá", "Thừa Thiên Huế"),
        ("kyõ thuaät, chæ thò, haïn kyø", "kỹ thuật, chỉ thị, hạn kỳ"),
        ("Caên cöù Luaät", "Căn cứ Luật"),
        ("THUÛ TÖÔÙNG CHÍNH PHUÛ", "THỦ TƯỚNG CHÍNH PHỦ"),
        ("VIEÄT NAM", "VIỆT NAM"),
        ("Oâng Aùi", "Ông Ái"),
    ],
    "viscii": [
        ("Vi®t Nam", "Việt Nam"),
        ("cµng hòa xã hµi chü nghîa", "cộng hòa xã hội chủ nghĩa"),
        ("Ðµc l§p - Tñ do - HÕnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("công ngh® thông tin", "công nghệ thông tin"),
        ("ðßþc", "được"),
        ("ngß¶i", "người"),
        ("Ðà NÇng", "Đà Nẵng"),
        ("Quäng Ngãi", "Quảng Ngãi"),
        ("Th×a Thiên Huª", "Thừa Thiên Huế"),
        ("mi\xadn phí", "miễn phí"),
        ("chæ, lû løt", "chữ, lũ lụt"),
        ("NGUY\x8dN", "NGUYỄN"),
        ("LU\x06N QU\x02N", "LUẪN QUẲN"),  # among the control characters
    ],
    "windows-1258": [
        ("Viêòt Nam", "Việt Nam"),
        ("côòng hoÌa xaÞ hôòi chuÒ nghiÞa", "cộng hòa xã hội chủ nghĩa"),
        ("Ðôòc lâòp - Týò do - Haònh phuìc", "Độc lập - Tự do - Hạnh phúc"),
        ("công nghêò thông tin", "công nghệ thông tin"),
        ("ðýõòc", "được"),
        ("ngýõÌi", "người"),
        ("ÐaÌ NãÞng", "Đà Nẵng"),
        ("QuaÒng NgaÞi", "Quảng Ngãi"),
        ("ThýÌa Thiên Huêì", "Thừa Thiên Huế"),
        ("kyÞ sý", "kỹ sư"),
        ("miêÞn phiì", "miễn phí"),
        ("là có", "là có"),  # some letters with a tone are there, ready made
    ],
    "utf-8": [
        ("Viá»‡t Nam", "Việt Nam"),  # as windows-1252 shows it
        ("Vi\xe1\xbb\x87t Nam", "Việt Nam"),  # and latin-1
        ("cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a", "cộng hòa xã hội chủ nghĩa"),
        ("Ä\x90á»™c láº\xadp - Tá»± do", "Độc lập - Tự do"),
        ("cÃ´ng nghá»‡ thÃ´ng tin", "công nghệ thông tin"),
        ("Ä‘Æ°á»£c", "được"),
        ("ngÆ°á»\x9di", "người"),
        ("Háº£i PhÃ²ng", "Hải Phòng"),
        ("â€œkÃ½â€\x9d", "“ký”"),
        ("tiáº¿ng Viá»‡t", "tiếng Việt"),
        ("lÅ© lá»¥t", "lũ lụt"),
        ("ðŸ™‚", "🙂"),
    ],
}


@pytest.mark.parametrize(
    ("encoding", "shown", "meant"),
    [(encoding, *pair) for encoding, pairs in KNOWN.items() for pair in pairs],
)
def test_words_as_they_were_shown_become_what_was_meant(encoding, shown, meant):
    assert READINGS[encoding](shown) == meant


@pytest.mark.parametrize(
    ("table", "letters"),
    [
        (TCVN3, LETTERS + "ĂÂÊÔƠƯĐ"),
        (VISCII | VISCII_CONTROLS, LETTERS + LETTERS.upper()),
        (VNI, LETTERS),
    ],
    ids=["tcvn3", "viscii", "vni"],
)
def test_a_table_has_every_letter_once_and_composed(table, letters):
    assert sorted(table.values()) == sorted(letters)
    assert all(unicodedata.is_normalized("NFC", letter) for letter in table.values())


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "windows-1258"])
def test_quotation_marks_of_windows_come_through_read_either_way(encoding):
    assert READINGS[encoding]("“ \x93 … \x85") == "“ “ … …"


def test_bytes_that_windows_1252_leaves_out_are_kept():
    assert western(b"\x81 \x93a\x94 \xe9") == "\x81 “a” é"


def test_what_only_looks_like_utf8_stays():
    assert READINGS["utf-8"]("Ã© Ã à\x80\x80 í\xa0\x80") == "é Ã à\x80\x80 í\xa0\x80"
