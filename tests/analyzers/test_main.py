"""``python -m analyzers`` shows a person what becomes of a text."""

import subprocess
import sys

import pytest


def run(*arguments, stdin=b""):
    done = subprocess.run(
        [sys.executable, "-m", "analyzers", *arguments],
        input=stdin,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.decode()


def test_each_stage_that_changes_a_syllable_is_named():
    shown = run("Thành uỷ kĩ")

    assert "0    5  Thành → thành (lowercase) → thanh (fold_diacritics)" in shown
    assert "uỷ → ủy (unify_tone_marks) → uy (fold_diacritics)" in shown
    assert "kĩ → kỹ (unify_i_and_y) → ky (fold_diacritics)" in shown


def test_words_units_and_other_forms_come_with_their_place():
    shown = run("UBND Hải Phòng: 15-NQ/TW")

    assert "  UBND Hải_Phòng : 15 - NQ / TW\n" in shown
    assert "  16   24  unit                15-nq/tư, 15-nq/tu  ← 15-NQ/TW\n" in shown
    assert "   0    4  other form          ủy, uy  ← UBND\n" in shown


def test_what_keys_may_mean_is_shown():
    shown = run("ddooir so61")

    assert "or đổi, if it is typed in Telex" in shown
    assert "or số, if it is typed in VNI" in shown


def test_words_of_the_command_line_are_one_text():
    assert "hải_phòng" in run("Hải", "Phòng")


@pytest.mark.parametrize(
    ("stdin", "shown"),
    [
        ("chuyển đổi".encode(), "chuyển_đổi"),
        (
            b"C\xabng ngh\xd6 th\xabng tin",
            "Read as tcvn3.\nSyllables\n     0    4  Công → công (lowercase)",
        ),
        (b"", "There is no letter or digit in this text."),
        (b"\xff", "Read as windows-1252. not UTF-8"),
    ],
)
def test_a_file_is_read_from_standard_input(stdin, shown):
    assert shown in run(stdin=stdin)


def test_a_reader_that_has_enough_ends_it_quietly():
    shell = f"{sys.executable} -m analyzers chuyển đổi số | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)

    assert done.stdout == "Syllables\n0\n"
    assert done.stderr == ""
