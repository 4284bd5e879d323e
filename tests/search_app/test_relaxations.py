"""What to drop of a search that finds nothing, with what that finds."""

import pytest

from search_app import Relaxation
from search_app.core import relaxations


@pytest.fixture
def small(build):
    return build(
        {
            "id": "port",
            "title": "Cảng",
            "body": "Cảng mới, số liệu tin.",
            "date": "2021-05-01",
            "cities": ["Hải Phòng"],
            "topics": ["kinh tế"],
        },
        {
            "id": "rice",
            "title": "Lúa",
            "body": "Lúa gạo đổi mới.",
            "date": "2022-05-01",
            "cities": ["Hà Nội"],
            "topics": ["y tế"],
        },
        {
            "id": "both",
            "title": "Lúa qua cảng",
            "body": "Lúa gạo và cảng.",
            "date": "2022-06-01",
            "cities": ["Hà Nội"],
            "topics": ["kinh tế"],
        },
    )


def test_a_search_that_finds_something_has_none(small, monkeypatch):
    monkeypatch.setattr(relaxations, "relaxations", None)

    assert small.search("cảng", city="Hà Nội", page=9).relaxations == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (
            {"text": "lúa", "city": "Hải Phòng", "topic": ["y tế", "kinh tế"]},
            [Relaxation("city", "tỉnh, thành phố: Hải Phòng", "lúa", 2)],
        ),
        (
            {"text": "cảng", "city": "Hải Phòng", "year": [1999, 2022]},
            [
                Relaxation("city", "tỉnh, thành phố: Hải Phòng", "cảng", 1),
                Relaxation("year", "năm: 1999, 2022", "cảng", 1),
            ],
        ),
        (
            {"text": "lúa", "topic": "y tế", "date_from": "2022-05-02", "date_to": "2023-12-31"},
            [
                Relaxation("topic", "chủ đề: y tế", "lúa", 1),
                Relaxation("dates", "ngày: từ 02/05/2022 đến 31/12/2023", "lúa", 1),
            ],
        ),
        (
            {"date_to": "2021-12-31", "city": "Hà Nội"},
            [
                Relaxation("dates", "ngày: đến 31/12/2021", "", 2),
                Relaxation("city", "tỉnh, thành phố: Hà Nội", "", 1),
            ],
        ),
        (
            {"text": "lúa", "year": 1990, "date_from": "2030-01-01", "sort": "newest"},
            [Relaxation("all", "mọi bộ lọc", "lúa", 2)],
        ),
        (
            {"text": "lúa nguon:abc", "year": 1990},
            [Relaxation("all", "mọi bộ lọc và nguồn: abc", "lúa", 2)],
        ),
        (
            {"text": "lúa nguon:abc nam:1990"},
            [Relaxation("condition", "mọi điều kiện", "lúa", 2)],
        ),
        (
            {"text": 'lúa "qua cảng" nam:1990', "year": 1990, "city": "Hải Phòng"},
            [
                Relaxation("all", "mọi bộ lọc và năm: 1990", 'lúa "qua cảng"', 1),
            ],
        ),
        (
            {"text": 'cảng "lúa lúa" nam:1990', "year": 2021, "topic": "y tế"},
            [Relaxation("all", "mọi bộ lọc và điều kiện", "cảng lúa lúa", 3)],
        ),
        (
            {"text": "cảng -cảng nguon:abc", "topic": "kinh tế", "year": (2021, 2022)},
            [Relaxation("condition", "mọi điều kiện", "cảng", 2)],
        ),
        ({"text": "zzz", "city": "Hà Nội"}, []),
        ({"text": "nguon:abc"}, []),
        ({"year": 1990}, []),
    ],
    ids=str,
)
def test_what_is_dropped_is_told_with_what_it_finds(small, wanted, found):
    page = small.search(**wanted)

    assert page.total == 0
    assert sorted(page.relaxations, key=str) == sorted(found, key=str)
    totals = [own.total for own in page.relaxations]
    assert totals == sorted(totals, reverse=True)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ('gạo "cảng lúa"', "nguyên văn “cảng lúa”", "gạo cảng lúa"),
        ("cảng -cảng", "không có: cảng", "cảng"),
        ("cảng -gạo -số", "không có: gạo", "cảng -số"),
        ("cảng -gạo -số", "không có: số", "cảng -gạo"),
        ('số tieude:"gạo cảng" tin', "tiêu đề: gạo cảng", "số gạo cảng tin"),
        ("nguon:abc cảng", "nguồn: abc", "cảng"),
        ("cảng   nam:1950..1960\ngạo", "năm: 1950–1960", "cảng gạo"),
        ('cảng "x y" HOẶC zz* số', "một trong: “x y” hoặc bắt đầu bằng “zz”", "cảng x y số"),
        ("số thanhpho:huế", "tỉnh, thành phố: huế", "số"),
    ],
)
def test_a_condition_is_dropped_from_the_text_but_for_its_words(small, text, label, rest):
    page = small.search(text)

    assert page.total == 0
    (found,) = (own for own in page.relaxations if own.label == label)
    assert (found.kind, found.text) == ("condition", rest)
    assert found.total == small.search(rest).total > 0


def test_a_condition_is_dropped_among_filters(small):
    page = small.search("lúa nguon:abc", city="Hà Nội", places="2025")

    assert page.relaxations == (Relaxation("condition", "nguồn: abc", "lúa", 2),)


def test_a_city_of_the_text_is_told_by_the_names_that_are_asked_for(small):
    text = 'lúa thanhpho:"hải phòng"'
    at_the_time, today = (small.search(text, places=places) for places in (None, "2025"))
    of_today = small.search('lúa thanhpho:"hải dương"', places="2025")

    for page in (at_the_time, today, of_today):
        told = Relaxation("condition", "tỉnh, thành phố: Hải Phòng", "lúa", 2)
        assert page.relaxations == (told,)


def test_a_text_that_means_itself_still_does_without_a_condition(small):
    assert small.search("lua nguon:abc").relaxations
    assert not small.search("lua nguon:abc", literal=True).relaxations


def test_where_a_suggestion_would_answer_that_is_told(small):
    page = small.search("cảngg", topic="y tế")
    found = small.search("cảngg")

    assert page.total == 0
    assert found.understood.corrected == "cảng"
    assert page.relaxations == (Relaxation("topic", "chủ đề: y tế", "cảngg", found.total),)


def test_no_more_than_some_conditions_are_tried_one_by_one(small, monkeypatch):
    monkeypatch.setattr(relaxations, "_MOST_DEMANDS", 1)
    page = small.search("lúa -zzz -lúa")

    assert [own.label for own in page.relaxations] == ["mọi điều kiện"]


def test_what_is_offered_is_what_is_found(random_index):
    choices = [
        {"text": text, "year": year, "city": city, "date_from": date_from, "places": "2025"}
        for text in ("số cảng", '"cảng cảng cảng" số', "lúa -lúa", "gạo nam:2018")
        for year in ((), 2019, (1990, 2023))
        for city in ((), "hai duong")
        for date_from in (None, "2022-11-01", "2023-12-10")
    ]
    kinds = set()
    for wanted in choices:
        page = random_index.search(**wanted)
        for own in page.relaxations:
            kinds.add(own.kind)
            rest = {**wanted, "text": own.text}
            gone = {"dates": ["date_from"], "all": ["city", "year", "date_from"], "condition": []}
            for name in gone.get(own.kind, [own.kind]):
                del rest[name]
            assert random_index.search(**rest).total == own.total
    assert kinds >= {"dates", "condition", "all"}
