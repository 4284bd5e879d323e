"""What is asked: a mix of pages, searches, lists, files and mistakes, drawn from the articles."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from analyzers.fold_diacritics import fold_diacritics
from tests.reliability.soak.states import Record

# Absolute addresses stand in the pages: with a name and no port they are the same at any port.
HOST = "localhost"
_API = "/api/v1/search"


@dataclass(frozen=True, slots=True)
class Question:
    """One address, and how often it is asked beside others."""

    kind: str
    path: str
    weight: int = 1


def questions(articles: Sequence[Record], each: int) -> list[Question]:
    """Return `each` questions of every kind."""
    rng = random.Random(len(articles))
    made = [
        Question(kind, address(rng, articles), weight)
        for kind, weight, address in _KINDS
        for _ in range(each)
    ]
    made += [Question("second page", second_page(own.path)) for own in made if own.kind == "search"]
    return list({question.path: question for question in made}.values())


def second_page(path: str) -> str:
    """Return the address of the page after that of a search."""
    return f"{path}&page=2"


def _words(rng: random.Random, articles: Sequence[Record], most: int = 4) -> str:
    """Return some neighbouring words of an article."""
    article = rng.choice(articles)
    line = rng.choice([article["title"], *article["body"].split("\n")]).split()
    first = rng.randrange(max(1, len(line) - most))
    return (
        " ".join(line[first : first + rng.randint(1, most)]).strip(" .,:;“”\"'()–-") or "hội nghị"
    )


def _of(path: str, **parameters: object) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


def _searched(path: str, **parameters: object) -> Callable[[random.Random, Sequence[Record]], str]:
    return lambda rng, articles: _of(path, q=_words(rng, articles), **parameters)


def _folded(rng: random.Random, articles: Sequence[Record]) -> str:
    return _of(_API, q=fold_diacritics(_words(rng, articles).lower()))


def _literal(rng: random.Random, articles: Sequence[Record]) -> str:
    return _of(_API, q=_words(rng, articles, 2), literal=1, per_page=100)


def _phrase(rng: random.Random, articles: Sequence[Record]) -> str:
    return _of(_API, q=f'"{_words(rng, articles, 3)}"', histogram=1)


def _operators(rng: random.Random, articles: Sequence[Record]) -> str:
    return _of(_API, q=f"{_words(rng, articles, 2)} -{_words(rng, articles, 1)}", collapse=1)


def _narrowed(path: str) -> Callable[[random.Random, Sequence[Record]], str]:
    def address(rng: random.Random, articles: Sequence[Record]) -> str:
        filters = [
            ("year", _year(rng.choice(articles)) or "không rõ"),
            ("city", rng.choice(["Hải Phòng", "hai phong", "Hà Nội"])),
            ("topic", rng.choice(["Covid-19", "chuyển đổi số"])),
        ]
        return _of(path, q=_words(rng, articles, 2), **dict(rng.sample(filters, rng.randint(1, 2))))

    return address


def _dated(rng: random.Random, articles: Sequence[Record]) -> str:
    first, last = sorted(_year(rng.choice(articles)) or "2020" for _ in range(2))
    parameters = {
        "from": f"{first}-03-01",
        "to": f"{last}-11-30",
        "places": rng.choice(["", "2025"]),
    }
    return _of(_API, q=_words(rng, articles, 1), **parameters)


def _deep(rng: random.Random, articles: Sequence[Record]) -> str:
    page = rng.randint(2, max(2, len(articles) // 20))
    sort = rng.choice(["relevance", "newest", "oldest"])
    return _of(_API, q=_words(rng, articles, 1), page=page, per_page=20, sort=sort)


def _listed(rng: random.Random, articles: Sequence[Record]) -> str:
    page = rng.randint(1, max(1, len(articles) // 100))
    return _of(_API, sort=rng.choice(["newest", "oldest"]), page=page, per_page=100)


def _typed(path: str) -> Callable[[random.Random, Sequence[Record]], str]:
    def address(rng: random.Random, articles: Sequence[Record]) -> str:
        words = _words(rng, articles)
        return _of(path, q=words[: rng.randint(2, max(2, len(words)))])

    return address


def _article(path: str) -> Callable[[random.Random, Sequence[Record]], str]:
    return lambda rng, articles: path.format(quote(rng.choice(articles)["id"], safe=""))


def _explained(rng: random.Random, articles: Sequence[Record]) -> str:
    article = rng.choice(articles)
    path = f"/explain/{quote(article['id'], safe='')}"
    return _of(path, q=" ".join(article["title"].split()[:3]) or "tin")


def _exported(rng: random.Random, articles: Sequence[Record]) -> str:
    name = rng.choice(["csv", "jsonl", "ris", "bib"])
    month = f"{rng.choice(articles)['date'][:4] or '2020'}-{rng.randint(1, 12):02}"
    return _of(f"/export.{name}", **{"from": f"{month}-01", "to": f"{month}-28"})


def _mistake(rng: random.Random, articles: Sequence[Record]) -> str:
    paths = [
        "/nowhere",
        "/article/none",
        "/api/v1/article/none",
        _of(_API, page=0),
        _of(_API, **{"from": "soon"}),
        _of(_API, city="Atlantis"),
        _of(_API, quest=_words(rng, articles)),
    ]
    return rng.choice(paths)


_KINDS: Sequence[tuple[str, int, Callable[[random.Random, Sequence[Record]], str]]] = (
    ("page", 4, _searched("/")),
    ("page", 1, _narrowed("/")),
    ("page", 1, _searched("/", sort="newest", lang="en")),
    ("search", 4, _searched(_API)),
    ("folded", 4, _folded),
    ("literal", 2, _literal),
    ("phrase", 2, _phrase),
    ("operators", 2, _operators),
    ("facets", 2, _narrowed(_API)),
    ("dates", 2, _dated),
    ("deep", 2, _deep),
    ("list", 1, _listed),
    ("suggest", 4, _typed("/api/v1/suggest")),
    ("suggest", 2, _typed("/opensearch/suggest")),
    ("similar", 1, _article("/api/v1/similar/{}")),
    ("article", 2, _article("/api/v1/article/{}")),
    ("article", 2, _article("/article/{}")),
    ("explain", 1, _explained),
    ("cite", 1, _article("/cite/bib/{}")),
    ("feed", 1, _searched("/feed")),
    ("mistake", 1, _mistake),
    ("whole", 1, lambda rng, _: rng.choice(["/", "/stats", "/api/v1/stats", "/healthz", "/api/"])),
    ("export", 0, _exported),  # by visitors only: no more of them at once than a site allows
)


def _year(article: dict[str, str]) -> str:
    return (article.get("date") or "")[:4]
