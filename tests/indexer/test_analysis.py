"""The terms of a batch, against a plain reference: one article at a time, lists of strings."""

import bisect
import itertools
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import JOINER, fold, pair_starts, split_syllables, word_spans
from analyzers.abbreviations import SHIPPED, Abbreviations, default_abbreviations
from analyzers.orthography import is_syllable
from analyzers.terms import other_form_terms, unit_terms
from analyzers.units import find_units
from indexer.analysis import analyse_batch, batch
from indexer.analysis.pieces import function_words
from indexer.analysis.stream import LEAD_SYLLABLES
from indexer.article import Article

ZONES = ("title", "body")
HARD = (
    "",
    "Hải Phòng",
    "UBND TP. Hải Phòng họp, UBND TP Hải Phòng quyết định\nUBND tỉnh",
    "Ban Tuyên giáo Trung ương; BCH TƯ, đầu tư công; ĐẦU TƯ CÔNG; Tư, TƯ Đảng và AI",
    "họp TƯ ĐẢNG họp TƯ\nĐẢNG HỌP\nTƯ họp AI. tư TƯ",
    "Nghị quyết 15-NQ/TW ngày 26/10/2021, 6 tháng\n10 năm 2022; số 1.234.567,8 đồng",
    "covid19 Covid-19 COVID 19 vtv3 f0 U-23 QCVN 02:2019/BXD chuyen63",
    "toaan@haiphong.gov.vn www.dangcongsan.vn/tin-tuc, https://a.vn/x_y_z (x_y)",
    unicodedata.normalize("NFD", "Uỷ ban nhân dân thành phố Hải Phòng, Hải Phòng, Đà Nẵng"),
    "ng\u00adười\u200b ủy\u200bban nhân\u200b\u200bdân\u2060, kinh\u00a0tế kinh\u00a0 tế",
    "e\u0301\u0302 ba\u0301\u0323n ba\u0301\u0323n \u0301 \u0301\u0323x x\u0301",
    "\n\n –  “Thành phố”  \t Cảng\r\n \n\x1c\x85 và\u3000họ. \n",
    "kinh tế - xã hội, kinh tế – xã hội; phòng, chống tham nhũng. Phòng, chống tham nhũng",
    "công ty trách nhiệm hữu hạn một thành viên công ty TNHH MTV công ty TNHH",
    "uy ban nhan dan tp hai phong ubnd tp hai phong dang cong san tu ai",
    "\ud800 \udfffa Москва 東京 ไทยแลนด์ हिन्दी ﷺ İstanbul Straße ſ Ⅳ ½ \u1100\u1161\u11a8 𝐀𝐁 𝐀𝐁",
    "a" * 70 + " " + "ba" * 40 + ". " + "a\u0301" * 40 + " 1" * 30 + "\u0958\u093c",
    "\ufeff\u200bHải Phòng\ufeff. Hải Phòng | Hải|Phòng HẢI PHÒNG Hải phòng",
    "5 người, 6 tháng 10, 6\ntháng 10 năm 2022 (tháng 5, năm 2022) 03 - NQ/TU 12 / 2021 covid 19",
    "Covid - 19 QCVN. 02:2019/BXD sars-cov 2 SARS CoV  2 SARS CoV.2 covid\n19",
    "số 7; 1.200 1,5% F0 6\u00a0tháng 7 12/2021/ QĐ 7h30 13h - NQ PC01 2-9 5/2022, 03/NQ-TW 12",
    "thành phố Hồ Chí Minh của thành phố Hồ Chí Minh là TP.HCM TPHCM tp hcm",
    "khởi tố bị can, bị cáo bị bắt; bị can bị khởi tố. Facebook bị phạt, “Facebook” UBND H",
    "Tổng Bí thư Nguyễn Phú Trọng thăm Bộ Giáo dục và Đào tạo, Tổng Bí thư Nguyễn Phú Trọng",
    "thăm Bộ Giáo dục và Đào tạo; chuyển đổi số là việc lớn, chuyển đổi số là việc chung",
    "Sở Y tế TP. Hồ Chí Minh, Sở Y tế TP. Hồ Chí Minh, Sở Y tế TP.HCM, Sở Y tế TP.HCM",
)
article_texts = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.one_of(
            st.sampled_from(sorted({word for text in HARD for word in text.split()})),
            st.sampled_from(sorted({word for text in HARD for word in text.split(" ")})),
            st.sampled_from(
                "6 (6 6, 6. tháng tháng, năm 2021 2021) covid Covid- sars-cov - / 03 -NQ/TU 1.200"
                " 15% “7” 7; ngày 2/9 2-9 QCVN TCVN. 02:2019/BXD U 23 th nq a@b.vn a.vn".split(" ")
            ),
            st.sampled_from(["\n", "\t", "\u00a0", "\u200b", "\u0301", ",", "19", "TƯ", "-", "/"]),
        ),
        max_size=30,
    ).flatmap(lambda words: st.sampled_from([" ", "", "\n"]).map(lambda by: by.join(words))),
)


def article(title, body):
    return Article(id="a", title=title, body=body)


def reference_terms(article, abbreviations):
    """Return the terms of each field as often as they occur, pairs as pairs."""
    text = f"{article.title}\n{article.text}"
    syllables = split_syllables(text)
    in_title = bisect.bisect(syllables, len(article.title), key=lambda syllable: syllable.start)
    marked = [syllable.marked for syllable in syllables]
    starts = pair_starts(text, syllables)
    fields = {name: Counter() for zone in ZONES for name in (zone, f"{zone}_pairs")}
    fields |= {"lead": set(), "lead_pairs": set()}

    def add(term, at, kind=""):
        fields[f"{ZONES[at >= in_title]}{kind}"][term] += 1
        if in_title <= at < in_title + LEAD_SYLLABLES:
            fields[f"lead{kind}"].add(term)

    for at, term in enumerate(marked):
        add(term, at)
    for at in starts:
        add((marked[at], marked[at + 1]), at, "_pairs")
    units = find_units(text)
    expansions = abbreviations.find(text, syllables, units)
    others = other_form_terms(expansions, syllables, set(starts))
    for term in itertools.chain(unit_terms(units, syllables), others):
        if term.kind == "pair of other form":
            add(tuple(term.marked.split(JOINER)), term.first, "_pairs")
        else:
            add(term.marked, term.first)
    return fields | {"phrases": reference_phrases(text, in_title, syllables)}


def reference_phrases(text, in_title, syllables):
    """Return the phrases as spelled and folded: short ones of the title, or said twice."""
    counts, spelled, titled = Counter(), {}, set()
    for first, end, words in reference_runs(text, syllables, word_spans(text, syllables)):
        run = syllables[first:end]
        folded = " ".join(syllable.folded for syllable in run)
        counts[folded] += 1
        spelled[folded] = " ".join(text[s.start : s.end] for s in run)
        if end <= in_title and (words <= 2 or (words == 3 and end - first <= 5)):
            titled.add(folded)
    return sorted(
        (spelled[folded], folded)
        for folded, count in counts.items()
        if count > 1 or folded in titled
    )


def reference_runs(text, syllables, spans):
    """Yield runs of up to four words and eight syllables, and how many words.

    They are joined by single spaces, or by the stop of “TP.”.
    """
    inside = {at for first, end in spans for at in range(first + 1, end)}
    starts = [at for at in range(len(syllables)) if at not in inside]
    words = list(itertools.pairwise([*starts, len(syllables)]))

    def is_capital(at):
        return at < len(syllables) and text[syllables[at].start].isupper()

    def is_linked(at):
        gap = text[syllables[at - 1].end : syllables[at].start]
        return gap in {" ", "\u00a0"} or (syllables[at - 1].marked == "tp" and gap in {".", ". "})

    def is_function(at):
        return syllables[at].marked in function_words()

    for at, last in itertools.product(range(len(words)), range(4)):
        run = words[at : at + last + 1]
        first, end = run[0][0], run[-1][1]
        alone = syllables[first]
        is_name = is_capital(first) and alone.end - alone.start > 1
        if (
            len(run) == last + 1
            and all(is_linked(begin) for begin, _ in run[1:])
            and end - first <= 8
            and (end - first > 1 or (is_name and not is_syllable(alone.marked)))
            and (not is_function(first) or (run[0][1] - first > 1 and alone.marked == "bị"))
            and not is_function(end - 1)
            # A name that goes on is cut off; “Giáo dục và Đào tạo” is one, no sentence.
            and not (is_capital(end - 1) and is_capital(end) and is_linked(end))
            and not (
                len(run) == 4 and any(is_function(a) and not is_capital(b) for a, b in run[1:-1])
            )
        ):
            yield first, end, len(run)


def terms_of(batch, number):
    """Return what `reference_terms` does, for one article of a batch."""
    terms = batch.terms
    fields = {}
    of_text = batch.syllable_texts == number
    numbers = batch.syllable_terms[of_text].tolist()
    assert len(set(numbers)) == len(numbers)
    for zone, counts in zip(ZONES, (batch.syllable_title_tf, batch.syllable_body_tf), strict=True):
        found = zip(numbers, counts[of_text].tolist(), strict=True)
        fields[zone] = Counter({terms[term]: count for term, count in found if count})
    leads = batch.syllable_in_lead[of_text].tolist()
    fields["lead"] = {terms[term] for term, is_so in zip(numbers, leads, strict=True) if is_so}
    of_text = batch.pair_texts == number
    pairs = list(
        zip(batch.pair_lefts[of_text].tolist(), batch.pair_rights[of_text].tolist(), strict=True)
    )
    assert len(set(pairs)) == len(pairs)
    for zone, counts in zip(ZONES, (batch.pair_title_tf, batch.pair_body_tf), strict=True):
        found = zip(pairs, counts[of_text].tolist(), strict=True)
        fields[f"{zone}_pairs"] = Counter(
            {(terms[left], terms[right]): count for (left, right), count in found if count}
        )
    leads = zip(pairs, batch.pair_in_lead[of_text].tolist(), strict=True)
    fields["lead_pairs"] = {(terms[left], terms[right]) for (left, right), is_so in leads if is_so}
    numbers = batch.phrase_numbers[batch.phrase_texts == number].tolist()
    fields["phrases"] = sorted((batch.phrases[at], batch.phrase_folded[at]) for at in numbers)
    return fields


def stream_of(batch, number):
    """Return the pieces of one text of a batch: piece, term, characters of the syllable."""
    start = batch.stream_ends[number - 1] if number else 0
    return [
        (
            batch.pieces[piece],
            batch.terms[batch.piece_terms[piece]] if batch.piece_terms[piece] >= 0 else None,
            int(batch.piece_lengths[piece]),
        )
        for piece in batch.stream[start : batch.stream_ends[number]].tolist()
    ]


def reference_stream(article):
    text = f"{article.title}\n{article.text}"
    syllables = split_syllables(text)
    cuts = [*(syllable.start for syllable in syllables), len(text)]
    head = [(text[: cuts[0]], None, 0)] if cuts[0] else []
    return head + [
        (text[s.start : end], s.marked, s.end - s.start)
        for s, end in zip(syllables, cuts[1:], strict=True)
    ]


def check(articles, abbreviations=None):
    """Hold the analysis of `articles` to the reference, and to its own laws."""
    abbreviations = abbreviations or default_abbreviations()
    found = analyse_batch(articles, abbreviations)
    assert found.texts == len(articles) == len(found.stream_ends)
    assert len(set(found.terms)) == len(found.terms)
    assert found.folded == [term if term.isupper() else fold(term) for term in found.terms]
    phrases = list(zip(found.phrases, found.phrase_folded, strict=True))
    assert len(set(phrases)) == len(phrases)
    for texts in (found.syllable_texts, found.pair_texts, found.phrase_texts):
        assert (texts[1:] >= texts[:-1]).all()
    for number, each in enumerate(articles):
        expected = reference_terms(each, abbreviations)
        assert terms_of(found, number) == expected
        assert stream_of(found, number) == reference_stream(each)
        assert found.title_lengths[number] == expected["title"].total()
        assert found.body_lengths[number] == expected["body"].total()


def test_the_seeds_have_the_terms_of_the_reference(seeds):
    texts = [path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))]
    check([article(*text.split("\n", 1)) for text in texts])


@pytest.mark.parametrize("text", HARD)
def test_a_hard_text_alone_has_the_terms_of_the_reference(text):
    check([article(text, "")])
    check([article("", text)])
    check([article(text, f"{text}. {text}")])


def test_hard_texts_in_one_batch_do_not_mix():
    check([article(title, body) for title in HARD for body in HARD])


def test_no_article_is_a_batch_too():
    check([])


@given(articles=st.lists(st.builds(article, article_texts, article_texts), max_size=4))
@example(articles=[article("a", "\u0301b")])
def test_any_text_has_the_terms_of_the_reference(articles):
    check(articles)


def test_a_full_lexicon_starts_anew(monkeypatch):
    monkeypatch.setattr("indexer.analysis.lexicon.MAX_CHUNKS", 3)
    check([article(text, "") for text in HARD])
    first = batch._lexicons[0]

    check([article(text, "") for text in reversed(HARD)])
    assert first.is_full
    assert batch._lexicons[0] is not first


def test_another_table_of_abbreviations_is_another_lexicon(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("KKTX\tkinh tế xanh\n", "utf-8")
    articles = [article("KKTX", "Kinh tế xanh và UBND")]

    check(articles, Abbreviations.load(path))
    check(articles)
    check(articles, Abbreviations.load(SHIPPED, path))


def test_what_cannot_be_analysed_leaves_the_next_batch_whole(monkeypatch):
    def broken(chunk):
        raise RuntimeError(chunk)

    fresh = [article("Ngày 7/7 lạmm bạmm", "UBNDX 7/7; 8/8 lạmm")]
    with monkeypatch.context() as patch:
        patch.setattr("indexer.analysis.chunks.chunk_flags", broken)
        with pytest.raises(RuntimeError):
            analyse_batch(fresh, default_abbreviations())
    check(fresh)


def test_threads_do_not_mix_their_batches():
    batches = [[article(f"Hải Phòng số{n}", text) for text in HARD] for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(check, batches))
