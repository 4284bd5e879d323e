"""The terms of articles, a batch at a time: arrays of numbers, and each string once."""

from indexer.analysis.batch import analyse_batch
from indexer.analysis.term_batch import TermBatch

__all__ = ["TermBatch", "analyse_batch"]
