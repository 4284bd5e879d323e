"""Segments of hard articles, and what plain counting says of them."""

import datetime
import unicodedata

import numpy as np
import pytest
from hypothesis import strategies as st
from whoosh.index import open_dir

from analyzers.abbreviations import default_abbreviations
from indexer.analysis import analyse_batch
from indexer.article import Article
from indexer.codec.build import Entry, build, id_arrays
from indexer.codec.container import write_arrays
from indexer.codec.layout import segment_path
from indexer.codec.segment import Segment, Stored
from indexer.commit import _write_toc

HARD = (
    "",
    "Hải Phòng",
    "UBND TP. Hải Phòng họp, UBND TP Hải Phòng quyết định\nUBND tỉnh",
    "BCH TƯ, đầu tư công; ĐẦU TƯ CÔNG; Tư, TƯ Đảng và AI, ai",
    "Nghị quyết 15-NQ/TW ngày 26/10/2021, số 1.234.567,8 đồng",
    unicodedata.normalize("NFD", "Uỷ ban nhân dân thành phố Hải Phòng, Đà Nẵng"),
    "ng\u00adười\u200b ủy\u200bban nhân\u200b\u200bdân\u2060, kinh\u00a0tế",
    "\n\n –  “Thành phố”  \t Cảng\r\n \n\x85 và\u3000họ. \n",
    "… — !",
    "ban tư tu TU Tú tú HẢI hai hải hái phong phòng",
    "\ud800 Москва 東京 İstanbul Straße 𐀀𐀁 x_y a|b",
    "Hải Phòng\nHải\nPhòng\n\nHải Phòng Hải Phòng",
)
_ONE_LINE = ("Quang cảnh họp.", "", "Ảnh: Hải Phòng")  # captions, which hold no line feed
texts = st.one_of(
    st.sampled_from(HARD),
    st.text(max_size=40),
    st.lists(st.sampled_from([*" ".join(HARD).split(), "\n", ",", "TƯ"]), max_size=20).map(
        " ".join
    ),
)
dates = st.one_of(st.none(), st.dates(), st.datetimes(timezones=st.none()))
names = st.lists(st.sampled_from(["Hải Phòng", "Hà Nội", "\udcff", ""]), max_size=2, unique=True)


def article(number, title, body, date=None, cities=()):
    return Article(
        id=f"bài {number}",
        title=title,
        body=body,
        date=date,
        year=date.year if date else number % 3 + 2020 if number % 3 else None,
        byline=f"Tác giả {number % 2}",
        url=f"https://a.vn/{number}" if number % 2 else "",
        source="",
        cities=tuple(cities),
        topics=tuple(cities[:1]),
        captions=tuple(_ONE_LINE[: number % 4]),
    )


@pytest.fixture(scope="session")
def lists_of_articles():
    """Return a strategy: lists of articles, each with an id of its own."""
    parts = st.lists(st.tuples(texts, texts, dates, names), min_size=1, max_size=6)
    return parts.map(lambda rows: [article(at, *row) for at, row in enumerate(rows)])


@pytest.fixture(scope="session")
def corpus():
    """Return all hard texts, each as a title and as a body."""
    day = datetime.datetime(2021, 12, 1, 9, 5)  # noqa: DTZ001  hours are those of Viet Nam
    rows = [(title, body) for title in HARD for body in HARD[::3]]
    return [
        article(at, title, body, day if at % 2 else day.date(), ["Hải Phòng", "Cà Mau"][: at % 3])
        for at, (title, body) in enumerate(rows)
    ]


@pytest.fixture(scope="session")
def built():
    """Return a function: articles into the arrays of a segment."""

    def arrays_of(articles):
        batch = analyse_batch(articles, default_abbreviations())
        entries = [Entry(a, f"/báo/{a.id}.txt", 1 << 63, at) for at, a in enumerate(articles)]
        return {**build(entries, batch), **id_arrays([a.id for a in articles])}

    return arrays_of


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    """Return a function: arrays and which articles are live, into an index that Whoosh opened."""

    def index_of(*parts):
        root = tmp_path_factory.mktemp("index")
        folder = root / "g000001"
        folder.mkdir()
        segment_path(root, "").parent.mkdir()
        stored = []
        for number, (arrays, live) in enumerate(parts):
            path = segment_path(root, f"{number:012x}")
            write_arrays(path, arrays)
            stored.append(Stored(path.stem, Segment.open(path), np.array(live, np.bool_)))
        _write_toc(folder, stored)
        return open_dir(str(folder))

    return index_of


@pytest.fixture(scope="session")
def contents(opened):
    """Return a function: all that plain Whoosh reads of segments, by the ids of the articles."""

    def read(*parts):
        with opened(*parts).reader() as reader:
            ids = {n: reader.stored_fields(n)["id"] for n in reader.all_doc_ids()}
            found = {
                "stored": {ids[n]: reader.stored_fields(n) for n in ids},
                "lengths": {
                    (ids[n], zone): reader.doc_field_length(n, zone)
                    for n in ids
                    for zone in ("title", "body")
                },
                "day": {ids[n]: reader.column_reader("day")[n] for n in ids},
                "postings": {},
                "positions": {},
            }
            for field, term in reader.all_terms():
                matcher = reader.postings(field, term)
                while matcher.is_active():
                    key = field, term, ids[matcher.id()]
                    found["postings"][key] = matcher.weight()
                    if field in {"title", "body"}:
                        found["positions"][key] = matcher.value_as("positions")
                    matcher.next()
            return found

    return read
