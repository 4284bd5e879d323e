"""Pictures of counts: they add up, say what their tables say, and lead where they say."""

import datetime
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from indexer import places
from search_app.core.model import NO_TOPIC, OTHER, SEVERAL, Bar, FacetValue, Histogram
from search_app.web import create_app
from search_app.web.pictures.columns import HEIGHT, STEP, ceiling, columns
from search_app.web.pictures.country import country
from search_app.web.pictures.ranking import WIDTH, ranking
from search_app.web.pictures.shades import shade, shades
from search_app.web.pictures.ticks import ticks
from search_app.web.pictures.tiles import layout
from search_app.web.pictures.timeline import timeline
from search_app.web.state import SearchState

BOX = re.compile(r"M(\d+) (-?\d+)h(\d+)v(\d+)h-(\d+)z")
EVIL = '<script>alert("x")</script>'


def boxes(outline):
    """Return (left, top, width, height) of each box of path data."""
    return [tuple(map(int, found[:4])) for found in BOX.findall(outline)]


def asked(url):
    return parse_qs(urlsplit(url).query)


def by_year(*counts, first=2020, topics=("a", NO_TOPIC), selected=(), unknown=0):
    bars = (
        Bar(first + at, None, sum(own), own, first + at in selected)
        for at, own in enumerate(counts)
    )
    return Histogram("year", topics, tuple(bars), unknown)


def by_month(*counts, first=2021, selected=range(1, 13)):
    """Return the months of whole years; those that are not given have no articles."""
    padded = [*counts, *[0] * (-len(counts) % 12)]
    bars = (
        Bar(first + at // 12, at % 12 + 1, own, (own,), at % 12 + 1 in selected)
        for at, own in enumerate(padded)
    )
    return Histogram("month", (NO_TOPIC,), tuple(bars), 0)


@pytest.fixture(autouse=True)
def _in_a_request(seed_index):
    with create_app(seed_index).test_request_context():
        yield


# Columns


def test_columns_are_as_high_as_their_counts_and_layers_stand_on_each_other():
    counts = [(10, 30, 0), (0, 0, 0), (5, 0, 95), (1, 2, 3)]
    drawn = columns(counts)

    assert drawn.top == 100
    for at, own in enumerate(counts):
        stack = [
            found
            for outline in drawn.layers
            for found in boxes(outline)
            if at * STEP <= found[0] < (at + 1) * STEP
        ]
        assert [height for *_, height in stack] == [count * HEIGHT // 100 for count in own if count]
        ground = HEIGHT
        for _, top, _, height in stack:
            assert top + height == ground
            ground = top


def test_one_article_is_seen_beside_thousands():
    ((left, _, _, height),) = boxes(columns([(0, 1), (0, 5000)]).layers[1])[:1]

    assert left < STEP
    assert height >= HEIGHT // 50


@pytest.mark.parametrize(
    ("count", "top"), [(0, 1), (1, 1), (7, 8), (11, 15), (999, 1000), (8170, 10_000)]
)
def test_the_scale_ends_at_a_round_number(count, top):
    assert ceiling(count) == top


@pytest.mark.parametrize(
    ("histogram", "labels"),
    [
        (by_year((1, 0), (0, 0), (0, 2)), ["2020", "2021", "2022"]),
        (by_year(*[(1, 0)] * 27, first=2000), ["2000", "2005", "2010", "2015", "2020", "2025"]),
        (by_month(1, 2), [str(month) for month in range(1, 13)]),
        (by_month(*[1] * 24, first=2021), ["1/2021", "7/2021", "1/2022", "7/2022"]),
        (by_month(*[1] * 36, first=2021), ["2021", "2022", "2023"]),
        (by_month(*[1] * 156, first=2011), ["2012", "2014", "2016", "2018", "2020", "2022"]),
    ],
)
def test_few_columns_have_a_label_so_that_they_stand_apart(histogram, labels):
    found = list(ticks(histogram.bars))

    assert [tick.text for tick in found] == labels
    assert [tick.place for tick in found] == sorted(tick.place for tick in found)


def test_labels_of_any_number_of_years_are_at_most_seven():
    for years in (2, 6, 7, 30, 61, 300, 2026):
        assert 1 <= len(list(ticks(by_year(*[(1, 0)] * years, first=1).bars))) <= 7


# The timeline


def test_a_year_takes_the_place_of_the_chosen_time_and_keeps_the_rest():
    state = SearchState(
        q="a & b", year=("2020", "2025"), city=("Hà Nội",), sort="oldest", places="2025", page=3
    )
    drawn = timeline(by_year((1, 0), (0, 0), (0, 2), selected=(2020,)), state)
    rest = {"q": ["a & b"], "city": ["Hà Nội"], "sort": ["oldest"], "places": ["2025"]}

    assert [column.label for column in drawn.columns] == ["2020", "2022"]
    assert asked(drawn.columns[1].url) == rest | {"year": ["2022"]}
    assert asked(drawn.columns[0].url) == rest, "the only one chosen leads back"
    assert asked(drawn.all_url) == rest
    assert asked(drawn.unknown_url) == rest | {"year": ["không rõ"]}


def test_a_month_is_a_range_of_days_within_the_chosen_years():
    drawn = timeline(by_month(1, 28, first=2024), SearchState(q="a", year=("2024",)))

    assert [column.text for column in drawn.columns] == ["1/2024: 1 bài", "2/2024: 28 bài"]
    assert asked(drawn.columns[1].url) == {
        "q": ["a"],
        "year": ["2024"],
        "from": ["2024-02-01"],
        "to": ["2024-02-29"],
    }
    assert drawn.chosen == "", "all of them are, so none needs a mark"


def test_a_month_between_the_chosen_years_takes_their_place():
    histogram = Histogram(
        "month", ("a",), tuple(Bar(2020 + at, 1, 1, (1,), at != 1) for at in range(3)), 0
    )
    drawn = timeline(histogram, SearchState(year=("2020", "2022")))

    assert asked(drawn.columns[1].url) == {"from": ["2021-01-01"], "to": ["2021-01-31"]}
    assert asked(drawn.columns[2].url)["year"] == ["2020", "2022"]


def test_the_chosen_month_has_a_mark_and_leads_back_to_its_year():
    first, last = datetime.date(2021, 2, 1), datetime.date(2021, 2, 28)
    state = SearchState(year=("2021",), date_from=first, date_to=last)
    drawn = timeline(by_month(1, 2, 3, selected=(2,)), state)

    assert [asked(column.url) for column in drawn.columns][1] == {"year": ["2021"]}
    assert asked(drawn.columns[2].url)["from"] == ["2021-03-01"]
    assert [left for left, *_ in boxes(drawn.chosen)] == [STEP]
    assert asked(drawn.all_url) == {}


def test_layers_without_articles_are_left_out_of_the_legend_and_the_table():
    topics = ("một", "hai", SEVERAL, OTHER, NO_TOPIC)
    histogram = by_year((3, 0, 0, 1, 1000), (1, 0, 2, 0, 0), topics=topics)
    drawn = timeline(histogram, SearchState())

    assert [layer.name for layer in drawn.layers] == [
        "một",
        "nhiều chủ đề",
        "chủ đề khác",
        "không có chủ đề",
    ]
    assert len({layer.kind for layer in drawn.layers}) == 4
    assert [column.counts for column in drawn.columns] == [
        ["1.004", "3", "0", "1", "1.000"],
        ["3", "1", "2", "0", "0"],
    ]
    assert drawn.most == "2020: 1.004 bài"


@pytest.mark.parametrize("counts", [[(1, 2)], [(0, 0), (0, 0)], []])
def test_there_is_no_picture_where_there_is_nothing_to_compare(counts):
    assert timeline(by_year(*counts), SearchState()) is None


def test_a_pasted_page_of_text_is_not_repeated_in_every_part():
    state = SearchState(q="chuyển đổi số " * 500)
    drawn = timeline(by_year((1, 0), (2, 0)), state)
    shown = country([FacetValue("Hà Nội", 3, selected=False)], state)

    assert {column.url for column in drawn.columns} == {None}
    assert {province.url for province in shown.provinces} == {None}


# The map


@pytest.mark.parametrize(
    ("place_names", "names"), [(None, places.provinces()), ("2025", places.provinces_today())]
)
def test_every_province_has_a_tile_of_its_own(place_names, names):
    drawn = layout(place_names)
    tiles = [tile for tile in drawn.tiles if not tile.kind]

    assert {tile.names[0] for tile in tiles} == set(names)
    assert len(tiles) == len(names)
    assert set(places.provinces_today()) <= drawn.names, (
        "what appeared since has its names of today"
    )
    squares = [boxes(tile.drawing)[0] for tile in tiles]
    assert len(set(squares)) == len(names)
    assert all(left + width <= drawn.width for left, _, width, _ in squares)
    assert all(top + height <= drawn.height for _, top, _, height in squares)
    labels = [re.search(">([^<]+)</text>", tile.drawing)[1] for tile in tiles]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 5


@pytest.mark.parametrize("place_names", [None, "2025"])
def test_the_archipelagos_are_marks_of_their_provinces(place_names):
    islands = [tile for tile in layout(place_names).tiles if tile.kind]

    assert [tile.names for tile in islands] == [("Đà Nẵng",), ("Khánh Hòa",)]
    assert [re.findall(">([^<]+)</text>", tile.drawing) for tile in islands] == [
        ["Hoàng", "Sa"],
        ["Trường", "Sa"],
    ]


def provinces(state, *counts, chosen=()):
    values = [FacetValue(name, count, name in chosen) for name, count in counts]
    drawn = country(values, state)
    return drawn, {province.text.partition(":")[0]: province for province in drawn.provinces}


def test_a_tile_adds_its_province_or_takes_it_out_again():
    state = SearchState(q="a", city=("Hà Nội", "Nơi khác"), year=("2021",), page=2)
    counts = (("Hà Nội", 9), ("Hải Phòng", 1234), ("Cà Mau", 0), ("Nơi khác", 2))
    drawn, own = provinces(state, *counts, chosen=("Hà Nội", "Nơi khác"))
    rest = {"q": ["a"], "year": ["2021"]}

    assert own["Hải Phòng"].text == "Hải Phòng: 1.234 bài"
    assert asked(own["Hải Phòng"].url) == rest | {"city": ["Hà Nội", "Nơi khác", "Hải Phòng"]}
    assert asked(own["Hà Nội"].url) == rest | {"city": ["Nơi khác"]}
    assert own["Hà Nội"].kind.endswith(" on")
    assert (own["Cà Mau"].url, own["Cà Mau"].kind) == (None, "s0")
    assert drawn.elsewhere == 1


def test_both_names_of_hue_share_a_tile_and_only_those_that_are_there_are_asked_for():
    _, own = provinces(SearchState(), ("Thừa Thiên Huế", 3), ("Huế", 2))
    assert own["Thừa Thiên Huế"].text.endswith(": 5 bài")
    assert asked(own["Thừa Thiên Huế"].url) == {"city": ["Thừa Thiên Huế", "Huế"]}

    _, own = provinces(SearchState(), ("Thừa Thiên Huế", 3))
    assert asked(own["Thừa Thiên Huế"].url) == {"city": ["Thừa Thiên Huế"]}

    _, own = provinces(SearchState(city=("Huế",)), ("Huế", 2), chosen=("Huế",))
    assert asked(own["Thừa Thiên Huế"].url) == {}


@pytest.mark.parametrize(
    ("counts", "starts"),
    [
        ((), ()),
        ((0, 0), ()),
        ((4,), (4,)),
        ((1, 2, 3), (1, 2)),
        ((37, 6341, 200, 0), (30, 100, 300, 800, 2000)),
    ],
)
def test_shades_begin_at_round_numbers_further_and_further_apart(counts, starts):
    assert shades(counts) == starts
    assert [shade(count, starts) > 0 for count in counts] == [count > 0 for count in counts]


def test_the_legend_tells_the_range_of_each_shade():
    drawn, _ = provinces(SearchState(), ("Hà Nội", 6341), ("Cà Mau", 37))
    assert drawn.legend == ["30–99", "100–299", "300–799", "800–1.999", "≥ 2.000"]


def test_bars_of_a_ranking_are_as_long_as_their_counts():
    rows = ranking([("a", "/a", 2000), ("b", None, 500), ("c", None, 0)])

    assert [(row.articles, row.width) for row in rows] == [
        ("2.000", WIDTH),
        ("500", WIDTH // 4),
        ("0", 0),
    ]
    assert ranking([]) == []


# The pages


ARTICLES = [
    {"id": f"{year}-{at}", "title": f"Tin {at}", "body": "Tin.", "date": f"{year}-{month:02}-05"}
    | {"cities": cities, "topics": topics, "source": "Báo Tin"}
    for at, (year, month, cities, topics) in enumerate(
        [
            (2019, 3, ["Hà Nội"], [EVIL]),
            (2021, 2, ["Hải Dương"], []),
            (2021, 2, ["Hải Phòng"], [EVIL, "đất đai"]),
            (2021, 11, ["Hà Nội", EVIL], ["đất đai"]),
        ]
    )
] + [{"id": "undated", "title": "Tin", "body": "Tin.", "topics": []}]


@pytest.fixture
def site(client_of):
    return client_of(*ARTICLES)


@pytest.fixture
def page(site, read):
    return lambda url: read(url, client=site)


def parts(found):
    """Return what the parts of pictures that lead somewhere count, and where they lead."""
    links = [own for own in found.find("a", tabindex="-1") if "href" in own[0]]
    return {text.partition(" bài")[0]: attrs["href"].partition("#")[0] for attrs, text in links}


def total(found):
    """Return how many articles a page says it has found."""
    (_, text), *_ = found.find("p", role="status")
    return int(re.search(r"\d+", text)[0])


def test_the_table_says_what_the_picture_says(page):
    found = page("/?q=tin")
    columns = {"2019: 1": "/?q=tin&year=2019", "2021: 3": "/?q=tin&year=2021"}

    assert columns.items() <= parts(found).items()
    heads = [text for attrs, text in found.find("th", scope="col")]
    assert heads == ["Năm", "Tất cả", EVIL, "đất đai", "nhiều chủ đề", "không có chủ đề"]
    assert [text for _, text in found.find("td")] == ["1", "1", *"000", "3", "0", *"111"]
    years = {text: attrs["href"] for attrs, text in found.find("a") if text in {"2019", "2021"}}
    assert years == {"2019": columns["2019: 1"], "2021": columns["2021: 3"]}
    assert found.link("1 bài chưa rõ năm") == "/?q=tin&year=kh%C3%B4ng+r%C3%B5"


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/?q=tin", 5),
        ("/?q=tin&year=2021", 5),
        ("/?q=tin&year=2019&year=2021&topic=đất+đai", 4),
        ("/?places=2025", 4),
        ("/stats", 6),
        ("/stats?places=2025", 5),
    ],
)
def test_every_part_of_a_picture_finds_what_it_counts(page, path, number):
    counts = {url: int(said.rpartition(": ")[2]) for said, url in parts(page(path)).items()}

    assert len(counts) == number
    assert {url: total(page(url)) for url in counts} == counts
    places_kept = [asked(url).get("places") for url in counts]
    assert set(map(str, places_kept)) == {str(asked(path).get("places"))}


def test_a_click_narrows_to_a_year_then_a_month_and_leads_back(page):
    start = "/?q=tin&topic=" + quote(EVIL)
    year = parts(page(start))["2021: 1"]
    month = parts(page(year))["2/2021: 1"]
    narrowed = page(month)

    assert asked(month) == asked(year) | {"from": ["2021-02-01"], "to": ["2021-02-28"]}
    assert asked(parts(narrowed)["2/2021: 1"]) == asked(year)
    assert asked(narrowed.link("Tất cả các năm")) == asked(start)


@pytest.mark.parametrize("path", ["/?q=tin", "/stats"])
def test_pictures_are_for_the_pointer_and_their_tables_for_everybody(site, path):
    text = site.get(path).text
    # Of nested ones the outer is hidden, with all there is in it.
    drawn = re.findall(r"<svg (?!y=)([^>]*)>", text)
    links = re.findall(r"<a [^>]*><title>", text)

    assert len(drawn) >= 2
    assert [attrs for attrs in drawn if 'aria-hidden="true"' not in attrs] == []
    assert len(links) >= 5
    assert [link for link in links if "href" in link and 'tabindex="-1"' not in link] == []


def test_names_from_articles_are_shown_as_text(site):
    for path in ("/?q=tin", "/stats", "/?q=tin&topic=%3Cscript%3Ealert(%22x%22)%3C/script%3E"):
        assert "&lt;script&gt;" in site.get(path).text
        assert "<script>alert" not in site.get(path).text


def test_an_index_without_anything_to_compare_shows_no_pictures(client_of, read):
    site = client_of({"id": "a", "title": "Tin", "body": "Tin."})
    for path in ("/", "/stats"):
        assert read(path, client=site).find("figure") == []
        assert read(path, client=site).find("svg") == []


# The page of statistics


def test_statistics_say_what_there_is(page):
    found = page("/stats")
    (_, said), *_ = found.find("main")

    assert "Kho có 5 bài. Ngày đăng từ 05/03/2019 đến 05/11/2021. 1 bài chưa rõ năm." in said
    assert re.search(r"Cập nhật chỉ mục lúc \d\d/\d\d/20\d\d, \d\d:\d\d \(giờ Việt Nam\)", said)
    assert "Không có bài nào. Bài mới nhất đăng ngày 05/11/2021." in said
    assert [text for _, text in found.find("h2")] == [
        "Theo thời gian và chủ đề",
        "Mới trong bảy ngày qua",
        "Theo tỉnh, thành phố",
        "Nguồn nhiều bài nhất",
        "Theo chủ đề",
        "Theo năm",
    ]
    assert found.link("đất đai") == "/?topic=%C4%91%E1%BA%A5t+%C4%91ai"
    assert found.link("Thống kê") == "/stats"
    assert asked(found.link("Báo Tin")) == {"q": ['nguon:"Báo Tin"']}
    assert total(page(found.link("Báo Tin"))) == 4


def test_what_is_new_this_week_is_listed(client_of, read):
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
    new = {"id": "a", "title": "Tin mới", "body": "Tin.", "date": today.isoformat()}
    old = {"id": "b", "title": "Tin cũ", "body": "Tin.", "date": "2021-02-05"}
    found = read("/stats", client=client_of(new, old))

    (_, recent), *_ = found.find("ul", class_="recent")
    assert "Tin mới" in recent
    assert "Tin cũ" not in recent
    assert found.link("Tin mới") == "/article/a"


def test_sources_are_searched_by_name_or_not_at_all(client_of, read):
    names = ('Báo "Tin" mới', "Báo", "…")
    records = ({"id": own, "title": "Tin", "body": "Tin.", "source": own} for own in names)
    site = client_of(*records)

    links = {text: attrs["href"] for attrs, text in read("/stats", client=site).find("a")}
    assert [name for name in names if name in links] == [*names[:2]]
    assert total(read(links[names[0]], client=site)) == 1


def test_the_switch_of_provinces_is_kept_by_links(page):
    found = page("/stats?places=2025")

    assert asked(parts(found)["Hải Phòng: 2"]) == {"city": ["Hải Phòng"], "places": ["2025"]}
    assert found.link("Theo tên lúc đăng bài") == "/stats"
    assert total(page(parts(found)["Hải Phòng: 2"])) == 2
