"""The tables by which documents are read and analysed: those shipped, and what a user added."""

from typing import NamedTuple

from analyzers.abbreviations import Abbreviations
from indexer.facets import Topics


class Tables(NamedTuple):
    """What a user can add to; workers are given it when they start."""

    abbreviations: Abbreviations
    topics: Topics
    asked_why: bool = False  # a report wants the evidence of what is found
