"""The one place that chains the steps: sources, extraction, facets, terms, index."""

from indexer.pipeline.rebuild import rebuild
from indexer.pipeline.repair import Repaired, repair
from indexer.pipeline.update import update
from indexer.pipeline.watch import watch

__all__ = ["Repaired", "rebuild", "repair", "update", "watch"]
