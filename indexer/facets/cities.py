"""Which provinces and cities an article is about, not merely which it names.

Each mention votes with its weight; the title and the lead vote more. An article
is about a province that gathers enough votes, and enough of all votes: a list
of many provinces is about none of them.
"""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from indexer.extract.lines import CAPITALS
from indexer.facets.gazetteer import gazetteer, provinces
from indexer.facets.mentions import mentions
from indexer.facets.spelling import slug, unify_extracted

_TITLE = 5.0  # votes of a mention in the title
_LEAD = 2.0  # times the weight in the lead
_LEAD_CHARACTERS = 450
_ENOUGH = 2.7  # votes
_PER_CHARACTER = 1 / 2500  # more votes are asked of a long article
_MOST_ASKED = 5.0
_ALONE = 0.85  # of all votes: who has nobody beside him needs fewer
_ENOUGH_ALONE = 2.4
_SHARE = 0.22  # of all votes
_MOST_PROVINCES = 4
_SITE = 1.0  # votes of the site's own province
_LONGEST_BYLINE = 40  # characters
_HOST = re.compile(r"(?:bao|dai|truyenhinh)?(?P<name>[a-z]+?)(?:tv|online|dientu|24h)?")


def find_cities(title: str, body: str, *, url: str = "", source: str = "") -> tuple[str, ...]:
    """Return the canonical names of the provinces it is about, the strongest first.

    Title and body are as extraction leaves them: composed, of Latin letters.
    """
    title, body = unify_extracted(title), _without_byline(unify_extracted(body))
    votes = _votes(title, body)
    own = _of_site(url) or _of_site(f"//{source}")
    if own in votes:
        votes[own] += _SITE
    elif own and not votes and _speaks_of_itself(body):
        votes[own] = _MOST_ASKED
    return _strongest(votes, len(body))


def _votes(title: str, body: str) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for mention in mentions(title):
        votes[mention.province] += _TITLE * min(mention.weight, 1.0)
    for mention in mentions(body):
        lead = mention.start < _LEAD_CHARACTERS
        votes[mention.province] += mention.weight * (_LEAD if lead else 1.0)
    return votes


def _strongest(votes: dict[str, float], length: int) -> tuple[str, ...]:
    asked = min(_ENOUGH + length * _PER_CHARACTER, _MOST_ASKED)
    total = sum(votes.values())
    ranked = sorted(votes, key=lambda name: (-votes[name], provinces().index(name)))
    if ranked and votes[ranked[0]] >= max(_ENOUGH_ALONE, _ALONE * total):
        return (ranked[0],)
    return tuple(name for name in ranked if votes[name] >= asked and votes[name] >= _SHARE * total)[
        :_MOST_PROVINCES
    ]


def _without_byline(body: str) -> str:
    """Drop a last line of names: "Thái Bình" signs articles from everywhere."""
    text, _, last = body.rpartition("\n")
    names = len(last) <= _LONGEST_BYLINE and (last.istitle() or last.isupper())
    return text if text and names else body


def _of_site(address: str) -> str:
    """Return the province whose name is the host of `address`, or ''."""
    if not address.strip("/"):
        return ""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # "http://[": an address nobody can open
        return ""
    slugs = gazetteer().slugs
    for part in host.split("."):
        match = _HOST.fullmatch(slug(part))
        if match and match["name"] in slugs:
            return slugs[match["name"]]
    return ""


_OWN_AUTHORITY = re.compile(
    rf"(?:UBND|HĐND|Công an|trên địa bàn|lãnh đạo|toàn) (?:tỉnh|thành phố)(?! [{CAPITALS}])"
    r"|Tỉnh ủy|Thành ủy|tỉnh ta|tỉnh nhà"
)


def _speaks_of_itself(body: str) -> bool:
    return _OWN_AUTHORITY.search(body) is not None
