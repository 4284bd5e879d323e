"""The Python contract, on the five seeds and on articles made for one question."""

import datetime
import sys
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import pipeline
from indexer.article import VIET_NAM
from search_app import InvalidRequestError, UnknownFacetValueError, open_index

pytestmark = pytest.mark.every_engine


def ids(page):
    return [hit.id[:3] for hit in page.hits]


def counts(page, facet):
    return {value.value: value.count for value in page.facets[facet]}


class TestRanking:
    def test_hai_phong_articles_come_before_ha_noi_without_accents(self, seed_index):
        page = seed_index.search("chuyen doi so hai phong")

        assert page.total == 5
        assert {"Hải Phòng"} == {city for hit in page.hits[:2] for city in hit.cities}

    def test_the_2023_article_answers_for_its_city_and_year(self, seed_index):
        page = seed_index.search("thong tin doi ngoai", city="hai phong", year=2023)

        assert ids(page) == ["003"]

    @pytest.mark.parametrize(
        "text", ["thành uỷ", "thành ủy", "THÀNH ỦY", "tha\u0300nh u\u0309y", "thanh uy"]
    )
    def test_every_way_to_type_a_word_finds_the_same(self, seed_index, text):
        assert sorted(ids(seed_index.search(text))) == sorted(ids(seed_index.search("thành ủy")))

    @pytest.mark.parametrize(
        ("text", "first"), [("03-NQ/TU", "000"), ("15-NQ/TƯ", "004"), ("21/NQ-CP", "002")]
    )
    def test_document_numbers_find_their_article_first(self, seed_index, text, first):
        assert ids(seed_index.search(text))[0] == first


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ('"chuyển đổi số quốc gia"', ["002"]),
            ('"chuyen doi so quoc gia"', ["002"]),
            ('"quốc gia chuyển đổi số"', []),
            ('"vành đai"', ["004"]),
            ('"lãnh đạo" "bầu cử"', ["002"]),
        ],
    )
    def test_a_phrase_must_stand_as_it_is(self, seed_index, text, found):
        assert sorted(ids(seed_index.search(text))) == found

    def test_pairs_that_stand_apart_are_no_phrase(self, build):
        index = build(
            {"body": "a b rồi b c"},
            {"id": "phrase", "body": "a b c"},
            {"body": "b c thì a b\nc d và b c"},
        )

        assert [hit.id for hit in index.search('"a b c"').hits] == ["phrase"]


class TestFilters:
    def test_or_inside_a_facet_and_across(self, seed_index):
        assert seed_index.search(city=["Hà Nội", "hải phòng"]).total == 5
        assert sorted(ids(seed_index.search(city=["HAI PHONG"], topic=["chuyen doi so"]))) == [
            "000",
            "002",
        ]

    def test_counts_are_over_all_matches_and_ignore_their_own_choice(self, seed_index):
        page = seed_index.search(city=["Hải Phòng"], year=[2021], per_page=1)

        assert page.total == 3
        assert counts(page, "city") == {"Hải Phòng": 3}
        assert counts(page, "year") == {2023: 1, 2021: 3}
        assert counts(page, "topic") == {
            "Covid-19": 2,
            "chuyển đổi số": 2,
            "thông tin đối ngoại": 1,
        }
        assert [v.value for v in page.facets["year"] if v.selected] == [2021]

    def test_dates_include_both_ends_and_leave_undated_articles_out(self, seed_index):
        page = seed_index.search(date_from="2021-03-11", date_to=datetime.date(2021, 12, 1))

        assert ids(page) == ["001", "002"]

    def test_a_year_alone_is_no_date(self, build):
        index = build(
            {"id": "year", "body": "Hội nghị năm 2021"},
            {"id": "day", "body": "Hội nghị", "date": "2021-05-05"},
            {"id": "old", "body": "Hội nghị", "date": "2020-05-05"},
        )

        assert [hit.id for hit in index.search(date_from="2020-06-01").hits] == ["day"]
        assert [hit.id for hit in index.search("hội nghị", year=2021).hits] == ["day", "year"]
        assert [hit.id for hit in index.search(sort="newest").hits] == ["day", "year", "old"]

    def test_none_is_no_filter(self, seed_index):
        assert seed_index.search(city=None, year=None, topic=None).total == 5

    def test_articles_of_unknown_year_are_a_facet_value(self, build):
        index = build({"id": "x", "body": "không ngày"}, {"body": "có ngày", "date": "2020-01-01"})

        assert counts(index.search(), "year") == {2020: 1, "không rõ": 1}
        assert [hit.id for hit in index.search(year="không rõ").hits] == ["x"]

    def test_an_unknown_city_is_an_error_that_names_the_known(self, seed_index):
        with pytest.raises(UnknownFacetValueError, match="Hà Nội, Hải Phòng"):
            seed_index.search(city=["Atlantis"])


class TestOrderAndPaging:
    def test_an_empty_query_lists_all_newest_first(self, seed_index):
        assert ids(seed_index.search()) == ["003", "004", "001", "002", "000"]
        assert ids(seed_index.search("  ", city="Hà Nội")) == ["004"]

    def test_sorting_by_date_puts_undated_articles_last(self, build):
        index = build(
            {"id": "none", "body": "tin"},
            {"id": "old", "body": "tin", "date": "2020-05-01"},
            {"id": "new", "body": "tin", "date": "2021-05-01T08:00"},
        )

        assert [h.id for h in index.search("tin", sort="newest").hits] == ["new", "old", "none"]
        assert [h.id for h in index.search("tin", sort="oldest").hits] == ["old", "new", "none"]

    def test_by_date_an_article_must_have_all_the_words_or_as_many_as_any(self, build):
        index = build(
            {"id": "all", "body": "tai nạn giao thông", "date": "2020-01-01"},
            {"id": "some", "body": "thông tin", "date": "2021-01-01"},
        )

        assert [h.id for h in index.search("tai nan giao thong").hits] == ["all", "some"]
        assert [h.id for h in index.search("tai nan giao thong", sort="newest").hits] == ["all"]
        assert [h.id for h in index.search("thông tin mới", sort="newest").hits] == ["some"]

    def test_pages_cover_the_answer_once(self, seed_index):
        pages = [seed_index.search("công tác", page=n, per_page=2) for n in (1, 2, 3)]

        assert sorted(i for page in pages for i in ids(page)) == ["000", "001", "002", "003", "004"]
        assert pages[0].pages == 3

    def test_a_page_past_the_end_is_empty_with_the_same_total(self, seed_index):
        page = seed_index.search("công tác", page=9)

        assert (page.total, list(page.hits)) == (5, [])

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"page": 0}, "page counts from 1"),
            ({"page": -3}, "page counts from 1"),
            ({"per_page": 0}, "per_page must be from 1 to 1,000"),
            ({"per_page": 1001}, "per_page must be from 1 to 1,000"),
            ({"page": "2"}, "page must be a whole number"),
            ({"per_page": 2.5}, "per_page must be a whole number"),
            ({"sort": "best"}, "sort must be one of relevance, newest, oldest"),
            ({"date_from": "31/12/2021"}, "date_from must be a date like 2021-12-31"),
            ({"date_to": "x" * 999}, "date_to must be a date like"),
            (
                {
                    "date_from": "2022-01-01",
                    "date_to": datetime.datetime(2021, 1, 1, tzinfo=VIET_NAM),
                },
                "date_from 2022-01-01 is after date_to 2021-01-01. Swap them.",
            ),
        ],
    )
    def test_a_parameter_without_meaning_says_what_to_write(self, seed_index, options, message):
        with pytest.raises(InvalidRequestError, match=message):
            seed_index.search("tin", **options)


class TestOddText:
    @pytest.mark.parametrize("text", ["!!!", "…", '""', '"', "-", "*", "\x00", "🙂", "' OR 1=1 --"])
    def test_punctuation_finds_nothing_or_something_but_never_fails(self, seed_index, text):
        page = seed_index.search(text)

        assert page.total == len(page.hits)

    def test_a_query_of_100_000_characters_is_answered_with_a_note(self, seed_index):
        page = seed_index.search("chuyển đổi số " * 7_200)

        assert page.total == 5
        assert "quá dài" in page.understood.notes[0]

    # Once for each engine, by one object: no example is kept that one of them fails alone.
    @settings(suppress_health_check=[HealthCheck.differing_executors], database=None)
    @given(text=st.text(alphabet=st.characters()))
    def test_any_text_is_a_query(self, seed_index, text):
        page = seed_index.search(text)

        assert page.total >= len(page.hits)

    def test_a_lone_surrogate_from_a_broken_terminal_is_answered(self, seed_index):
        assert seed_index.search("hải \udcff phòng").total == 5


class TestUnderstanding:
    def test_the_likeliest_accents_are_told(self, seed_index):
        assert seed_index.search("chuyen doi so hai phong").understood.accents == (
            "chuyển đổi số hải phòng"
        )
        assert seed_index.search("phong Covid-19 o Hai Phong").understood.accents == (
            "phòng Covid-19 ở Hải Phòng"
        )
        assert seed_index.search("chuyển đổi số").understood.accents is None
        assert seed_index.search("03-NQ/TU").understood.accents is None, "a number is no word"

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("chuyenn doi so", "chuyển đổi số"),
            ("thong tin doi ngoia", "thông tin đối ngoại"),
            ("hai phogn", "hải phòng"),
            ("thongg tin", "thông tin"),
            ("chuyẻn đổi sốo", "chuyển đổi số"),
        ],
    )
    def test_a_typing_error_is_corrected_with_accents(self, seed_index, typed, meant):
        assert seed_index.search(typed).suggestion == meant

    @pytest.mark.parametrize(
        "text", ["chuyển đổi số", "", "!!!", "qwxzqwxz", "x" * 5_000, "99-XX/ZZ"]
    )
    def test_nothing_is_suggested_where_nothing_is_wrong_or_near(self, seed_index, text):
        assert seed_index.search(text).suggestion is None


class TestArticles:
    def test_get_returns_the_whole_article_or_none(self, seed_index):
        article = seed_index.get("002_93cfaa7350c6eb34")

        assert article.date == datetime.datetime(2021, 3, 11, 17, 15)  # noqa: DTZ001  Viet Nam's clock
        assert article.body.startswith("Sáng 11/3, Ban Tuyên giáo Trung ương")
        assert seed_index.get("nothing") is None
        assert seed_index.get("") is None

    def test_similar_articles_leave_the_article_itself_out(self, seed_index):
        similar = seed_index.similar("003_a759c29db672d3fc")

        assert similar[0].id.startswith("000"), "the other article about thông tin đối ngoại"
        assert "003_a759c29db672d3fc" not in [hit.id for hit in similar]

    def test_pairs_of_one_article_alone_do_not_crowd_out_what_it_shares(self, build):
        own = " ".join(f"riêng{n}" for n in range(60))
        index = build({"id": "a", "body": f"{own}\nchuyển đổi"}, {"id": "b", "body": "chuyển đổi"})

        assert [hit.id for hit in index.similar("a")] == ["b"]

    def test_similar_to_an_unknown_id_says_where_ids_stand(self, seed_index):
        with pytest.raises(InvalidRequestError, match="ids stand in the hits"):
            seed_index.similar("nothing")

    @pytest.mark.parametrize(
        ("typed", "completed"),
        [
            ("chuyen d", "chuyển đổi số"),
            ("Chuyển đ", "chuyển đổi số"),
            ("thông tin đối", "thông tin đối ngoại"),
            ("hai ph", "Hải Phòng"),
            ("đào kh", "Đào Khánh Hà"),
        ],
    )
    def test_completion_takes_marked_and_folded_beginnings(self, seed_index, typed, completed):
        assert completed in seed_index.suggest(typed)

    def test_completion_respects_marks_that_were_typed(self, seed_index):
        found = [text.lower() for text in seed_index.suggest("chuyên")]

        assert "chuyên đề" in found
        assert all(text.startswith("chuyên") for text in found)

    @pytest.mark.parametrize("typed", ["", " ", "!", "zzzz", "|"])
    def test_completion_of_nothing_is_nothing(self, seed_index, typed):
        assert seed_index.suggest(typed) == []

    def test_completion_begins_with_the_phrases_of_most_articles(self, build):
        bodies = ["công an tỉnh"] * 2 + ["cán bộ xã"] + ["Thanh Hoá"] + ["Thanh Hóa"] * 2
        index = build(*({"id": str(n), "body": f"{b}, {b}"} for n, b in enumerate(bodies)))

        assert index.suggest("c") == ["công an tỉnh", "cán bộ xã"], "whole ones"
        assert index.suggest("thanh") == ["Thanh Hóa"], "two spellings of one phrase are one"
        assert index.suggest("c", limit=-1) == []

    @pytest.mark.parametrize(
        ("typed", "completed"),
        [
            ("ki", "kinh tế"),  # alone it is ky
            ("kí", "kính viếng"),
            ("hoà", "hoàng thành"),  # alone it is hòa
            ("ki thu", "kỹ thuật"),
            ("kĩ", "kỹ thuật"),
        ],
    )
    def test_an_unfinished_syllable_completes_as_it_stands(self, build, typed, completed):
        phrases = ["kinh tế", "kính viếng", "hoàng thành", "kỹ thuật"]
        index = build({"body": ". ".join(2 * phrases)})

        assert completed in index.suggest(typed)

    def test_a_completion_ends_in_no_function_word(self, build):
        index = build({"body": "chuyển đổi số là việc lớn. Chuyển đổi số là việc chung."})

        assert "chuyển đổi số" in [text.lower() for text in index.suggest("chuyen")]
        assert [text for text in index.suggest("chuyen") if text.endswith(" là")] == []

    def test_an_untitled_article_shows_its_first_words(self, build):
        index = build({"body": "một hai ba " * 20})

        (hit,) = index.search("hai").hits
        assert hit.title == ""
        assert hit.title_html.startswith("một <mark>hai</mark> ba")


@pytest.fixture
def many_switches():
    """Let threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("many_switches")
def test_many_threads_may_search_an_index_that_has_read_nothing_yet(tmp_path, write_jsonl):
    """Whoosh's readers share their place in a file."""
    bodies = [" ".join(f"t{n * step % 97}" for step in range(1, 60)) for n in range(1, 400)]
    articles = [{"id": str(n), "body": body} for n, body in enumerate(bodies)]
    pipeline.rebuild([write_jsonl(*articles)], tmp_path / "index")
    queries = [f"t{n} t{n + 1}" for n in range(90)]
    calm = open_index(tmp_path / "index")
    wanted = {text: [hit.id for hit in calm.search(text).hits] for text in queries}
    index, wrong = open_index(tmp_path / "index"), []

    def search(texts):
        try:
            found = {text: [hit.id for hit in index.search(text).hits] for text in texts}
            wrong.extend(text for text in texts if found[text] != wanted[text])
        except Exception as error:  # noqa: BLE001  a thread must not die unseen
            wrong.append(error)

    threads = [threading.Thread(target=search, args=(queries[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
