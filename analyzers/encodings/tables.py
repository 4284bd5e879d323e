"""The codes of three old Vietnamese encodings, as facts.

TCVN3 is the table VN3 of the standard TCVN 5712:1993, which the ABC fonts (``.VnTime``)
follow: lower case, and of the capitals those without a tone. A toned capital is the code of
the small letter, shown in a font of capitals (``.VnTimeH``). VISCII is version 1.1 of the
Viet-Std Group, RFC 1456 (1993); six of its capitals lie among the control characters.
VNI-Windows is the code of VNI Software's fonts (``VNI-Times``, about 1990), published as
documentation of the fonts only: a letter is followed by a character that stands for its mark.
"""

# Sixteen codes a row, from A0; a dot is a code without a letter.
_TCVN3 = """
. Ă Â Ê Ô Ơ Ư Đ ă â ê ô ơ ư đ .
. . . . . à ả ã á ạ . ằ ẳ ẵ ắ .
. . . . . . ặ ầ ẩ ẫ ấ ậ è . ẻ ẽ
é ẹ ề ể ễ ế ệ ì ỉ . . . ĩ í ị ò
. ỏ õ ó ọ ồ ổ ỗ ố ộ ờ ở ỡ ớ ợ ù
. ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ .
"""

# From 80.
_VISCII = """
Ạ Ắ Ằ Ặ Ấ Ầ Ẩ Ậ Ẽ Ẹ Ế Ề Ể Ễ Ệ Ố
Ồ Ổ Ỗ Ộ Ợ Ớ Ờ Ở Ị Ỏ Ọ Ỉ Ủ Ũ Ụ Ỳ
Õ ắ ằ ặ ấ ầ ẩ ậ ẽ ẹ ế ề ể ễ ệ ố
ồ ổ ỗ Ỡ Ơ ộ ờ ở ị Ự Ứ Ừ Ử ơ ớ Ư
À Á Â Ã Ả Ă ẳ ẵ È É Ê Ẻ Ì Í Ĩ ỳ
Đ ứ Ò Ó Ô ạ ỷ ừ ử Ù Ú ỹ ỵ Ý ỡ ư
à á â ã ả ă ữ ẫ è é ê ẻ ì í ĩ ỉ
đ ự ò ó ô õ ỏ ọ ụ ù ú ũ ủ ý ợ Ữ
"""
VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}


def _chart(rows: str, first: int) -> dict[int, str]:
    return {code: letter for code, letter in enumerate(rows.split(), first) if letter != "."}


TCVN3 = _chart(_TCVN3, 0xA0)  # code to letter
VISCII = _chart(_VISCII, 0x80)

# VNI-Windows, lower case: what follows a letter, as windows-1252 shows it, and what it becomes.
# The five tones are in the order acute, grave, hook, tilde, dot.
_TONED = {
    "a": ("ùøûõï", "áàảãạ"),
    "e": ("ùøûõï", "éèẻẽẹ"),
    "o": ("ùøûõï", "óòỏõọ"),
    "ô": ("ùøûõï", "ớờởỡợ"),  # ô alone is ơ, ö alone is ư
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
_CIRCUMFLEX = {"a": "âấầẩẫậ", "e": "êếềểễệ", "o": "ôốồổỗộ"}  # written with â, then á à å ã ä
_BREVE = ("êéèúüë", "ăắằẳẵặ")  # after a only
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs = dict(_ALONE)
    for base, (marks, letters) in _TONED.items():
        pairs |= {base + mark: letter for mark, letter in zip(marks, letters, strict=True)}
    for base, letters in _CIRCUMFLEX.items():
        pairs |= {base + mark: letter for mark, letter in zip("âáàåãä", letters, strict=True)}
    pairs |= {"a" + mark: letter for mark, letter in zip(*_BREVE, strict=True)}
    return pairs


VNI = _vni()  # one or two characters to a letter, lower case; capitals are the same in capitals
