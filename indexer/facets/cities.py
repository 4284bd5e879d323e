"""Which provinces and cities an article is about, not merely which it names.

Each mention votes with its weight; the title and the lead vote more. An article
is about a province that gathers enough votes, and enough of all votes: a list
of many provinces is about none of them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple

from indexer.extract.lines import passage
from indexer.facets.mentions import Mention, mentions, tells_of_sports
from indexer.facets.own_site import own_authorities, province_of_site, title_in
from indexer.facets.spelling import unify_extracted
from indexer.facets.unaccented import with_names_marked
from indexer.places import MERGED, at

_TITLE = 5.0  # votes of a mention in the title
_LEAD = 1.5  # times the weight in the lead
_LEAD_CHARACTERS = 400
_CAPTION = 0.5  # times the weight in a caption
_ENOUGH = 2.7  # votes
_PER_CHARACTER = 1 / 4000  # more votes are asked of a long article
_MOST_ASKED = 5.0
_SHARE = 0.18  # of all votes
_ENOUGH_ALONE = 1.6  # votes of the strongest, with nobody beside it
_RIVALS = 0.5  # times the votes of all others: as many more are asked of the strongest
_MOST_CITIES = 4
_SITE = 1.0  # votes of the site's own province, where it is named
_AUTHORITY = 2.0  # and of each authority that its page calls its own
_MOST_AUTHORITIES = 3
_CAPITALS = {"Hà Nội", "TP. Hồ Chí Minh"}
_LONGEST_BYLINE = 40  # characters
_QUOTES = 3  # of each candidate
_AROUND = 40  # characters of a quote on each side of the name


class Standing(NamedTuple):
    """How a province or city stands in an article."""

    city: str  # the canonical name at the time of the article
    votes: float
    asked: float  # votes that it needs


class _Ballot(NamedTuple):
    city: str
    votes: float
    text: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class CityJudgement:
    """How provinces and cities stand in an article, the strongest first, and on what evidence."""

    standings: tuple[Standing, ...]
    ballots: tuple[_Ballot, ...]

    @property
    def cities(self) -> tuple[str, ...]:
        """The names of those that the article is about."""
        subjects = (
            standing.city for standing in self.standings if standing.votes >= standing.asked
        )
        return tuple(subjects)[:_MOST_CITIES]

    def quotes(self, city: str) -> tuple[str, ...]:
        """Return a few mentions of `city` in their surroundings, the heaviest first."""
        own = sorted((ballot for ballot in self.ballots if ballot.city == city), key=_heaviest)
        return tuple(map(_quote, own[:_QUOTES]))

    def as_json(self) -> list[dict[str, Any]]:
        """Return all of it as values for JSON, votes to two decimals."""
        return [
            {
                "city": standing.city,
                "verdict": "about" if standing.city in self.cities else "mentioned",
                "votes": round(standing.votes, 2),
                "asked": round(standing.asked, 2),
                "quotes": list(self.quotes(standing.city)),
            }
            for standing in self.standings
        ]


def judge_cities(
    title: str,
    body: str,
    *,
    url: str = "",
    source: str = "",
    captions: Sequence[str] = (),
    date: datetime.date | None = None,
    year: int | None = None,
) -> CityJudgement:
    """Return which provinces and cities it is about, and why.

    Title, body and captions are as extraction leaves them: composed, of Latin letters. The
    names are those that places had on the `date` of publication, or else on the first day of
    its `year`: since July 2025 those of the 34, before of the 63, and so where neither is known.
    """
    if date is None and year is not None and datetime.MINYEAR <= year <= datetime.MAXYEAR:
        date = datetime.date(year, 1, 1)
    body = unify_extracted(body)
    ballots = tuple(_ballots(title or title_in(url), body, captions, date))
    votes: dict[str, float] = defaultdict(float)
    for ballot in ballots:
        votes[ballot.city] += ballot.votes
    site = province_of_site(url) or province_of_site(f"//{source}")
    if own := at(site, date) if site else _only(votes):
        _add_own(votes, own, body, _SITE if site and own in votes else 0.0)
    return CityJudgement(_standings(votes, len(body)), ballots)


def _ballots(
    title: str, body: str, captions: Sequence[str], date: datetime.date | None
) -> Iterator[_Ballot]:
    merged = date is not None and date.toordinal() >= MERGED.toordinal()
    # Some sites break the line after an abbreviation: "TP.\nVinh".
    body = _without_byline(body.replace("TP.\n", "TP. "))
    # Asked only for a name that may be a team: of 28 in 100 articles.
    of_sports = cache(partial(tells_of_sports, body))
    zones = ((unify_extracted(title), _in_title), (body, _in_body))
    others = ((unify_extracted(caption), _in_caption) for caption in captions)
    for unified, weigh in (*zones, *others):
        text = with_names_marked(unified)
        for mention in mentions(text, merged=merged, of_sports=of_sports):
            yield _Ballot(at(mention.province, date), weigh(mention), text, mention)


def _in_title(mention: Mention) -> float:
    return _TITLE * min(mention.weight, 1.0)


def _in_body(mention: Mention) -> float:
    return mention.weight * (_LEAD if mention.start < _LEAD_CHARACTERS else 1.0)


def _in_caption(mention: Mention) -> float:
    return mention.weight * _CAPTION


def _standings(votes: dict[str, float], length: int) -> tuple[Standing, ...]:
    ranked = sorted(votes, key=lambda city: -votes[city])  # equal ones as they come in the text
    total = sum(votes.values())
    asked = max(min(_ENOUGH + length * _PER_CHARACTER, _MOST_ASKED), _SHARE * total)
    standings = [Standing(city, votes[city], asked) for city in ranked]
    if standings:
        first = standings[0]
        alone = _ENOUGH_ALONE + _RIVALS * (total - first.votes)
        standings[0] = first._replace(asked=min(asked, alone))
    return tuple(standings)


def _only(votes: dict[str, float]) -> str:
    """Return the one place that is named, if it still needs votes, or ''.

    None where national meetings are: their authorities are those of the whole country.
    """
    if len(votes) != 1 or _CAPITALS & votes.keys():
        return ""
    ((city, own),) = votes.items()
    return city if own < _ENOUGH_ALONE else ""


def _add_own(votes: dict[str, float], own: str, body: str, more: float) -> None:
    """Give `own` the votes of authorities that `body` does not name, and so many more."""
    if more := more + min(own_authorities(body), _MOST_AUTHORITIES) * _AUTHORITY:
        votes[own] += more


def _without_byline(body: str) -> str:
    """Drop a last line of names: "Thái Bình" signs articles from everywhere."""
    text, _, last = body.rpartition("\n")
    names = len(last) <= _LONGEST_BYLINE and (last.istitle() or last.isupper())
    return text if text and names else body


def _heaviest(ballot: _Ballot) -> float:
    return -ballot.votes


def _quote(ballot: _Ballot) -> str:
    return passage(ballot.text, ballot.mention.start, ballot.mention.end, _AROUND)
