"""Cities by any of their names, by today's provinces, and what has no year or city."""

import itertools
import random
from collections import Counter

import pytest

from analyzers import fold
from indexer import places
from indexer.article import Article
from search_app import InvalidRequestError, UnknownFacetValueError
from search_app.core.index import Index
from search_app.engines.local import LocalEngine

ARTICLES = {
    "duong": (["Hải Dương"], "2021-03-01"),
    "both": (["Hải Dương", "Hải Phòng"], "2022-03-01"),
    "phong": (["Hải Phòng"], "2021-04-01"),
    "merged": (["Hải Phòng"], "2025-08-01"),
    "tth": (["Thừa Thiên Huế"], "2020-01-01"),
    "hue": (["Huế"], "2025-02-01"),
    "hcm": (["TP. Hồ Chí Minh"], None),
    "given": (["Viêng Chăn"], "2020-01-01"),
    "none": ([], "2023-01-01"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory, add_segment):
    articles = [
        Article(id=own, body="tin", cities=tuple(cities), year=int(date[:4]) if date else None)
        for own, (cities, date) in ARTICLES.items()
    ]
    return Index(LocalEngine(add_segment(tmp_path_factory.mktemp("places"), articles)))


def ids(page):
    return {hit.id for hit in page.hits}


def counts(page, facet="city"):
    return {value.value: value.count for value in page.facets[facet]}


HAI_PHONG = {"both", "phong", "merged"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Hải Phòng", HAI_PHONG),
        ("Thanh pho Hai Phong", HAI_PHONG),
        ("HAIPHONG", HAI_PHONG),
        ("thành phố cảng", HAI_PHONG),
        ("TPHCM", {"hcm"}),
        ("tp.hcm", {"hcm"}),
        ("sài gòn", {"hcm"}),
        ("Ho Chi Minh", {"hcm"}),
        ("hue", {"hue"}),
        ("TP HUẾ", {"hue"}),
        ("Huế", {"hue"}),
        ("tt-hue", {"tth"}),
        ("thua thien hue", {"tth"}),
        ("Thừa Thiên Huế", {"tth"}),
        ("vieng chan", {"given"}),
        ("khong RO", {"none"}),
    ],
)
def test_a_filter_takes_any_name_and_so_does_the_query_language(index, name, found):
    assert ids(index.search(city=[name])) == found
    assert ids(index.search(f'thanhpho:"{name}"')) == found
    assert ids(index.search(f'-thanhpho:"{name}"')) == ARTICLES.keys() - found


@pytest.mark.parametrize("known", [None, "2025"])
def test_a_value_has_as_many_articles_as_it_counts_however_it_is_spelled(index, known):
    listed = counts(index.search(places=known))

    for value, count in listed.items():
        for name in (value, value.upper(), fold(value), fold(value).replace(" ", "")):
            for page in (
                index.search(city=[name], places=known),
                index.search(f'thanhpho:"{name}"', places=known),
            ):
                assert page.total == count, name
                assert counts(page)[value] == count


@pytest.mark.parametrize("name", ["Huế", "hue", "TT-Huế", "thua thien hue"])
@pytest.mark.parametrize("value", ["Huế", "Thừa Thiên Huế"])
def test_another_name_of_the_place_finds_it_where_that_is_the_only_one(
    tmp_path, add_segment, name, value
):
    index = Index(
        LocalEngine(add_segment(tmp_path, [Article(id="a", body="tin", cities=(value,))]))
    )

    assert index.search(city=[name]).total == index.search(f'thanhpho:"{name}"').total == 1


@pytest.mark.parametrize("name", ["sái gòn", "hài phòng", "huê"])
def test_marks_that_are_typed_in_the_query_language_must_be_those_of_the_name(index, name):
    page = index.search(f'thanhpho:"{name}"')

    assert page.total == 0
    assert f"“{name}”" in page.understood.notes[0]


@pytest.mark.parametrize("known", [None, "2025"])
@pytest.mark.parametrize("name", ["Atlantis", "HN", "Cần Thơ", "cảng"])
def test_a_city_without_articles_is_unknown_whatever_its_name(index, name, known):
    with pytest.raises(UnknownFacetValueError, match=r"Use one of: .*Viêng Chăn"):
        index.search(city=[name], places=known)


def test_todays_provinces_are_one_value_and_hits_keep_their_names(index):
    page = index.search(city=["hai phong"], places="2025")

    assert page.places == "2025"
    assert ids(page) == HAI_PHONG | {"duong"}
    assert [value.value for value in page.facets["city"] if value.selected] == ["Hải Phòng"]
    assert counts(page) == {"Hải Phòng": 4, "Huế": 2, "TP. Hồ Chí Minh": 1, "Viêng Chăn": 1}
    assert {hit.id: hit.cities for hit in page.hits}["both"] == ("Hải Dương", "Hải Phòng")
    assert index.get("duong").cities == ("Hải Dương",)


def test_by_default_cities_are_those_of_the_time(index):
    for page in (index.search(), index.search(places=None), index.search(places="")):
        assert page.places is None
        assert counts(page) == {
            "Hải Phòng": 3, "Hải Dương": 2, "Huế": 1, "TP. Hồ Chí Minh": 1, "Thừa Thiên Huế": 1,
            "Viêng Chăn": 1,
        }  # fmt: skip


@pytest.mark.parametrize("name", ["Hải Dương", "tinh hai duong", "HP", "hải phòng"])
def test_what_is_a_part_of_a_province_today_means_all_of_it(index, name):
    for page in (
        index.search(city=[name], places="2025"),
        index.search(f'thanhpho:"{name}"', places="2025"),
    ):
        assert ids(page) == HAI_PHONG | {"duong"}
    assert page.understood.filters == ("tỉnh, thành phố: Hải Phòng",)


def test_a_text_is_read_anew_for_other_names(index):
    text = "thanhpho:huế"

    assert index.search(text, places="2025").understood.filters == ("tỉnh, thành phố: Huế",)
    text = 'thanhpho:"hải dương"'
    assert index.search(text, places="2025").understood.filters == ("tỉnh, thành phố: Hải Phòng",)
    assert index.search(text).understood.filters == ("tỉnh, thành phố: Hải Dương",)


def test_the_place_of_an_article_is_that_among_the_same_names(index):
    text = 'tin thanhpho:"hải phòng"'

    assert index.explain(text, "duong").rank is None
    assert index.explain(text, "duong", places="2025").rank
    assert index.explain(text, "duong", places="2025").total == 4


@pytest.mark.parametrize("odd", ["2024", "34", " ", 2025, True, ["2025"]])
def test_other_names_are_refused_with_what_to_write(index, odd):
    with pytest.raises(InvalidRequestError, match="places must be '2025'"):
        index.search(places=odd)


def test_without_a_year_is_a_value_to_choose_alone_or_beside_others(index):
    page = index.search(year=["Khong ro"])

    assert ids(page) == {"hcm"}
    unknown = page.facets["year"][-1]
    assert (unknown.value, unknown.count, unknown.selected) == ("không rõ", 1, True)
    assert counts(page, "year") == counts(index.search(), "year")
    assert ids(index.search(year=["không rõ", 2020])) == {"hcm", "tth", "given"}
    assert index.search(year=2020, city="hcm").total == 0


@pytest.mark.parametrize("text", ['nam:"không rõ"', 'NAM:"KHONG RO"', "năm:khongro"])
def test_without_a_year_can_be_asked_for_in_the_query_language(index, text):
    assert ids(index.search(text)) == {"hcm"}
    assert index.search(text).understood.filters == ("năm: không rõ",)
    assert ids(index.search(f"{text} HOẶC nam:2023")) == {"hcm", "none"}
    assert ids(index.search(f"-{text}")) == ARTICLES.keys() - {"hcm"}


def test_without_a_city_is_listed_only_where_it_is_chosen(index):
    assert "không rõ" not in counts(index.search())
    page = index.search(city=["không rõ", "Huế"])

    assert ids(page) == {"none", "hue"}
    assert page.facets["city"][-1].value == "không rõ"
    assert page.facets["city"][-1].count == 1


@pytest.mark.parametrize("others", [0, 100])
def test_an_article_on_both_parts_of_a_province_counts_once(tmp_path, add_segment, others):
    """Values that few articles have are counted in another way than those that many have."""
    articles = [Article(id="both", body="tin", cities=("Hải Dương", "Hải Phòng"))]
    articles += [Article(id=str(n), body="tin", cities=("Hà Nội",)) for n in range(others)]
    index = Index(LocalEngine(add_segment(tmp_path, articles)))

    assert counts(index.search(places="2025"))["Hải Phòng"] == 1
    assert index.search(city="HP", places="2025").total == 1


@pytest.mark.parametrize("seed", range(10))
def test_today_counts_articles_once_over_all_segments(tmp_path, add_segment, seed):
    rng = random.Random(seed)
    names = [*rng.sample(places.provinces(), 12), "Hải Phòng", "Hải Dương", "Huế", "Viêng Chăn"]
    articles = [
        Article(
            id=str(number),
            body="tin",
            cities=tuple(rng.sample(names, rng.randint(0, 4))),
            year=rng.choice([None, 2020, 2021]),
        )
        for number in range(120)
    ]
    base, gone = None, []
    for first, last in itertools.pairwise((0, 30, 90, 120)):
        deleted = rng.sample(articles[:first], first // 10)
        base = add_segment(tmp_path, articles[first:last], deleted, base)
        gone += deleted
    live = [article for article in articles if article not in gone]
    index = Index(LocalEngine(base))
    chosen = rng.choice(names)

    page = index.search(city=[chosen], year=[2020], places="2025", per_page=1000)

    today = {a.id: {places.today(city) for city in a.cities} for a in live}
    expected = Counter(itertools.chain(*(today[a.id] for a in live if a.year == 2020)))
    assert counts(page) == {**expected}
    assert ids(page) == {
        a.id for a in live if a.year == 2020 and places.today(chosen) in today[a.id]
    }
