"""The query language: any text is read, and each operator does what its rule says."""

import itertools
import json
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import fold, split_syllables
from indexer import pipeline
from search_app import open_index
from search_app.core.accents import read_accents
from search_app.core.clauses import plan
from search_app.core.language import read_language, without_operators
from search_app.core.query import MAX_SYLLABLES, read_query


def tree(text):
    """Return the groups as lists of kind and value, an exclusion with a minus before it."""
    return [
        ["-" * group.is_excluded + term.kind + ":" + " ".join(s.marked for s in term.syllables)
         for term in group.terms]
        for group in read_language(text)
    ]  # fmt: skip


PLAIN = [
    "hải phòng",
    "03-NQ/TU",
    "Covid-19",
    "TP.HCM - Hà Nội",
    "nhiệt độ -5",
    "5-6 người",
    "foo:bar",
    "http://baochinhphu.vn/x?a=b",
    "12:30",
    "-",
    "- covid",
    "covid-",
    "OR",
    "OR covid",
    "covid HOẶC",
    "covid or corona",
    "covid hoặc corona",
    "COVID ORDER",
    "tieude:",
    "tieude: covid",
    'tieude:""',
    "tieude:!!!",
    "nam:abc",
    "nam:21",
    "nam:0000",
    "nam:2021..23",
    "nam:..",
    "c* 1*",
    "*",
    "* chuyển",
    "chuy*n",
    "covid19*",
    'hải "phòng',
    '"',
    '""',
    '"!"',
    "“hải phòng",
    "hải phòng”",
    "«hải",
    "-“",
    '-""',
    "nấm đông cô",
    "a_nam:2021",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_fits_no_rule_is_words(text):
    groups = read_language(text)

    assert [[term.kind for term in group.terms] for group in groups] in ([], [["words"]])
    assert without_operators(text, groups) == text
    assert [s.marked for s in read_query(text).syllables] == [
        s.marked for s in split_syllables(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"hải phòng" năm', [["phrase:hải phòng"], ["words:năm"]]),
        ("“hải phòng”«hà nội»", [["phrase:hải phòng"], ["phrase:hà nội"]]),
        ('a "b', [["words:a b"]]),
        ('"" a "b"', [["words:a"], ["phrase:b"]]),
        ("“a “b” c”", [["words:a"], ["phrase:b"], ["words:c"]]),
        ('"“a b”"', [["phrase:a b"]]),
        ("a -b c", [["words:a"], ["-words:b"], ["words:c"]]),
        ("-covid-19", [["-words:covid 19"]]),
        ('-"a b" -“c”', [["-phrase:a b"], ["-phrase:c"]]),
        ('a -"b', [["words:a b"]]),
        ("-nam:2021 -chuy*, -tieude:x", [["-year:2021"], ["-prefix:chuy"], ["-title:x"]]),
        ("-nam:abc -foo:bar", [["-words:nam abc"], ["-words:foo bar"]]),
        ("a OR b", [["words:a", "words:b"]]),
        ("a b HOẶC c d OR e", [["words:a b", "words:c d", "words:e"]]),
        ("a HOA\u0323\u0306C b", [["words:a", "words:b"]]),
        ("a HO\u1eb6C b", [["words:a", "words:b"]]),
        ('a "b" OR nam:2021 c', [["words:a"], ["phrase:b", "year:2021"], ["words:c"]]),
        ("a OR OR b", [["words:a or", "words:b"]]),
        ("a OR - OR b", [["words:a or", "words:b"]]),
        ("a OR -b", [["words:a or"], ["-words:b"]]),
        ("-a OR b", [["-words:a"], ["words:or b"]]),
        ("(nam:2021 OR nam:2022) a", [["year:2021", "year:2022"], ["words:a"]]),
        ('tieude:a tieude:"b c"', [["title:a"], ["title:b c"]]),
        ("TIEUDE:a tiêuđề:a Tiêuđề:a", [["title:a"]] * 3),
        ("tie\u0302u\u0111e\u0302\u0300:a", [["title:a"]]),
        ("tácgiả:“Hoàng Tùng”", [["byline:hoàng tùng"]]),
        ("nguồn:baochinhphu.vn", [["source:baochinhphu vn"]]),
        ("thanhpho:huế chủđề:covid-19", [["city:huế"], ["topic:covid 19"]]),
        ("tieude:nam:2021", [["title:nam 2021"]]),
        ("tuyên giá* a", [["words:tuyên"], ["prefix:giá"], ["words:a"]]),
        ("kinh-tế* x-y1*", [["words:kinh"], ["prefix:tế"], ["words:x"], ["prefix:y1"]]),
        ("ab*,cd**", [["prefix:ab"], ["prefix:cd"]]),
    ],
)
def test_operators_are_read(text, expected):
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("nam:2021", (2021, 2021)),
        ('NĂM:"2021"', (2021, 2021)),
        ("nam:2021..2023", (2021, 2023)),
        ("nam:2023..2021", (2021, 2023)),
        ("nam:2021-2023", (2021, 2023)),
        ("nam:2021…2023,", (2021, 2023)),
        ("nam:..2020", (1, 2020)),
        ("nam:2021..", (2021, 9999)),
        ("nam:2021.", (2021, 2021)),
        ('nam:"Không rõ"', (0, 0)),
        ("nam:khongro", (0, 0)),
    ],
)
def test_years_are_one_or_from_one_to_another(text, years):
    ((group),) = read_language(text)

    assert group.terms[0].years == years


def test_terms_know_where_they_stand_in_the_text_as_given():
    text = 'xa\u0303 -"b\u200b c" tiêuđề:d OR giá* e'
    terms = [term for group in read_language(text) for term in group.terms]

    assert [text[term.start : term.end] for term in terms] == [
        "xa\u0303", '-"b\u200b c"', "tiêuđề:d", "giá*", "e",
    ]  # fmt: skip
    assert [text[term.value : term.end] for term in terms][1:4] == ['b\u200b c"', "d", "giá*"]


def test_words_stay_at_their_place_and_no_pair_reaches_over_an_operator():
    query = read_query('một hai -ba bốn OR năm "sáu bảy" tám')

    assert [query.source[s.start : s.end] for s in query.syllables] == [
        "một", "hai", "bốn", "năm", "sáu", "bảy", "tám",
    ]  # fmt: skip
    assert query.pair_starts == (0, 3, 4, 5)


def test_what_is_excluded_or_a_field_is_no_evidence(lexicon_of):
    lexicon = lexicon_of("một hai ba bốn 2021")
    query = read_query("một -hai nam:2021 tacgia:ba chu* OR bốn")
    reading = read_accents(query.syllables, lexicon, query.numbers)
    labels = {clause.label for clause in plan(query, reading, lexicon)}

    assert labels == {"một", "mot", "bốn", "bon"}


PIECES = [
    '"', "“", "”", "«", "»", "-", "*", ":", "..", "OR", "HOẶC", "tieude:", "nam:", "năm:2021",
    "nguon:", "thanhpho:", "chude:", "tacgia:", "covid", "Hải Phòng", "2021", "a", " ", " ", "\n",
    "\u202e", "\u200b", "\x00", "\u0301", "(", ")", "ủy ban", "UBND", "15-NQ/TW", "chuy",
]  # fmt: skip
ODD = st.one_of(
    st.text(alphabet=st.characters()), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
)


@given(text=ODD)
@example(text="\udcff")
@example(text="-\u0301a*")
@example(text='tieude:"a\u200b*')
@example(text="«0»\u0300\u202a0")
def test_any_text_is_read(text):
    query = read_query(text)

    query.text.encode("utf-8")
    assert all(at + 1 < len(query.syllables) for at in query.pair_starts)
    for group in query.groups:
        assert group.terms
        for term in group.terms:
            assert term.syllables
            assert 0 <= term.start <= term.value < term.end <= len(query.source)
    typed = [s[2:] for s in split_syllables(query.source)]
    assert {s[2:] for s in query.syllables} <= set(typed), "no syllable is torn apart"


@given(text=ODD, sort=st.sampled_from(["relevance", "newest"]))
@example(text="covid19* OR nam:2021", sort="newest")
def test_any_text_is_searched(seed_index, text, sort):
    page = seed_index.search(text, sort=sort)

    assert page.total >= len(page.hits)
    seed_index.highlight("Covid-19 ở Hải Phòng", text)


@pytest.mark.parametrize("unit", ['-"', "OR ", "a OR ", "ab*,", "“", "tieude:", "-a ", '"a" ', "("])
def test_a_long_text_is_read_whole(unit):
    """In time that grows with its length: twice the length squared would not come back."""
    text = unit * (100_000 // len(unit))

    assert without_operators(text, read_language(text))


def test_a_long_query_is_cut_with_its_operators(seed_index):
    page = seed_index.search("-covid nam:2021 " * 7_000)

    assert "quá dài" in page.understood.notes[0]
    assert len(page.understood.filters) <= MAX_SYLLABLES


# --- each operator against what reading the articles one by one gives

SYLLABLES = "chuyển chuyên đổi đôi số so sở bão lũ phong thành".split()
BYLINES = ["Hoàng Tùng", "Hoàng Tung - Đàm Thanh", "Lê Hoàng", ""]
SOURCES = ["Báo Chính phủ", "Tuổi Trẻ", "tuoitre.vn", ""]
HOSTS = ["https://baochinhphu.vn/tin-tuc/1", "http://www.tuoitre.vn", "https://nhandan.vn/a", ""]
CITIES = ["Hải Phòng", "Hà Nội", "TP. Hồ Chí Minh"]
TOPICS = ["chuyển đổi số", "Covid-19"]


def random_articles(rng):
    yield {"id": "all", "title": "tin", "body": " ".join(SYLLABLES), "date": "2019-01-01"}
    for number in range(60):
        lines = ["".join(f"{w}{rng.choice([' ', ' ', ', '])}" for w in rng.choices(SYLLABLES, k=4))]
        body = "\n".join(line.strip() for line in lines * rng.randint(1, 2))
        yield {
            "id": f"a{number}",
            "title": " ".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))),
            "body": body + ".",
            "date": f"{rng.randint(2019, 2023)}-05-01",
            "author": rng.choice(BYLINES),
            "source": rng.choice(SOURCES),
            "url": f"{url}?{number}" if (url := rng.choice(HOSTS)) else "",
            "cities": rng.sample(CITIES, rng.randint(0, 2)),
            "topics": rng.sample(TOPICS, rng.randint(0, 1)),
        }


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("language")
    lines = [json.dumps(a, ensure_ascii=False) for a in random_articles(random.Random(3))]
    (root / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    pipeline.rebuild([root / "articles.jsonl"], root / "index")
    return open_index(root / "index").snapshot()


@pytest.fixture(scope="module")
def articles(index):
    return [index.get(hit.id) for hit in index.search(per_page=1000).hits]


def fits(typed, written):
    return typed == written or (typed == fold(typed) and typed == fold(written))


def stands(words, text):
    return any(
        all(map(fits, words, line[at : at + len(words)]))
        for line in ([s.marked for s in split_syllables(part)] for part in text.split("\n"))
        for at in range(len(line) - len(words) + 1)
    )


def text_of(article):
    return f"{article.title}\n{article.body}"


def has(word, article):
    return stands([word], text_of(article))


def spelled(article):
    """Return whether an article has what a clause of one syllable looks for."""
    syllables = split_syllables(text_of(article))
    found = {"marked": {s.marked for s in syllables}, "folded": {s.folded for s in syllables}}
    return lambda clause: not found[clause.form].isdisjoint(clause.places[0])


class Piece:
    """A part of a query, which articles meet it, and what of it is evidence."""

    def __init__(self, typed, meets, evidence=()):
        self.typed, self.meets, self.evidence = typed, meets, evidence


def random_words(rng, most=3):
    some = rng.choices(SYLLABLES, k=rng.randint(1, most))
    return [fold(word) if rng.random() < 0.4 else word for word in some]


def quoted(rng, words):
    return rng.choice(['"{}"', "“{}”", "«{}»"]).format(" ".join(words))


def phrase(rng):
    words = random_words(rng)
    return Piece(quoted(rng, words), lambda a: stands(words, text_of(a)), words)


def title(rng):
    words = random_words(rng, 2)
    typed = words[0] if len(words) == 1 else quoted(rng, words)
    return Piece(f"tieude:{typed}", lambda a: stands(words, a.title), words)


def prefix(rng):
    start = rng.choice(["chuy", "chuyể", "đổ", "so", "PHO", "zz"])
    small = start.lower()

    def meets(article):
        return any(
            s.marked.startswith(small) or (small == fold(small) and s.folded.startswith(small))
            for s in split_syllables(text_of(article))
        )

    return Piece(f"{start}*", meets)  # fmt: skip


def years(rng):
    first, last = sorted(rng.choices(range(2018, 2025), k=2))
    typed, span = rng.choice(
        [
            (f"{first}", (first, first)),
            (f"{first}..{last}", (first, last)),
            (f"..{last}", (0, last)),
            (f"{first}..", (first, 9999)),
        ]
    )
    return Piece(f"{rng.choice(['nam', 'năm'])}:{typed}", lambda a: span[0] <= a.year <= span[1])


def byline(rng):
    words = rng.choice([["hoàng"], ["hoàng", "tùng"], ["hoang", "tung"], ["đàm"], ["xyz"]])
    return Piece(f'tacgia:"{" ".join(words)}"', lambda a: stands(words, a.byline))


def source(rng):
    typed, sources, host = rng.choice(
        [
            ("baochinhphu", {"Báo Chính phủ"}, "baochinhphu.vn"),
            ('"báo chính phủ"', {"Báo Chính phủ"}, "baochinhphu.vn"),
            ('"bao chính"', {"Báo Chính phủ"}, None),
            ("tuoitre", {"Tuổi Trẻ", "tuoitre.vn"}, "tuoitre.vn"),
            ('"tuổi tré"', set(), "tuoitre.vn"),
            ("tuoitre.vn", {"tuoitre.vn"}, "tuoitre.vn"),
            ("tin-tuc", set(), None),
        ]
    )
    return Piece(f"nguon:{typed}", lambda a: a.source in sources or bool(host and host in a.url))


def city(rng):
    typed, name = rng.choice(
        [
            ('"hai phong"', "Hải Phòng"),
            ('"Thành phố Hải Phòng"', "Hải Phòng"),
            ('"Hồ Chí Minh"', "TP. Hồ Chí Minh"),
            ('"Hà nội"', "Hà Nội"),
            ('"Há Nội"', None),
            ("atlantis", None),
        ]
    )
    return Piece(f"thanhpho:{typed}", lambda a: name in a.cities)


def topic(rng):
    typed, name = rng.choice([("covid-19", "Covid-19"), ('"chuyen doi so"', "chuyển đổi số")])
    return Piece(f"chude:{typed}", lambda a: name in a.topics)


KINDS = [phrase, title, prefix, years, byline, source, city, topic]


def run(rng):
    words = random_words(rng)
    return Piece(" ".join(words), lambda a: all(has(word, a) for word in words), words)


def alternatives(rng):
    parts = [rng.choice([*KINDS, run])(rng) for _ in range(rng.randint(2, 3))]
    typed = parts[0].typed
    for part in parts[1:]:
        typed += rng.choice([" OR ", " HOẶC "]) + part.typed
    evident = all(part.evidence for part in parts)
    words = [word for part in parts for word in part.evidence]
    found = Piece(typed, lambda a: any(part.meets(a) for part in parts), words)
    return found, evident


def excluded(rng):
    if rng.random() < 0.4:
        (word,) = random_words(rng, 1)
        return Piece(f"-{word}", lambda a: not has(word, a))
    piece = rng.choice(KINDS)(rng)
    return Piece(f"-{piece.typed}", lambda a: not piece.meets(a))


def random_query(rng):
    """Return a text, the demands of it, all its evidence, what of it counts, if words are asked."""
    pieces, evidence, counting, asks = [], [], [], False
    if rng.random() < 0.5:
        words = random_words(rng)
        pieces.append(Piece(" ".join(words), lambda _: True))
        evidence += words
        counting += words
        asks = True
    # Behind words only what is no word: it would be more of them.
    for _ in range(rng.randint(not pieces, 2)):
        kind = rng.choice(["one", "one", "not", "or"])
        if kind == "or" and not pieces:
            piece, evident = alternatives(rng)
            evidence += piece.evidence
            asks |= evident
        else:
            piece = excluded(rng) if kind == "not" else rng.choice(KINDS)(rng)
            evidence += piece.evidence
            counting += piece.evidence
            asks |= bool(piece.evidence)
        pieces.append(piece)
    return " ".join(p.typed for p in pieces), pieces, evidence, counting, asks


@pytest.mark.parametrize("seed", range(150))
def test_the_articles_found_are_those_that_meet_what_was_asked(index, articles, seed):
    rng = random.Random(seed)
    text, pieces, evidence, counting, asks = random_query(rng)
    meeting = [a for a in articles if all(piece.meets(a) for piece in pieces)]
    wanted = [a for a in meeting if not asks or any(has(fold(w), a) for w in evidence)]

    page = index.search(text, per_page=1000)

    assert {hit.id for hit in page.hits} == {a.id for a in wanted}, text
    assert page.total == len(wanted)
    counts = {v.value: v.count for v in page.facets["year"]}
    assert counts == {
        year: len([*own]) for year, own in itertools.groupby(sorted(a.year for a in wanted))
    }

    clauses = [clause for clause in index._reader.ask(text).clauses if clause.counts]
    assert {fold(clause.places[0][0]) for clause in clauses} == {fold(word) for word in counting}
    covered = {a.id: sum(map(spelled(a), clauses)) for a in wanted}
    most = [own for own, count in covered.items() if count == max(covered.values())]
    assert {h.id for h in index.search(text, sort="newest", per_page=1000).hits} == set(most), text


@pytest.mark.parametrize(
    ("text", "is_or"),
    [
        ("nam:2018 hoặc nam:2019", True),
        ('"bão" or "lũ"', True),
        ("bão hoặc lũ", False),
        ("nam:2018 hoặc lũ", False),
        ('"bão" "hoặc" "lũ"', False),
        ("nam:2018 hoặc", False),
        ("nam:2018 hoặc -nam:2019", False),
    ],
)
def test_or_in_small_letters_is_one_between_operators(text, is_or):
    assert any(len(group.terms) > 1 for group in read_language(text)) == is_or


def test_a_year_is_not_the_one_after_it(build):
    index = build({"id": "a", "body": "Tin tổng kết năm 2021"}, {"id": "b", "body": "x"})
    assert index.get("a").year == 2021
    assert index.get("a").date is None

    assert [index.search(f"nam:{year}").total for year in (2020, 2021, 2022)] == [0, 1, 0]


# --- what is told, corrected and marked


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ('covid "đối ngoại"', ()),
        ('tieude:"thông tin"', ("tiêu đề: thông tin",)),
        ('-covid -"đối ngoại" -nam:2021', ("không có: covid", "không có: “đối ngoại”",
                                           "không có năm: 2021")),
        ("nam:2021..2022 nam:..2020 nam:2021..", ("năm: 2021–2022", "năm: đến 2020",
                                                  "năm: từ 2021")),
        ("thanhpho:atlantis chude:covid-19", ("tỉnh, thành phố: atlantis", "chủ đề: Covid-19")),
        ("thanhpho:haiphong", ("tỉnh, thành phố: Hải Phòng",)),
        ('thanhpho:"hai phong"', ("tỉnh, thành phố: Hải Phòng",)),
        ("tacgia:tùng nguon:x.vn", ("tác giả: tùng", "nguồn: x.vn")),
        ('bão OR "lũ lụt" OR giá*', ("một trong: bão hoặc “lũ lụt” hoặc bắt đầu bằng “giá”",)),
    ],
)  # fmt: skip
def test_what_was_read_as_an_operator_is_told(seed_index, text, filters):
    assert seed_index.search(text).understood.filters == filters


@pytest.mark.parametrize(("text", "name"), [("thanhpho:Atlantis", "tỉnh, thành phố “Atlantis”"),
                                            ('-chude:"đá cầu"', "chủ đề “đá cầu”")])  # fmt: skip
def test_an_unknown_city_or_topic_matches_no_article_and_a_note_says_so(seed_index, text, name):
    page = seed_index.search(text)

    assert page.total == (5 if text.startswith("-") else 0)
    assert name in page.understood.notes[0]
    assert (
        "Hà Nội, Hải Phòng." in page.understood.notes[0] or "Covid-19" in page.understood.notes[0]
    )


def test_filters_alone_list_what_meets_them_newest_first(seed_index):
    dates = [hit.date or hit.year for hit in seed_index.search("nam:2021").hits]

    assert [str(date)[:10] for date in dates] == ["2021-12-01", "2021-03-11", "2021"]
    oldest = [hit.id for hit in seed_index.search("nam:2021", sort="oldest").hits]
    assert oldest == [hit.id for hit in seed_index.search(year=2021, sort="oldest").hits]


def test_alternatives_that_are_met_without_a_word_stand_below_those_with_it(build):
    index = build(
        {"id": "year", "body": "tin khác", "date": "2021-01-02"},
        {"id": "word", "body": "tin bão", "date": "2019-01-01"},
        {"id": "none", "body": "tin lũ", "date": "2019-01-01"},
    )

    assert [hit.id for hit in index.search("bão OR nam:2021").hits] == ["word", "year"]
    assert [hit.id for hit in index.search("bão OR nam:2021", sort="newest").hits] == [
        "year",
        "word",
    ]


def test_by_date_one_of_the_alternatives_is_enough(build):
    index = build(
        {"id": "both", "body": "bão lũ", "date": "2019-01-01"},
        {"id": "one", "body": "tin lũ", "date": "2020-01-01"},
        {"id": "none", "body": "tin", "date": "2021-01-01"},
    )

    assert [hit.id for hit in index.search("bão OR lũ", sort="newest").hits] == ["one", "both"]


def test_a_document_number_is_an_alternative_however_it_is_written(build):
    index = build(
        {"id": "TƯ", "body": "Nghị quyết 15-NQ/TƯ"},
        {"id": "TW", "body": "Nghị quyết 15-NQ/TW"},
        {"id": "TU", "body": "Nghị quyết 03-NQ/TU"},
        {"id": "none", "body": "Nghị quyết 15, NQ 03"},
    )

    assert {hit.id for hit in index.search("15-NQ/TW OR 03-NQ/TU").hits} == {"TƯ", "TW", "TU"}


def test_a_correction_keeps_the_operators(seed_index):
    page = seed_index.search('chuyenn đổi -atlantis nam:2021 OR "hải phogn"')

    assert page.suggestion == 'chuyển đổi -atlantis nam:2021 OR "hải phòng"'


def test_excluded_words_are_neither_corrected_nor_restored_nor_marked(seed_index):
    page = seed_index.search("chuyen doi -phogn -quoc")

    assert page.suggestion is None
    assert page.understood.accents == "chuyển đổi"
    assert page.understood.terms == ("chuyen", "doi")
    assert seed_index.highlight("chuyển đổi quốc", "chuyen doi -quoc").endswith("</mark> quốc")


def test_syllables_that_a_prefix_begins_are_marked(seed_index):
    page = seed_index.search("tuyên giá*")

    assert all("<mark>tuyên giáo</mark>" in hit.snippet.lower() for hit in page.hits[:2])
    marked = seed_index.highlight("giáo giao Giám", "giá*")
    assert marked == "<mark>giáo</mark> giao <mark>Giám</mark>"
    assert "<mark>" not in seed_index.highlight("giáo", "-giá*")


def test_a_prefix_begins_what_is_written_with_i_and_with_y(build):
    index = build({"id": "kỹ", "body": "kỹ thuật"}, {"id": "kinh", "body": "kinh tế"})

    assert {hit.id for hit in index.search("ki*").hits} == {"kỹ", "kinh"}
    assert {hit.id for hit in index.search("kĩ*").hits} == {"kỹ"}


def test_what_is_typed_in_telex_is_read_in_phrases_and_titles(build):
    index = build(
        {"id": "title", "title": "Chuyển đổi số", "body": "tin"},
        {"id": "body", "title": "Tin", "body": "chuyển đổi số"},
    )

    assert [hit.id for hit in index.search('tieude:"chuyeenr ddooir"').hits] == ["title"]


def test_a_deleted_article_meets_nothing(build, tmp_path, write_jsonl):
    build({"id": "gone", "body": "tin"}, {"id": "stays", "body": "tin", "author": "An"})
    pipeline.update(
        [write_jsonl({"id": "stays", "body": "tin", "author": "An"})], tmp_path / "index"
    )
    index = open_index(tmp_path / "index").snapshot()

    assert [hit.id for hit in index.search("-tacgia:an").hits] == []
    assert [hit.id for hit in index.search("tacgia:an").hits] == ["stays"]
