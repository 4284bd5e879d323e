"""Whatever bytes a file holds, reading it ends and raises nothing."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.extract import extract
from indexer.report import Skipped
from indexer.sources.document import Document

URL = "https://bao.example/tin"
SEEDS = 12  # times each kind is mutated in another way
NAMES = ["a.txt", "a.html", "a.jsonl", "a.csv", "a.xml", "a.zip", "a.gz", "a.tar", "a.warc", "a"]
MAGIC = [b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"\xff\xfe", b"<?xml", b"%PDF-1.4"]


@pytest.fixture(scope="module")
def kinds(make, seeds):
    """Return a file of each kind, made of the seeds."""
    texts = [path.read_bytes() for path in sorted(seeds.glob("*.txt"))]
    pages = [make.page("Hội nghị", text.decode().replace("\n", "</p><p>")) for text in texts]
    lines = make.lines(*(text.decode()[:2000] for text in texts))
    entries = "".join(f"<item><title>{n}</title><description>x</description></item>" for n in "ab")
    members = {f"x/{n}.html": page for n, page in enumerate(pages)} | {"n.jsonl": lines}
    crawl = [(f"{URL}{n}", page) for n, page in enumerate(pages)]
    return {
        "a.txt": texts[0],
        "u.txt": texts[1].decode().encode("utf-16"),
        "a.html": pages[2],
        "a.jsonl": lines,
        "u.jsonl": lines.decode().encode("utf-16"),
        "a.csv": b"title,body\n" + b"".join(b'"tin, %d","x"\n' % n for n in range(50)),
        "a.xml": f"<rss version='2.0'><channel>{entries}</channel></rss>".encode(),
        "a.jsonl.gz": make.gz(lines),
        "a.zip": make.zip(members),
        "b.zip": make.zip({"in.zip": make.zip(members), "t.tgz": make.gz(make.tar(members))}),
        "a.tar": make.tar(members),
        "a.tar.gz": make.gz(make.tar(members)),
        "a.warc": make.warc(crawl),
        "a.warc.gz": make.warc(crawl, packed=True),
    }


def mutate(data, others, rng):
    """Return `data` with bytes flipped, cut out, doubled, replaced, or taken from others."""
    mutated = bytearray(data)
    for _ in range(rng.choice([1, 2, 5, 20])):
        start = rng.randrange(len(mutated) + 1)
        end = start + rng.choice([1, 4, 50, 1000, 20_000])
        other = rng.choice(others)
        at = rng.randrange(len(other))
        replacement = rng.choice(
            [
                b"",
                bytes(mutated[start:end]) * 2,
                rng.randbytes(min(end - start, 1000)),
                other[at : at + end - start],
                bytes(byte ^ 1 << rng.randrange(8) for byte in mutated[start : start + 1]),
            ]
        )
        mutated[start:end] = replacement
    return bytes(mutated[: rng.randrange(len(mutated) + 1)] if rng.random() < 0.2 else mutated)


def can_be_shown(item):
    shown = item.origin + getattr(item, "reason", "")
    return all(char.isprintable() or char in " \xa0" for char in shown)


def read_through(items):
    for item in items:
        assert isinstance(item, Document | Skipped)
        assert can_be_shown(item)
        if isinstance(item, Document):
            extract(item)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_mutated_file_is_articles_and_rows(kinds, read_bytes, seed):
    rng = random.Random(seed)
    for name, data in kinds.items():
        read_through(read_bytes(name, mutate(data, list(kinds.values()), rng)))


def test_every_cut_of_an_archive_is_articles_and_rows(kinds, read_bytes):
    for name in ("a.zip", "a.tar.gz", "a.warc.gz", "a.jsonl.gz"):
        whole = len(read_bytes(name, kinds[name]))
        for part in range(1, 20):
            items = read_bytes(name, kinds[name][: len(kinds[name]) * part // 20])
            assert any(isinstance(item, Skipped) for item in items)
            assert len(items) <= whole + 1


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), magic=st.sampled_from(MAGIC), data=st.binary(max_size=2000))
def test_any_bytes_are_articles_and_rows(read_bytes, name, magic, data):
    items = read_bytes(name, magic + data)

    assert items
    assert all(map(can_be_shown, items))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.text(st.characters(exclude_categories=["Zs", "Cs"]), min_size=1),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_members_of_any_name_are_articles_and_rows(read_bytes, make, names):
    items = read_bytes("a.tar", make.tar(dict.fromkeys(names, b"tin")))

    assert len({item.origin for item in items}) == len(items)
    assert all(map(can_be_shown, items))
