"""The same articles as an index in a directory and as indexes in a cluster."""

import itertools
import json
from pathlib import Path
from typing import NamedTuple

from indexer import pipeline
from indexer.opensearch.address import Address
from indexer.opensearch.target import ClusterTarget
from search_app import Index, open_index

ENGINES = {"directory": 0, "one shard": 1, "three shards": 3}
_names = itertools.count()


class Place:
    """Where an index is built: a folder, or with `shards` a name of its own in a cluster."""

    def __init__(self, cluster, folder, shards=0):
        self._shards = shards
        self.path = Path(folder) / "index"
        if shards:
            self.path = Address.parse(f"{cluster.url}contract-{next(_names)}", env={})

    @property
    def target(self):
        """What `rebuild` and `update` take."""
        return ClusterTarget(self.path, shards=self._shards) if self._shards else self.path

    def rebuild(self, *sources, **options):
        return pipeline.rebuild(sources, self.target, **options)

    def update(self, *sources, **options):
        return pipeline.update(sources, self.target, **options)

    def open(self):
        return open_index(self.path).snapshot()


class Trio(NamedTuple):
    """Three indexes of the same articles; tests only read them."""

    directory: Index
    one_shard: Index
    three_shards: Index


def write(path, articles):
    """Write articles as lines of JSON; return the file."""
    lines = (json.dumps(article, ensure_ascii=False) for article in articles)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def build_trio(cluster, folder, fill):
    """Return what `fill` builds in each of three places."""
    indexes = []
    for shards in ENGINES.values():
        place = Place(cluster, folder, shards)
        fill(place)
        indexes.append(place.open())
    return Trio(*indexes)
