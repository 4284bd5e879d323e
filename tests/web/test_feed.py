import datetime
from xml.etree import ElementTree as ET

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def get_feed(client, url):
    answer = client.get(url)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.data)


def test_feed_lists_the_search_newest_first_with_absolute_links(client):
    feed = get_feed(client, "/feed?q=covid&city=Hải+Phòng&sort=oldest&page=7")
    dates = [
        datetime.datetime.fromisoformat(found.text)
        for found in feed.findall("a:entry/a:updated", ATOM)
    ]
    assert len(dates) >= 2
    assert dates == sorted(dates, reverse=True)
    assert all(date.tzinfo for date in dates)
    assert feed.find("a:title", ATOM).text == "Tìm Tin · covid · Hải Phòng"
    for link in feed.findall(".//a:link", ATOM):
        assert link.get("href").startswith("http://localhost/")


def test_entry_leads_to_the_article_page(client):
    entry = get_feed(client, "/feed").find("a:entry", ATOM)
    href = entry.find("a:link", ATOM).get("href")
    assert client.get(href).status_code == 200
    assert entry.find("a:summary", ATOM).get("type") == "html"


def test_feed_has_what_the_format_demands(client):
    feed = get_feed(client, "/feed?q=covid&city=Hải+Phòng")

    own = feed.find("a:link[@rel='self']", ATOM)
    assert own.get("href") == feed.find("a:id", ATOM).text
    assert own.get("type") == "application/atom+xml"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert feed.find("a:author/a:name", ATOM).text
    assert feed.find("a:updated", ATOM).text == feed.find("a:entry/a:updated", ATOM).text
    entries = feed.findall("a:entry", ATOM)
    assert len({entry.find("a:id", ATOM).text for entry in entries}) == len(entries)
    for entry in entries:
        names = [found.get("term") for found in entry.findall("a:category", ATOM)]
        assert "Hải Phòng" in names
        assert entry.find("a:title", ATOM).text
        assert entry.find("a:link[@rel='alternate']", ATOM).get("href")


def test_the_ids_of_a_feed_stay_however_it_is_asked_for(client):
    asked = ["/feed?q=covid&city=Hà+Nội", "/feed?city=H%C3%A0%20N%E1%BB%99i&q=covid&page=3&lang=en"]
    feeds = [get_feed(client, url) for url in asked]
    ids = [[found.text for found in feed.iter("{http://www.w3.org/2005/Atom}id")] for feed in feeds]

    assert ids[0] == ids[1]


def test_article_without_date_never_looks_new(client_of):
    site = client_of({"id": "a", "title": "Tin", "body": "Không ngày tháng."})
    feed = get_feed(site, "/feed")
    assert feed.find("a:entry/a:updated", ATOM).text.startswith("1970-")


def test_letters_that_xml_forbids_are_left_out(client_of):
    site = client_of({"id": "a\u000b", "title": "T\u0001in <b> &", "body": "Nội dung\u0008 tin."})
    feed = get_feed(site, "/feed?q=%01tin")
    assert feed.find("a:entry/a:title", ATOM).text == "Tin <b> &"


def test_feed_of_nothing_is_still_a_feed(client):
    feed = get_feed(client, "/feed?q=qwrtzx")
    assert feed.findall("a:entry", ATOM) == []
    assert feed.find("a:updated", ATOM).text


def test_unreadable_feed_address_is_refused(client):
    assert client.get("/feed?from=xx").status_code == 400
