"""What the address of a page tells, and whether it speaks of its own province without naming it."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from indexer.extract.lines import CAPITALS
from indexer.facets.gazetteer import gazetteer
from indexer.facets.spelling import slug

_HOST = re.compile(r"(?:bao|dai|truyenhinh)?(?P<name>[a-z]+?)(?:tv|online|dientu|24h|moi)?")
_SHORTEST_ENDING = 5  # letters of a name that ends a host: "tuyengiaohanoi"
_NO_WORD = re.compile(r"\.\w+$|[^a-z]+")
_OWN_AUTHORITY = re.compile(
    r"(?:(?:UBND|HĐND|MTTQ|Công an|Đảng bộ|trên địa bàn|lãnh đạo|toàn|trong|của)"
    r" (?:tỉnh|thành phố)|(?<!các )Tỉnh ủy|(?<!Tỉnh ủy, )Thành ủy)"
    rf"(?! [{CAPITALS}])|tỉnh ta|tỉnh nhà"
)


@lru_cache(1 << 10)  # the articles of a folder are from few sites
def province_of_site(address: str) -> str:
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
        for name, province in slugs.items():
            if len(name) >= _SHORTEST_ENDING and part.endswith(name):
                return province
    return ""


def title_in(url: str) -> str:
    """Return the title that the address of an article spells, without marks, or ''."""
    try:
        last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return _NO_WORD.sub(" ", last).strip()


def own_authorities(body: str) -> int:
    """Return how often unified `body` speaks of a province's authorities without saying which."""
    return len(_OWN_AUTHORITY.findall(body))
