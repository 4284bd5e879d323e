"""Does a cluster answer as a directory does? Units: shares of 1, and nDCG@10.

    python -m benchmarks.parity SETS --url opensearch+http://127.0.0.1:9200 --shards 1 3

SETS is a folder of sets, each a folder with corpus.jsonl[.gz] (id, title, body), queries.jsonl
(id, text) and qrels.tsv (query, article, gain). Each is built as a directory and as an index in
the cluster, which stays there under the name parity-SET-SHARDS. Queries are asked as written and
without their accents. `ten` is the share of the ten best articles that both have, `totals` and
`facets` that of queries with the same counts.
"""

import argparse
import gzip
import json
import math
import random
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analyzers import fold
from indexer import pipeline
from indexer.opensearch.address import Address
from indexer.opensearch.target import ClusterTarget
from search_app import Index, Page, open_index

DEPTH = 10
_SEED = 1
_VARIANTS = {"marked": str, "folded": fold}

Gains = Mapping[str, int]


class Asked(NamedTuple):
    """A question, and how much each article is worth as an answer."""

    text: str
    gains: Gains


class Parity(NamedTuple):
    """How much two indexes of the same articles answer alike; means over all questions."""

    ten: float  # share of the ten articles that both have
    ours: float  # nDCG@10 of the directory
    theirs: float  # of the cluster
    totals: float  # share of questions with the same total
    facets: float


def compare(ours: Index, theirs: Index, questions: Sequence[Asked]) -> Parity:
    """Ask two indexes the same questions."""
    rows = []
    for asked in questions:
        own, other = (index.search(asked.text, per_page=DEPTH) for index in (ours, theirs))
        gained = (_ndcg(page, asked.gains) for page in (own, other))
        rows.append(
            (_overlap(own, other), *gained, own.total == other.total, own.facets == other.facets)
        )
    return Parity(*(statistics.mean(map(float, column)) for column in zip(*rows, strict=True)))


def _overlap(own: Page, other: Page) -> float:
    first, second = ({hit.id for hit in page.hits} for page in (own, other))
    return len(first & second) / max(len(first), len(second), 1) if first or second else 1.0


def _ndcg(page: Page, gains: Gains) -> float:
    found = [gains.get(hit.id, 0) for hit in page.hits]
    return _gained(found) / _gained(sorted(gains.values(), reverse=True)[:DEPTH])


def _gained(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(at + 2) for at, gain in enumerate(gains))


def read_questions(folder: Path, most: int) -> list[Asked]:
    """Return up to `most` questions of a set, chosen by a fixed seed."""
    gains: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, article, gain = line.split("\t")
        if gain.isdigit() and int(gain) > 0:
            gains.setdefault(query, {})[article] = int(gain)
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        texts = {own["id"]: own["text"] for own in map(json.loads, lines)}
    chosen = sorted(gains.keys() & texts.keys())
    random.Random(_SEED).shuffle(chosen)  # noqa: S311  no secret
    return [Asked(texts[query], gains[query]) for query in chosen[:most]]


def _measure(folder: Path, options: argparse.Namespace) -> Iterator[tuple[int, str, Parity]]:
    questions = read_questions(folder, options.most)
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "corpus.jsonl")
        source = next(folder.glob("corpus.jsonl*"))
        data = source.read_bytes()
        path.write_bytes(gzip.decompress(data) if source.suffix == ".gz" else data)
        pipeline.rebuild([path], Path(temporary, "index"))
        ours = open_index(Path(temporary, "index")).snapshot()
        for shards in options.shards:
            address = Address.of_url(options.url, f"parity-{folder.name}-{shards}")
            pipeline.rebuild([path], ClusterTarget(address, shards=shards))
            theirs = open_index(address).snapshot()
            for name, variant in _VARIANTS.items():
                asked = [own._replace(text=variant(own.text)) for own in questions]
                yield shards, name, compare(ours, theirs, asked)


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("folder", type=Path, help="folder of the sets")
    made.add_argument("--sets", nargs="+", help="names of those to take, else all")
    made.add_argument("--url", default="opensearch+http://127.0.0.1:9200", help="of the cluster")
    made.add_argument("--shards", nargs="+", type=int, default=[1, 3])
    made.add_argument("--most", type=int, default=300, help="questions of a set")
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each set, number of shards and way to type."""
    options: Any = _parser().parse_args(arguments)
    folders = sorted(own for own in options.folder.iterdir() if (own / "qrels.tsv").exists())
    print(f"{'set':20} shards typed   ten    nDCG@10 directory cluster  totals facets")
    for folder in folders:
        if options.sets and folder.name not in options.sets:
            continue
        for shards, typed, found in _measure(folder, options):
            print(
                f"{folder.name:20} {shards:6} {typed:7} {found.ten:.4f}"
                f" {found.ours:17.4f} {found.theirs:7.4f}  {found.totals:.3f}  {found.facets:.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
