"""The switch between the provinces of an article's time and today's; articles without a year."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

ARTICLES = (
    {"id": "a", "title": "Tin a", "body": "Tin.", "date": "2021-01-01", "cities": ["Hải Dương"]},
    {"id": "b", "title": "Tin b", "body": "Tin.", "date": "2021-01-02", "cities": ["Hải Phòng"]},
    {"id": "c", "title": "Tin c", "body": "Tin.", "cities": ["Hà Nội"]},
)


@pytest.fixture
def site(client_of):
    return client_of(*ARTICLES)


@pytest.fixture
def page(site, read):
    return lambda url: read(url, client=site)


def cities(page):
    return [attrs["value"] for attrs, _ in page.find("input", name="city")]


def asked(url):
    return parse_qs(urlsplit(url).query)


def test_the_switch_changes_nothing_else_and_goes_back(page):
    url = "/?q=tin&city=Hải+Dương&year=2021&sort=oldest&from=2020-01-01&collapse=0"
    there = page(url).link("Theo 34 tỉnh, thành hiện nay")
    back = page(there).link("Theo tên lúc đăng bài")

    assert asked(there) == asked(url) | {"places": ["2025"]}
    assert asked(back) == asked(url)


def test_the_page_groups_by_todays_provinces_and_says_so(page):
    found = page("/?city=hai+duong&places=2025")

    assert cities(found) == ["Hải Phòng", "Hà Nội"]
    assert [attrs["value"] for attrs, _ in found.find("input", name="places")] == ["2025"]
    assert found.titles() == ["Tin b", "Tin a"]
    said = [text for _, text in found.find("p", class_="understood")]
    assert "Hải Phòng hiện nay gồm cả Hải Dương." in said
    assert [text for _, text in found.find("a", class_="tag city")] == ["Hải Phòng", "Hải Dương"]


def test_without_the_switch_the_page_has_no_trace_of_it(page):
    found = page("/?city=Hải+Phòng")

    assert cities(found) == ["Hà Nội", "Hải Dương", "Hải Phòng"]
    assert found.find("input", name="places") == []
    assert not any("hiện nay gồm" in text for _, text in found.find("p"))


def test_links_of_the_answer_keep_it(page):
    found = page("/?q=tin&city=HP&places=2025")
    kept = ("Tin a", "Vì sao có bài này?", "Bỏ bộ lọc", "Xóa bộ lọc", "Hải Dương", "Atom")

    for text in kept:
        assert asked(found.link(text))["places"] == ["2025"], text


def test_the_feed_of_a_search_has_the_same_articles(site, page):
    address = page("/?city=HP&places=2025").link("Atom")
    feed = ET.fromstring(site.get(address).data)

    assert [entry.text for entry in feed.findall(".//{*}entry/{*}title")] == ["Tin b", "Tin a"]


def test_the_article_and_why_it_is_there_can_be_read(page):
    found = page("/?q=tin+thanhpho:HP&places=2025")

    assert page(found.link("Tin a")).find("h1")
    assert "trong 2 bài" in page(found.link("Vì sao")).find("main")[0][1]


def test_programs_are_told_which_names_they_get(site):
    today = site.get("/api/v1/search?city=HP&places=2025").json

    assert (today["places"], today["total"]) == ("2025", 2)
    assert today["facets"]["city"][0] == {"value": "Hải Phòng", "count": 2, "selected": True}
    assert [hit["cities"] for hit in today["hits"]] == [["Hải Phòng"], ["Hải Dương"]]
    assert site.get("/api/v1/search?city=HP").json["places"] is None


def test_a_box_finds_what_it_counts_however_its_name_is_spelled(client_of, read):
    stated = {"hue": "Huế", "tth": "Thừa Thiên Huế", "hcm": "TP. Hồ Chí Minh", "alias": "TP.HCM"}
    records = ({"id": own, "title": own, "body": "Tin.", "cities": [stated[own]]} for own in stated)
    site = client_of(*records)
    boxes = {"Huế": "hue", "Thừa Thiên Huế": "thua+thien+hue", "TP. Hồ Chí Minh": "tphcm"}

    assert {*cities(read("/", client=site))} == {*boxes}
    for value, typed in boxes.items():
        for name in (value, typed):
            answer = site.get(f"/api/v1/search?city={name}").json
            (count,) = (own["count"] for own in answer["facets"]["city"] if own["selected"])
            assert len(read(f"/?city={name}", client=site).titles()) == answer["total"] == count
    assert count == 2


def test_articles_without_a_year_have_a_box_to_tick(site, page):
    boxes = [attrs["value"] for attrs, _ in page("/").find("input", name="year")]

    assert boxes == ["2021", "không rõ"]
    assert page("/?year=không+rõ").titles() == ["Tin c"]
    assert page("/?year=khong+ro&year=2021").titles() == ["Tin b", "Tin a", "Tin c"]
    years = site.get("/api/v1/search?year=khong+ro").json["facets"]["year"]
    assert years == [
        {"value": 2021, "count": 2, "selected": False},
        {"value": "không rõ", "count": 1, "selected": True},
    ]
