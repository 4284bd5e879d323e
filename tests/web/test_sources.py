"""Who published an article is shown wherever it is known: by name, else by the host."""

import pytest

from search_app.web import create_app

URL = "https://www.bao.example/1"


@pytest.fixture
def site(build):
    same = " ".join(f"chữ{n}" for n in range(200))
    hosted = {"title": "Cầu mới", "url": URL, "date": "2021-03-04"}
    index = build(
        {**hosted, "id": "a", "body": f"cầu vượt {same}"},
        {**hosted, "id": "b", "body": f"cầu vượt {same} nữa"},
        {"id": "c", "title": "Cầu cũ", "body": "cầu cũ cầu vượt", "source": "Báo Cầu", "url": URL},
    )
    return create_app(index).test_client()


def published(text):
    return text.count('<span lang="vi">bao.example</span>'), text.count(
        '<span lang="vi">Báo Cầu</span>'
    )


def test_hits_and_copies_have_their_host(site):
    assert published(site.get("/?q=cầu").text) == (2, 1)


def test_an_article_its_copies_and_related_ones_have_their_host(site):
    text = site.get("/article/a").text

    assert published(text)[0] == 2
    assert "Xem bài gốc trên bao.example" in text


def test_a_feed_names_who_published_each_entry(site):
    text = site.get("/feed?q=cầu").text

    assert text.count("<name>bao.example</name>") == 2
    assert text.count("<name>Báo Cầu</name>") == 1


def test_the_api_has_the_source_as_it_is_stored(site):
    assert site.get("/api/v1/article/a").json["source"] == ""
