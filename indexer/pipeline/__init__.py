"""The one place that chains the steps: sources, extraction, facets, terms, index."""

from indexer.pipeline.rebuild import rebuild
from indexer.pipeline.update import update

__all__ = ["rebuild", "update"]
