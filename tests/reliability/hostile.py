"""What nobody in good faith types: texts by hand, one for each kind, and mutations of real ones.

All are made by this code, from a number where chance is in it, so a failure can be had again.
"""

import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

LONG = 2_100  # characters: a query may have 2,000
HUGE = 1_000_000
_FIELDS = "tieude tacgia nguon nam thanhpho chude TIÊUĐỀ NĂM Thànhphố id source __class__".split()
_SIGNS = list("\"“”«»*-:()[]{}<>&|!?.,;/\\'`~^$#@%+=_…–—\u3000\u00a0")
_INVISIBLE = list("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u180e\u200e\u200f\u115f\u3164")
_BIDI = list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROLS = [chr(code) for code in (*range(32), *range(127, 160), 0x2028, 0x2029)]
_COMBINING = [chr(code) for code in (*range(0x300, 0x370), 0x1AB0, 0x20D0, 0x20E3, 0xFE0F, 0xFE20)]
_OPERATORS = ["HOẶC", "OR", "hoặc", "-", '"', "“", "”", "«", "»", "*", "-*", '""', "nam:", "chude:"]


def by_hand() -> list[str]:
    """Return some hundreds of texts, short and long."""
    return [
        *_invisible(),
        *_operators(),
        *_other_languages(),
        *_odd_values(),
        *_letters(),
        *_long(),
    ]


def huge() -> list[str]:
    """Return texts of a million characters, of as many kinds as cost differently."""
    pieces = ["a", " ", "chuyển đổi số ", '"', "-", "a*", "((", "\u0301", "\U0001f600", "\x00"]
    pieces += [
        "nam:2021 ",
        'HOẶC "a" ',
        "03-NQ/TU ",
        "1/1/2021 ",
        "a@b.vn ",
        "http://a/",
        "%s",
        "«",
    ]
    pieces += [
        "\u202e",
        "\ud800",
        "1",
        "UBND ",
        "aa-",
        "tieude:",
        "ươ",
        "ế\n",
        "x:y:",
        "K.T.",
        "A1",
    ]
    return [(piece * (HUGE // len(piece) + 1))[:HUGE] for piece in pieces]


def _invisible() -> Iterator[str]:
    for char in (*_CONTROLS, *_INVISIBLE, *_BIDI, *_COMBINING):
        yield char
        yield f"hải{char}phòng"
        yield f'"{char}covid{char}" -{char}số'
    yield "\u202etset\u202c -\u2066covid\u2069"
    yield "".join(_BIDI) + "tin" + "".join(reversed(_BIDI))
    yield "\ud83d"
    yield "\ude00\ud83d covid \udcff"
    yield "covid\x00' OR '1'='1"
    yield "đ" + "".join(_COMBINING) * 12 + "ổi"
    yield "a\u0301" * 300
    yield "\r\nSet-Cookie: a=b\r\n\r\n<html>"


def _operators() -> Iterator[str]:
    for sign in _SIGNS:
        yield from (sign, sign * 3, sign * 500, f"{sign} covid", f"covid {sign}", f"a{sign}b")
    for one, other in (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ('"', '"'), ("<", ">")):
        yield one * 400 + "covid" + other * 400
        yield f"{one} covid " * 150
        yield other * 200 + one * 200
        yield f"-{one}" * 300 + "số"
    for word in _OPERATORS:
        yield word
        yield f"{word} " * 200
        yield f"covid {word} {word} số {word}"
        yield f"{word}covid{word}"
    yield "a" + "*a" * 900
    yield "co* " * 190
    yield "-" * 900 + "covid"
    yield "-covid " * 199
    yield " HOẶC ".join(f'"tin {number}"' for number in range(150))
    yield " OR ".join(f"{chr(97 + number % 26)}{chr(97 + number // 26)}*" for number in range(199))
    yield 'tieude:"' * 200
    yield "tieude:" * 250
    yield "-tieude:-tacgia:-nguon:x"
    yield 'covid HOẶC HOẶC -"đối ngoại HOẶC'
    yield '“covid" «số” -«a" "b»'


def _other_languages() -> Iterator[str]:
    """Yield what means something to other programs."""
    yield from (
        "' OR 1=1; DROP TABLE articles; --",
        '" UNION SELECT * FROM users WHERE ""="',
        "1); DELETE FROM docs; /*",
        "<script>window.hacked=1</script>",
        '"><img src=x onerror=alert(1)>',
        "'><svg/onload=alert(1)>",
        "</title></textarea></script><script>alert(1)</script>",
        "<mark>covid</mark> <b>số",
        "&lt;b&gt; &#0; &#x110000; &unknown; &amp",
        "]]><!--<![CDATA[-->",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
        "{{ 7 * 7 }} {% raw %} {# # ${7*7} #{7*7} <%= 7*7 %>",
        "{{ config.__class__.__init__.__globals__ }}",
        "%s%s%n %(count)s %d %x %% {0} {name!r} {0.__class__}",
        "../../../../etc/passwd ..\\..\\windows\\win.ini file:///etc/passwd",
        "%2e%2e%2f%00.html ....//....//",
        "$(reboot) `id` ; cat /etc/passwd | nc -l 1 && true",
        "(a+)+$ (a|aa)* ^(([a-z])+.)+[A-Z]([a-z])+$ \\1 [[:alpha:] (?P<x",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "=1+1 +1 -1 @SUM(A1) =cmd|'/c calc'!A0",
        "__import__('os').system('id') os.environ self.__dict__ c__builtin__\neval\n(S'1'\ntR.",
        "null undefined NaN Infinity true None nil 0x10 1e309 -0 ٣٤٥ ²",
        '{"$gt": ""} {"q": [1, null]} [object Object]',
        "javascript:alert(1) data:text/html,<script>1</script> http://[::1 http://a:99999/",
        "*:* title:covid~2 covid^1000 [a TO z] body:/.*/ NOT AND && ||",
        "q=1&page=2#x;city=a?b %26 %3D %zz %u0110 + %2B",
        "\x1b[2J\x1b]0;x\x07\x9b31m",
    )


def _odd_values() -> Iterator[str]:
    values = ["", " ", "0", "-1", "0000", "9999", "10000", "99999999999", "2021..", "..2021", ".."]
    values += ["2023..2021", "2021-2023", "2021...2023", "20 21", '"không rõ"', "không rõ", '""']
    values += ['"', "“2021", "*", "a*", "-a", "-2021", "²⁰²¹", "٢٠٢١", "Hải Phòng", '"Hải Phòng"']
    values += ["Atlantis", "x" * 1_990, "'", "%", "%00", "\x00", "é" * 900, "nam:nam:2021"]
    for field in _FIELDS:
        for value in values:
            yield f"{field}:{value}"
            yield f"-{field}:{value} covid"
    yield from ("29/02/2021", "31/11/2020", "99/99/9999", "0/0/0", "1/1/1", "32.13.2021", "30-2")
    yield from ("ngày 31 tháng 2 năm 2021", "tháng 13/2021", "12/2021/12/2021", "0" * 60)
    yield from ("03-NQ/TU", "03-NQ/TU" * 200, "1234567890/QĐ-UBND-TTg-BYT", "-/-", "QĐ/-//", "1/")
    yield from ("1.234.567,89.0,1.2", "1,2,3,4.5.6", "-" + "9" * 1_500, "1e999", "0x" + "f" * 1_000)


def _letters() -> Iterator[str]:
    """Yield some of each category of Unicode, scripts mixed, and keys of input methods."""
    kinds: dict[str, list[str]] = {}
    for code in range(0, sys.maxunicode + 1, 7):
        kinds.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    for chars in kinds.values():
        step = max(1, len(chars) // 40)
        yield "".join(chars[::step])
        yield " ".join(chars[::step])
        yield f"covid{chars[0]} {chars[-1]}số"
    yield "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 60
    yield "\U0001f1fb\U0001f1f3" * 200
    yield "hảiфонг ПҺòng ＨẢＩ ℍ𝔸𝕀 𝐡𝐚̉𝐢 ⒽⒶⒾ ŀ ŉ ǆ ﬁ ﷺ İi ıI ß ẞ Σς"
    yield "אבג شركة हिन्दी ไทย 中文 한국어 日本 ქართული ᏣᎳᎩ 𐌰𐌱 \U000e0041"
    yield "chuyeenr ddooir soos ddddooooiiii aaaaaaf fffff sssss wwww uowuow"
    yield "chuye6n3 d9o6i3 so61 a1a2a3a4a5 d9d9d9 666666 o7u7u7o7"
    yield "w " * 150 + "aw ow uw dd ee oo aa jj xx zz"
    yield "ươươươ ưở ưởưở quýquỳ giàgìgỉ oàòa ỷỳỵ đĐđĐ Ðð ɖ"


def _long() -> Iterator[str]:
    for piece in (
        "a",
        "ế",
        "a ",
        "covid ",
        "a.",
        "a-",
        "A.B.",
        "1.",
        "\U0001d400",
        "a\u0301",
        '"a" ',
    ):
        yield (piece * LONG)[:LONG]
    yield "x" * 300 + " " + "ơ" * 300
    yield " ".join(chr(97 + n % 26) * (n % 30 + 1) for n in range(150))


def mutated(seed: int, texts: Sequence[str]) -> Iterator[str]:
    """Yield mutations of `texts` without end: spliced, repeated, cut, with something put in."""
    chance = random.Random(seed)
    hand = [text for text in by_hand() if len(text) < 200]
    while True:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        text = text[start : start + chance.choice((5, 10, 20, 20, 40, 100))]
        for _ in range(chance.randrange(1, 5)):
            text = _changed(text, chance, hand)[: 2 * LONG]
        yield text


def _changed(text: str, chance: random.Random, hand: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    before, behind = text[:at], text[at:]
    match chance.randrange(9):
        case 0:
            new = before + chance.choice(hand) + behind
        case 1:
            new = before + chance.choice(_OPERATORS) + " " * chance.randrange(2) + behind
        case 2:
            new = before + behind[chance.randrange(1, 4) :]
        case 3:
            new = behind + before
        case 4:
            new = before + behind[:6] * chance.choice((2, 3, 40)) + behind
        case 5:
            new = before + f"{chance.choice(_FIELDS)}:" + '"' * chance.randrange(2) + behind
        case 6:
            new = (
                before
                + chr(chance.choice((chance.randrange(0x300), chance.randrange(0x110000))))
                + behind
            )
        case 7:
            new = unicodedata.normalize(chance.choice(("NFD", "NFKD", "NFC")), text).swapcase()
        case _:
            new = before + chance.choice((*_INVISIBLE, *_BIDI, *_SIGNS)) + behind
    return new


_WORDS = st.sampled_from("covid số chuyển doi hải phong 2021 03-NQ/TU UBND ddooir".split())
_TERMS = st.one_of(
    _WORDS,
    _WORDS.map('"{}'.format),
    _WORDS.map("-{}".format),
    _WORDS.map("{}*".format),
    st.builds("{}:{}".format, st.sampled_from(_FIELDS), _WORDS),
    st.sampled_from(_OPERATORS),
    st.text(max_size=8),
)
ANY_TEXT = st.text(st.characters(), max_size=400)  # lone surrogates, too
IN_THE_LANGUAGE = st.lists(_TERMS, max_size=12).map(" ".join)
