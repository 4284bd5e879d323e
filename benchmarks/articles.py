"""What is measured on: real articles, and more of them than there are."""

import gzip
import hashlib
import itertools
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Article = dict[str, str]  # id, title, body and nothing else: every system sees the same

ROOT = Path(__file__).resolve().parent.parent
WANTED = (
    "Measuring on the seeds, to show what would be done. For figures, name articles:"
    " make bench BENCH=articles.jsonl.gz (a line each, with id, title and body)."
)
_SENTENCE_END = re.compile(r"((?<=[.!?…])\s+)")
_LETTERS = "bcdfghjklm"  # for the digits of a number


@dataclass(frozen=True, slots=True)
class Written:
    """A file of articles: how many, the bytes of their titles and bodies, a digest of all."""

    path: Path
    articles: int
    text_bytes: int
    digest: str


def read_articles(path: Path | None, count: int | None = None) -> list[Article]:
    """Return the first `count` articles of a .jsonl or .jsonl.gz file; of the seeds for None."""
    if path is None:
        print(WANTED, file=sys.stderr)
        return [_seed(file) for file in sorted((ROOT / "seeds").glob("*.txt"))][:count]
    with _open(path) as lines:
        return [_only_text(json.loads(line)) for line in itertools.islice(lines, count)]


def stream(path: Path) -> Iterator[Article]:
    """Give the articles of a file one by one, as each system reads them."""
    with _open(path) as lines:
        yield from map(json.loads, lines)


def grown(originals: Sequence[Article], count: int) -> Iterator[Article]:
    """Give `count` articles: the originals, then copies of them that differ from each other."""
    for number in range(count):
        copy, place = divmod(number, len(originals))
        yield _copy(originals[place], copy, number) if copy else originals[place]


def write_articles(articles: Iterable[Article], path: Path) -> Written:
    """Write articles, one a line."""
    digest, count, text_bytes = hashlib.sha256(), 0, 0
    with path.open("wb") as lines:
        for count, article in enumerate(articles, 1):  # noqa: B007  the last is how many
            line = (json.dumps(article, ensure_ascii=False) + "\n").encode()
            digest.update(line)
            text_bytes += len(article["title"].encode()) + len(article["body"].encode())
            lines.write(line)
    return Written(path, count, text_bytes, digest.hexdigest()[:16])


def made_up_facets(article_id: str) -> dict[str, str]:
    """Return a city of 60 (the first in a fourth of all), a year of 19 and a topic of 4."""
    number = zlib.crc32(article_id.encode())
    return {
        "city": f"city {int(60 * (number / 2**32) ** 3)}",
        "year": str(2005 + number % 19),
        "topic": f"topic {number // 19 % 4}",
    }


def _copy(article: Article, copy: int, number: int) -> Article:
    """Return the article with its sentences rotated and a word that no other article has.

    Tìm Tin leaves out an article whose content it has seen, so no two may be alike.
    """
    parts = _SENTENCE_END.split(article["body"])
    sentences, gaps = parts[::2], parts[1::2]
    first = copy % len(sentences)
    sentences = sentences[first:] + sentences[:first]
    body = "".join(itertools.chain(*itertools.zip_longest(sentences, gaps, fillvalue="")))
    own = "zw" + "".join(_LETTERS[int(digit)] for digit in str(number))
    return {**article, "id": f"{article['id']}-{copy}", "body": f"{body}\n{own}."}


def _open(path: Path) -> Iterable[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8")


def _only_text(article: Article) -> Article:
    return {name: article[name] for name in ("id", "title", "body")}


def _seed(path: Path) -> Article:
    lines = path.read_text("utf-8").splitlines()
    return {"id": path.stem, "title": lines[0].strip(), "body": "\n".join(lines[1:])}
