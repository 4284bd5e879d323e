import datetime
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from search_app.web import create_app, links
from search_app.web.state import SearchState, read_state

FULL = SearchState(
    q='"chuyển đổi" & số #1',
    city=("Hải Phòng", "Hà Nội"),
    year=("2021", "không rõ"),
    topic=("Covid-19",),
    date_from=datetime.date(2021, 1, 1),
    date_to=datetime.date(2021, 12, 31),
    sort="oldest",
    page=3,
    per_page=50,
    collapse=False,
    places="2025",
)


@pytest.fixture(autouse=True)
def _in_a_request(seed_index):
    with create_app(seed_index).test_request_context():
        yield


def state_of(url):
    path, _, query = url.partition("?")
    assert path == "/"
    return read_state(MultiDict(parse_qsl(query)))


def test_every_state_is_a_url_that_reads_back_as_the_same_state():
    assert state_of(links.search_url(FULL, page=FULL.page)) == FULL


def test_start_has_the_shortest_url():
    assert links.search_url(SearchState()) == "/"


@pytest.mark.parametrize(
    "changes",
    [
        {"q": "nước"},
        {"city": ()},
        {"year": ("2022",)},
        {"sort": "newest"},
        {"collapse": True},
        {"places": None},
        {"per_page": 100},
    ],
)
def test_changing_anything_keeps_the_rest_and_goes_to_page_one(changes):
    changed = state_of(links.search_url(FULL, **changes))
    for name in (
        "q",
        "city",
        "year",
        "topic",
        "date_from",
        "date_to",
        "sort",
        "collapse",
        "places",
        "per_page",
    ):
        assert getattr(changed, name) == changes.get(name, getattr(FULL, name))
    assert changed.page == 1


def test_each_active_filter_can_be_removed_alone():
    removed = {active.label: state_of(active.remove_url) for active in links.active_filters(FULL)}
    assert list(removed) == [
        "Hải Phòng",
        "Hà Nội",
        "Năm 2021",
        "Năm không rõ",
        "Covid-19",
        "Từ 01/01/2021",
        "Đến 31/12/2021",
    ]
    assert removed["Hải Phòng"].city == ("Hà Nội",)
    assert removed["Hải Phòng"].year == FULL.year
    assert removed["Đến 31/12/2021"].date_to is None


def test_facet_link_adds_to_what_is_chosen_once():
    assert state_of(links.facet_url("city", "Hà Nội", FULL)).city == FULL.city
    assert state_of(links.facet_url("topic", "đất đai", FULL)).topic == ("Covid-19", "đất đai")


def test_all_filters_go_at_once_and_the_query_stays():
    assert state_of(links.unfiltered_url(FULL)) == SearchState(
        q=FULL.q, sort="oldest", per_page=50, collapse=False, places="2025"
    )


def test_addresses_are_those_of_the_place_where_the_site_is_served(seed_index):
    app = create_app(seed_index)
    for root, host in (("/tin", "a.vn"), ("", "a.vn"), ("/tin", "b.vn"), ("/tin", "a.vn")):
        with app.test_request_context("/", base_url=f"http://{host}{root}"):
            assert links.search_url(FULL).startswith(f"{root}/?q=")
            assert links.article_url("a/b") == f"{root}/article/a%2Fb"
            assert links.page_url(FULL, external=True).startswith(f"http://{host}{root}/?q=")
            assert links.fixed_url("pages.help_page") == f"{root}/help"


@pytest.mark.parametrize("url", ["https://baodientu.vn/a?b=1", "http://x.vn/"])
def test_web_addresses_lead_outside(url):
    assert links.outside_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "//x.vn/a", "file:///etc/passwd", "http://[", "https:", "abc"],
)
def test_other_addresses_never_become_links(url):
    assert links.outside_url(url) is None
