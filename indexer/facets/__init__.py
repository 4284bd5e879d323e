"""What an article is about: the provinces and cities, the topics."""

from indexer.facets.cities import find_cities, judge_cities
from indexer.facets.topics import find_topics

__all__ = ["find_cities", "find_topics", "judge_cities"]
