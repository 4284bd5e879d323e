"""Deep paging: each hit once, only in the search and the build of the index it began in."""

import pytest

from search_app.core.index import Index
from search_app.web import create_app, cursors
from search_app.web.parameters import DEEPEST
from search_app.web.state import SearchState

SEARCH = "per_page=2&q=hải+phòng"


class Rebuilt(Index):
    """The same articles in another build."""

    @property
    def fingerprint(self):
        return "another"


def walk(client, query):
    ids, url = [], f"/api/v1/search?{query}"
    while True:
        answer = client.get(url).json
        ids.append([hit["id"] for hit in answer["hits"]])
        if answer["next_cursor"] is None:
            return ids
        url = f"/api/v1/search?{query}&cursor={answer['next_cursor']}"


def begun(client, query=SEARCH):
    return client.get(f"/api/v1/search?{query}").json["next_cursor"]


@pytest.mark.parametrize("query", [SEARCH, "per_page=1", "per_page=2&sort=oldest&literal=1"])
def test_a_walk_by_cursors_is_the_list_page_by_page(client, query):
    ids = walk(client, query)

    total = client.get(f"/api/v1/search?{query}").json["total"]
    assert sum(map(len, ids)) == total > 2
    for page, expected in enumerate(ids, start=1):
        hits = client.get(f"/api/v1/search?{query}&page={page}").json["hits"]
        assert [hit["id"] for hit in hits] == expected


def test_a_cursor_stands_in_an_address_as_it_is_and_says_nothing(client):
    assert begun(client).replace("-", "").replace("_", "").isalnum()
    assert begun(client, "q=qwrtzx") is None
    assert begun(client, "per_page=100") is None
    assert begun(client, "per_page=2&page=9") is None


def test_how_an_answer_is_shown_may_change_on_the_way(client):
    answer = client.get(f"/api/v1/search?{SEARCH}&histogram=1&cursor={begun(client)}")

    assert answer.json["page"] == 2
    assert answer.json["histogram"]["bars"]


@pytest.mark.parametrize(
    "other",
    [
        "per_page=2&q=covid",
        "per_page=3&q=hải+phòng",
        f"{SEARCH}&city=Hà+Nội",
        f"{SEARCH}&sort=oldest",
        f"{SEARCH}&collapse=1",
        f"{SEARCH}&literal=1",
        f"{SEARCH}&places=2025",
        f"{SEARCH}&from=2021-01-01",
    ],
)
def test_the_cursor_of_another_search_is_refused(client, other):
    answer = client.get(f"/api/v1/search?{other}&cursor={begun(client)}")

    assert answer.status_code == 400
    assert answer.json["type"] == "/api/#wrong-cursor"
    assert answer.json["parameter"] == "cursor"
    assert "start again without cursor" in answer.json["detail"]


def test_a_broken_cursor_is_refused(client):
    cursor = begun(client)
    broken = [
        "x",
        "ó",
        cursor[:-1],
        f"{cursor}=",
        f"{cursor}AAAA",
        *(cursor[:at] + ("B" if cursor[at] == "A" else "A") + cursor[at + 1 :] for at in range(32)),
    ]
    for text in broken:
        answer = client.get("/api/v1/search", query_string={"q": "hải phòng", "per_page": 2,
                                                            "cursor": text})  # fmt: skip
        assert answer.status_code == 400, text
        assert answer.json["type"] == "/api/#wrong-cursor"


def test_after_a_build_a_cursor_is_gone(client, seed_index):
    later = create_app(Rebuilt(seed_index._engine)).test_client()
    answer = later.get(f"/api/v1/search?{SEARCH}&cursor={begun(client)}")

    assert answer.status_code == answer.json["status"] == 410
    assert answer.json["type"] == "/api/#outdated-cursor"
    assert "Start again without cursor" in answer.json["detail"]


def test_a_made_up_cursor_leads_no_further_than_any_may(client, seed_index):
    name = repr(SearchState(q="covid", per_page=2, collapse=False))
    made_up = {
        page: cursors.write(seed_index.fingerprint, name, (page - 1) * 2)
        for page in (1, DEEPEST // 2, DEEPEST // 2 + 1)
    }
    asked = {
        page: client.get(f"/api/v1/search?q=covid&per_page=2&cursor={cursor}")
        for page, cursor in made_up.items()
    }

    assert [answer.status_code for answer in asked.values()] == [200, 200, 400]
    assert asked[DEEPEST // 2].json["page"] == DEEPEST // 2
    assert asked[DEEPEST // 2 + 1].json["parameter"] == "cursor"


@pytest.mark.parametrize("offset", [0, 1, 10**9, 2**64 - 1])
def test_a_cursor_gives_its_offset_back(offset):
    assert cursors.read(cursors.write("build", "search", offset), "build", "search") == offset
