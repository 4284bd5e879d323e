"""What an index holds as a whole."""

import dataclasses
import datetime

from indexer.article import VIET_NAM
from indexer.memo import memo
from search_app.core.facets import facet_lists
from search_app.core.histogram import overview
from search_app.core.hits import hits
from search_app.core.model import PLACES, PlaceNames, Sort, SourceCount, Stats
from search_app.core.port import Engine
from search_app.core.query import Query
from search_app.core.request import Request
from search_app.core.wanted import tables

_RECENT_DAYS = 7
_MOST_RECENT = 10


class Statistics:
    """The statistics of an index; what does not depend on the day is counted once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept = memo(self._of_all_days, 1 + len(PLACES))

    def of(self, today: datetime.date | None, place_names: PlaceNames | None) -> Stats:
        """Return them as of `today`, by default today in Viet Nam."""
        last = today or datetime.datetime.now(VIET_NAM).date()
        week = Request(
            match_all=True,
            date_from=last - datetime.timedelta(days=_RECENT_DAYS - 1),
            date_to=last,
            sort="newest",
            limit=_MOST_RECENT,
        )
        found = self._engine.match(week)
        recent = hits(self._engine, found, tables(Query("")))
        kept = self._kept(place_names)
        return dataclasses.replace(kept, recent=tuple(recent), recent_total=found.total)

    def _of_all_days(self, place_names: PlaceNames | None) -> Stats:
        every = Request(match_all=True, place_names=place_names, periods=True, limit=0)
        found = self._engine.match(every)
        facets = facet_lists(found.facets, {})
        sources = sorted(self._engine.sources().items(), key=lambda own: (-own[1], own[0]))
        return Stats(
            articles=found.total,
            built=self._engine.built,
            first=self._edge("oldest"),
            last=self._edge("newest"),
            months=overview(found.periods),
            cities=facets["city"],
            topics=facets["topic"],
            years=facets["year"],
            sources=tuple(SourceCount(source, count) for source, count in sources),
            recent=(),
            recent_total=0,
        )

    def _edge(self, sort: Sort) -> datetime.date | None:
        """Return the day of the oldest or newest article of those whose day is known."""
        dated = Request(match_all=True, date_from=datetime.date.min, sort=sort, limit=1)
        for head in self._engine.heads(self._engine.match(dated).numbers):
            if head.date:
                return datetime.date(head.date.year, head.date.month, head.date.day)
        return None
