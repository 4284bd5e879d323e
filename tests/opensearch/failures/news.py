"""Articles, and all that an index of them answers."""

import json
import random

from indexer.codec.tally import Tally
from indexer.opensearch import checking, generations, parts
from indexer.opensearch.connection import WRITING, connect
from indexer.opensearch.stored import stored
from search_app import open_index

WORDS = (
    "chuyển đổi số hải phòng kinh tế du lịch y tế giáo dục bóng đá thành phố công an giao thông"
    " thời tiết mưa bão lũ lụt covid vắc xin học sinh bệnh viện doanh nghiệp xuất khẩu"
).split()
QUERIES = ("", "chuyển đổi số", "hai phong", '"kinh tế"', "covid -du", "bóng đá OR mưa bão")


def article(number, seed=0):
    """Return an article; every seventh is a copy of the one before it."""
    rng = random.Random(f"{seed} {number - (number % 7 == 6)}")
    body = "\n".join(" ".join(rng.choices(WORDS, k=20)) for _ in range(6))
    return {
        "id": f"bai-{number:05}",
        "title": f"Tin {' '.join(rng.choices(WORDS, k=6))}",
        "body": body,
        "date": f"2025-{1 + number % 12:02}-{1 + number % 28:02}",
        "source": rng.choice(["Báo Một", "Báo Hai"]),
    }


def write(path, articles):
    """Write articles to a file, one a line."""
    lines = (json.dumps(own, ensure_ascii=False) for own in articles)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def totals(index):
    """Return what some queries find: totals, facet counts and the articles of the page."""
    return {query: _of_page(index.search(query, per_page=100)) for query in QUERIES}


def _of_page(page):
    facets = {name: sorted(map(repr, own)) for name, own in dict(page.facets).items()}
    return page.total, facets, sorted(hit.id for hit in page.hits)


def held(address):
    """Return what an index in a cluster holds, in words that another build of it shares."""
    client = connect(address, WRITING)
    own = generations.current(client, address)
    found = stored(client, own.name)
    assert len(set(found.numbers.values())) == len(found.numbers), "two have one number"
    names = {number: name for name, number in found.numbers.items()}
    index = open_index(str(address)).snapshot()
    assert checking.check(address).problems == ()
    return {
        "articles": {own.id: repr(own) for own in index.scan()},
        "copies": {
            frozenset((names[number], *(names[own] for own in index._engine.copies(number))))
            for number in names
        },
        "totals": totals(index),
        "meta": (own.meta.articles, own.meta.state, own.meta.sources),
        "counts": counted(parts.read_parts(client, own.lexicon, own.meta.parts)),
    }


def counted(dictionaries):
    """Return all counts of terms, pairs and phrases, as they are when joined."""
    every = Tally()
    for own in dictionaries:
        every.add_dictionary(own.arrays)
    return {name: array.tobytes() for name, array in every.finish().items()}


def indices(address):
    """Return the names of all indices that belong to an address, without its own name."""
    client = connect(address, WRITING)
    found = client.indices.get(
        index=f"{address.alias}*", params={"expand_wildcards": "open,hidden"}
    )
    return sorted(own.removeprefix(address.alias) for own in found)
