"""The page shows one of each group of copies, and says how to see them all."""

import json
import random

import pytest

from search_app.core.copies import MOST_SHOWN
from search_app.core.serialise import page_to_json
from search_app.web import create_app

rng = random.Random(1)
LONG = " ".join(["Thành phố họp"] + [f"{rng.choice('bcdghklmntvx')}ông{n}" for n in range(99)])
OTHER = " ".join(["Thành phố họp"] + [f"{rng.choice('bcdghklmntvx')}ang{n}" for n in range(99)])


def copies_of(count, body=LONG):
    return [
        {
            "id": f"c{n}",
            "title": f"Bản <i>{n}",
            "body": f"{body} lần {n}",
            "source": f"Báo {n}",
            "date": f"2021-02-{n:02}",
        }
        for n in range(1, count + 1)
    ]


@pytest.fixture
def site(client_of):
    return client_of(*copies_of(4), {"id": "o", "title": "Tin khác", "body": OTHER})


def test_copies_stand_folded_under_the_one_that_is_listed(read, site):
    page = read("/?q=thành+phố&sort=newest", client=site)

    assert page.titles() == ["Bản <i>4", "Tin khác"]
    assert page.find("summary")[-1][1] == "và 3 bài tương tự"
    (folded,) = page.find("details", class_="copies")
    assert "open" not in folded[0]
    assert folded[1] == (
        "và 3 bài tương tự Bản <i>3 Báo 3 03/02/2021 Bản <i>2 Báo 2 02/02/2021"
        " Bản <i>1 Báo 1 01/02/2021"
    )
    assert page.link("Bản <i>2").startswith("/article/c2?q=")
    assert "Tìm thấy 5 bài" in page.find("p", role="status")[0][1]


def test_all_can_be_shown_separately_and_collapsed_again(read, site):
    page = read("/?q=thành+phố&sort=newest", client=site)
    assert "còn 2 mục" in " ".join(text for _, text in page.find("p", class_="understood"))

    separate = page.link("Hiện riêng từng bài")
    assert separate.endswith("&sort=newest&collapse=0")
    apart = read(separate, client=site)
    assert apart.titles() == ["Bản <i>4", "Bản <i>3", "Bản <i>2", "Bản <i>1", "Tin khác"]
    assert not apart.find("details", class_="copies")
    assert apart.link("Gộp các bài giống nhau") == separate.removesuffix("&collapse=0")


def test_where_nothing_was_collapsed_nothing_is_said_of_it(read):
    page = read("/?q=covid")

    assert "Hiện riêng" not in page.find("main")[0][1]
    assert not page.find("input", name="collapse")


def test_every_way_on_keeps_showing_all_separately(read, client_of):
    site = client_of(*copies_of(12), {"id": "o", "title": "Khác", "body": OTHER, "topics": ["t"]})
    page = read("/?collapse=0&year=2021", client=site)

    assert "collapse=0" in page.link("Sau →")
    assert "collapse=0" in page.link("Bản <i>12")
    assert "collapse=0" in page.link("Năm 2021")
    assert "collapse=0" in page.link("Xóa bộ lọc")
    (field,) = page.find("input", name="collapse", form="search-form")
    assert (field[0]["type"], field[0]["value"]) == ("hidden", "0")
    assert "collapse" not in page.link("Theo dõi tìm kiếm này")


def test_pages_count_what_is_listed(read, client_of):
    others = [{"id": f"o{n}", "title": f"Khác {n}", "body": f"Thành phố {n}"} for n in range(9)]
    site = client_of(*copies_of(5), *others)

    assert len(read("/?q=thành+phố", client=site).titles()) == 10
    assert not read("/?q=thành+phố", client=site).find("nav", class_="paging")
    assert read("/?q=thành+phố&collapse=0", client=site).find("nav", class_="paging")


def test_of_many_copies_some_are_shown_and_the_way_to_the_rest(read, client_of):
    site = client_of(*copies_of(28))
    ((_, text),) = read("/", client=site).find("details", class_="copies")

    assert text.count("Bản") == MOST_SHOWN
    assert text.endswith(f"Hiện riêng từng bài để xem {27 - MOST_SHOWN} bài nữa")


def test_the_feed_lists_all(site):
    assert site.get("/feed?q=thành+phố").text.count("<entry>") == 5
    assert site.get("/feed?q=thành+phố&collapse=1").text.count("<entry>") == 5


def test_programs_get_copies_when_they_ask_for_it(build):
    index = build(*copies_of(3))
    site = create_app(index).test_client()

    plain, collapsed = site.get("/api/v1/search").json, site.get("/api/v1/search?collapse=1").json

    assert (plain["total"], plain["listed"], len(plain["hits"])) == (3, 3, 3)
    assert (collapsed["total"], collapsed["listed"], len(collapsed["hits"])) == (3, 1, 1)
    (hit,) = collapsed["hits"]
    assert hit["copies_total"] == 2
    assert hit["copies"][0] == {
        "id": "c2",
        "title": "Bản <i>2",
        "url": "",
        "source": "Báo 2",
        "date": "2021-02-02",
        "year": 2021,
    }
    expected = json.loads(json.dumps(page_to_json(index.search(collapse=True))))
    assert {**collapsed, "took_ms": 0} == {**expected, "took_ms": 0, "next_cursor": None}
