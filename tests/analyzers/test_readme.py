"""The table of hard inputs in analyzers/README.md says what the analysis does today.

Written anew by ``WRITE_TABLES=1 pytest tests/analyzers/test_readme.py``.
"""

import os
import unicodedata
from pathlib import Path

import analyzers
from analyzers.abbreviations import default_abbreviations
from analyzers.terms import analyse
from analyzers.typed import read_telex, read_vni

README = Path(analyzers.__file__).with_name("README.md")
BEGIN, END = "<!-- hard inputs -->\n", "<!-- end of hard inputs -->"
HARD = [
    "Chuyển đổi số",
    unicodedata.normalize("NFD", "Thành uỷ"),
    "hoà, hòa, HOÀ",
    "thuỷ lợi, uỷ ban",
    "quí, quý",
    "kĩ sư, lí do, bác sỹ",
    "tai tay mai may",
    "ngưòi đuợc",
    "qúa đựơc cuả",
    "Ðảng bộ",
    "Hải\u00a0Phòng",
    "ng\u00adười",
    "chu\u200byển, Hải\u200bPhòng",
    "𝐇ả𝐢 Ｐhòng",
    "хеm",
    "03-NQ/TU",
    "Số 3 - NQ/TU",
    "15-NQ/TƯ",
    "15-NQ/TW",
    "169-HD/BTGTW",
    "26/10/2021",
    "ngày 6 tháng 10 năm 2022",
    "1/12",
    "2.175",
    "Covid-19",
    "COVID 19",
    "covid19",
    "toasoan@haiphong.gov.vn",
    "https://www.haiphong.gov.vn/tin",
    "UBND TP. HCM",
    "BCH TW",
    "ĐẦU TƯ CÔNG",
    "chuyeenr ddooir",
    "so61 d9o63i",
    "năm 東京 🎉",
]


def table():
    lines = [
        "| text | syllables | whole | other forms | typed keys |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *map(row, HARD), ""])


def row(text):
    terms = analyse(text, abbreviations=default_abbreviations())
    syllables = [term.marked for term in terms if term.kind == "syllable"]
    cells = [
        [visible(text)],
        syllables,
        [term.marked for term in terms if term.kind == "unit"],
        [term.marked for term in terms if term.kind == "other form"],
        [read for typed in syllables for read in (*read_telex(typed), *read_vni(typed))],
    ]
    return "| " + " | ".join(" ".join(f"`{term}`" for term in cell) for cell in cells) + " |"


def visible(text):
    """Return `text` with what nobody sees as code points, and decomposed text said to be so."""
    shown = "".join(f"‹{ord(c):04X}›" if c in "\u00a0\u00ad\u200b" else c for c in text)
    composed = unicodedata.normalize("NFC", shown)
    return shown if composed == shown else f"{composed} ‹NFD›"


def test_the_table_is_what_the_analysis_gives():
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    if os.environ.get("WRITE_TABLES"):
        README.write_text(before + BEGIN + table() + END + after, "utf-8")

    assert README.read_text("utf-8") == before + BEGIN + table() + END + after, (
        "write it anew: WRITE_TABLES=1 pytest tests/analyzers/test_readme.py"
    )
    assert len(HARD) >= 30
