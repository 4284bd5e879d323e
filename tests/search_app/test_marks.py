"""Marks found on arrays are those that the rules give, followed syllable by syllable."""

import bisect
import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzers import fold, pair_starts, split_syllables
from analyzers.abbreviations import default_abbreviations
from analyzers.compose import compose
from analyzers.units import find_units
from indexer.article import Article
from search_app.core.query import is_bare, read_query
from search_app.core.snippets import excerpts, heading, highlight
from search_app.core.texts import CutTexts
from search_app.core.unit_parts import unit_parts
from search_app.core.wanted import tables


class Plain:
    """The rules, on a whole text that is analysed anew."""

    def __init__(self, text, query):
        self.text, self.query = text, query
        self.syllables = split_syllables(text)
        self.matches = (
            self.as_asked() | self.in_forms() | self.in_units() if self.syllables else set()
        )

    def as_asked(self):
        wanted = self.wanted()
        found = {at for at, s in enumerate(self.syllables) if s.marked in wanted.get(s.folded, ())}
        asked = self.query.syllables
        neighbours = {(asked[at].folded, asked[at + 1].folded) for at in self.query.pair_starts}
        together = set()
        for at in pair_starts(self.text, self.syllables):
            pair = self.syllables[at].folded, self.syllables[at + 1].folded
            if {at, at + 1} <= found and pair in neighbours:
                together |= {at, at + 1}
        placed = {self.syllables[at].folded for at in together} | self.parts_of_numbers()
        return together | {at for at in found if self.syllables[at].folded not in placed}

    def wanted(self):
        present = {}
        for syllable in self.syllables:
            present.setdefault(syllable.folded, set()).add(syllable.marked)
        wanted = {}
        for syllable in self.query.syllables:
            forms = present.get(syllable.folded, set())
            as_typed = forms if is_bare(syllable) else forms & {syllable.marked}
            wanted.setdefault(syllable.folded, set()).update(as_typed)
        return {folded: forms or present.get(folded, set()) for folded, forms in wanted.items()}

    def parts_of_numbers(self):
        spans = [u[2:4] for u in self.query.units if u.kind in {"document", "date"}]
        parts, words = set(), set()
        for syllable in self.query.syllables:
            inside = any(start <= syllable.start < end for start, end in spans)
            (parts if inside else words).add(syllable.folded)
        return parts - words

    def in_forms(self):
        capitals = {form[0] for form in self.query.forms if form[0].isupper()}
        written = [compose(self.text[s.start : s.end]) for s in self.syllables]
        marked = tuple(
            text if text in capitals else s.marked
            for text, s in zip(written, self.syllables, strict=True)
        )
        return {
            number
            for form in self.query.forms
            for at in range(len(marked))
            if marked[at : at + len(form)] == form
            for number in range(at, at + len(form))
        }

    def in_units(self):
        wanted = {unit.folded for unit in self.query.units}
        wanted |= {s.folded for s in self.query.syllables if s.folded.isdigit()}
        starts = {s.start for s in self.syllables}
        units = [unit for unit in find_units(self.text) if unit.start in starts]
        spans = [(unit.start, unit.end) for unit in units if unit.folded in wanted]
        return {
            at
            for at, s in enumerate(self.syllables)
            if any(start <= s.start < end for start, end in spans)
        }

    def snippet(self, begin):
        begin_at = bisect.bisect_left(self.syllables, begin, key=lambda s: s.start)
        matches = [at for at in sorted(self.matches) if at >= begin_at]
        first = max(begin_at, self.best(matches, begin_at) - 6)
        last = min(first + 44, len(self.syllables))
        start = self.syllables[first].start if first > begin_at else begin
        end = self.syllables[last - 1].end if last < len(self.syllables) else len(self.text)
        before = "… " if first > begin_at else ""
        after = " …" if last < len(self.syllables) else ""
        return before + self.to_html(start, end).strip() + after

    def best(self, matches, otherwise):
        best, best_value = otherwise, (0, 0)
        for first in matches:
            inside = [at for at in matches if first <= at < first + 38]
            value = len({self.syllables[at].folded for at in inside}), len(inside)
            if value > best_value:
                best, best_value = first, value
        return best

    def to_html(self, start, end):
        parts, at = [], start
        for first, last in self.spans():
            if start <= first and last <= end:
                marked = html.escape(self.text[first:last])
                parts += [html.escape(self.text[at:first]), f"<mark>{marked}</mark>"]
                at = last
        return "".join([*parts, html.escape(self.text[at:end])])

    def spans(self):
        spans = []
        for at in sorted(self.matches):
            start, end = self.syllables[at].start, self.syllables[at].end
            between = self.text[self.syllables[at - 1].end : start] if at else None
            if at - 1 in self.matches and between in {"", " ", "-", "/"}:
                start = spans.pop()[0]
            spans.append((start, end))
        return spans


def plain_excerpt(title, body, query):
    shown = heading(Article(id="", title=title, body=body))
    plain = Plain(f"{title}\n{body}", query)
    begin = 0 if title else plain.text.index(shown.removesuffix(" …"), 1)
    cut = "" if plain.text.startswith(shown, begin) else " …"
    title_html = plain.to_html(begin, begin + len(shown) - len(cut)) + cut
    return title, title_html, plain.snippet(len(title) + 1)


def check(texts, typed):
    query = read_query(typed, default_abbreviations())
    looked_for = tables(query)
    given = CutTexts.of(texts, looked_for.wanted)

    assert excerpts(given, looked_for) == [plain_excerpt(*text, query) for text in texts]
    for _, body in texts:
        assert highlight(body, looked_for) == Plain(body, query).to_html(0, len(body))


WORDS = """
hải phòng Hải so số sở đổi đội doi chuyển Chuyển UBND Ủy Uỷ ủy uy ban bàn nhân dân TƯ tư TU tw AI
ai trí tuệ tạo trung ương TP HCM thành phố Hồ Chí Minh tháng năm ngày 5 05 10 26 2021 21 2022 15
03 3 NQ 15-NQ/TW 15-NQ/TƯ 03-NQ/TU 12/2021/QĐ-TTg 21/NQ-CP 26/10/2021 2021-10-26 5/5/22 10/2021
2.175 2175 175 175đ 2 2,5 covid 19 covid19 Covid-19 SARS-CoV-2 U23 U-23 QCVN 02:2019/BXD a@b.vn
www.haiphong.gov.vn
""".split()
texts_of = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from(
            [" "] * 8 + ["", ", ", ". ", "\n", "-", " - ", "/", "/\n", ".", ": “", "_", " & "]
        ),
    ),
    max_size=90,
).map(lambda parts: "".join(word + gap for word, gap in parts))
typed_texts = st.lists(st.sampled_from([*WORDS, *map(fold, WORDS)]), max_size=6).map(" ".join)
articles = st.tuples(st.sampled_from(["", "", " ", "<b>"]) | texts_of, texts_of)


@settings(max_examples=300)
@given(texts=st.lists(articles, min_size=1, max_size=3), typed=typed_texts)
@example(texts=[("15", "NQ/TW")], typed="15-NQ/TW")
@example(texts=[("Ngày 26 tháng", "10 năm\n2021")], typed="26/10/2021")
@example(texts=[("", "_15-NQ/TW. 15-\nNQ/TW")], typed="15-NQ/TW")
@example(texts=[("Ủy ban", "nhân dân họp")], typed="UBND")
@example(texts=[("", "a. - \n\n b")], typed="b")
@example(texts=[("", "- \n b")], typed="b")
@example(texts=[("", "a " * 12 + "số 15-NQ/TW về việc")], typed="15-NQ/TW")
@example(texts=[("", "a " * 13 + "ủy ban nhân dân")], typed="UBND")
@example(texts=[("", "hải " * 15)], typed="hải")
@example(texts=[("x", "hải rồi hải"), ("phòng họp", "x")], typed="hải phòng")
@example(texts=[("x", "họp ủy ban"), ("nhân dân họp", "x")], typed="UBND")
@example(texts=[("t", " ".join(["một"] * 48))], typed="hai")
def test_arrays_say_what_the_rules_say(texts, typed):
    check(texts, typed)


@settings(max_examples=100)
@given(
    text=st.text(st.sampled_from("sốsSO đ\u0309\u0301o19-/.\u200b\u00ad\n_&<“")),
    typed=st.text(st.sampled_from("sốđo19- ")),
)
def test_odd_letters_are_marked_by_the_rules(text, typed):
    check([("", text), (text, text)], typed)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("số 15-NQ/TW này", "15-NQ/TƯ", ["15-NQ/TW"]),
        ("số 15/NQ - TW này", "15-NQ/TƯ", ["15/NQ"]),
        ("số 15/NQ - TW này", "15/NQ-TƯ", ["15/NQ", "TW"]),
        ("số 15/TW-NQ này", "15/TƯ-NQ", ["15/TW-NQ"]),
        ("số 3-NQ/TU này", "03-NQ/TU", ["3-NQ/TU"]),
        ("số 2.175/QĐ-UBND này", "2175/QĐ-UBND", ["2", "175/QĐ-UBND"]),
        ("số 2.175/QĐ-TW này", "2.175/QĐ-TƯ", ["2", "175/QĐ-TW"]),
        ("số 12/2021/QĐ-AB-CD-EF-GH-IK-TW này", "12/2021/QĐ-AB-CD-EF-GH-IK-TƯ", None),
        ("có 2.175đ thôi", "2175", ["2", "175đ"]),
        ("có 1.234.567 người", "1234567", ["1", "234", "567"]),
        ("cỡ 2,5 cm", "2.5", ["2", "5"]),
        ("dịch SARS CoV 2 lan", "SARSCoV2", ["SARS CoV 2"]),
        ("dịch SARS-CoV-2 lan", "SARSCoV2", ["SARS-CoV-2"]),
        ("dịch _SARS-CoV-2 lan", "SARSCoV2", ["2"]),
        ("ngày 5 tháng 5 năm 2022", "05/05/22", ["5 tháng 5 năm 2022"]),
        ("vốn đầu TƯ nước ngoài", "ĐTNN và TƯ", ["TƯ"]),
        ("vốn đầu tư nước ngoài", "ĐTNN và TƯ", ["đầu tư nước ngoài"]),
        ("ngày 5 tháng\n5\nnăm 2022", "5/5/2022", None),
        ("xem www.haiphong.gov.vn/tin nhé", "haiphong.gov.vn", None),
    ],
)
def test_what_is_written_in_another_way_is_marked_as_the_rules_say(text, typed, marked):
    check([("", text), (text, "Tin.")], typed)
    if marked is not None:
        found = highlight(text, tables(read_query(typed, default_abbreviations())))
        assert re.findall("<mark>(.*?)</mark>", found) == marked


@given(text=texts_of)
@example(text="www.haiphong.gov.vn15-NQ/TW ")
def test_a_unit_has_its_parts_near_each_other(text):
    syllables = split_syllables(text)
    starts = {syllable.start for syllable in syllables}
    for unit in (unit for unit in find_units(text) if unit.start in starts):
        parts = unit_parts(unit)
        inside = [s.folded for s in syllables if unit.start <= s.start < unit.end]
        near = [inside[max(at - 2, 0) : at + 3] for at, s in enumerate(inside) if s in parts.first]

        assert near
        assert not parts.beside or any(parts.beside.intersection(some) for some in near)


TYPED = """
chuyển đổi số | chuyen doi so | thông tin đối ngoại | hải phòng | thành phố hải phòng | UBND | HĐND
03-NQ/TU | 15-NQ/TƯ | 21/NQ-CP | covid-19 | covid19 | 26/10/2021 | năm 2021 | ban tuyên giáo | TƯ
lãnh đạo bầu cử | zzz | số | của và các | 11/3 | ngày 11 tháng 3
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("typed", TYPED)
def test_in_the_seeds_too(seeds, typed):
    bodies = [path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))]

    check([(body.partition("\n")[0], body) for body in bodies] + [("", bodies[0])], typed)
