"""What an article is about: the provinces and cities, the topics."""

from indexer.facets.cities import CityJudgement, judge_cities
from indexer.facets.topic_file import default_topics, load_topics
from indexer.facets.topics import Topic, Topics

__all__ = ["CityJudgement", "Topic", "Topics", "default_topics", "judge_cities", "load_topics"]
