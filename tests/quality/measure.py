"""How near the top the wanted article stands, however it is typed; how well facets are found."""

import json
import math
import random
import unicodedata
from pathlib import Path

from analyzers import split_syllables

HERE = Path(__file__).parent
SEED_QUERIES = {
    "thông tin đối ngoại Hải Phòng năm 2022": "003_a759c29db672d3fc",
    "Ban Tuyên giáo Thành ủy Hà Nội đẩy mạnh công nghệ thông tin": "004_1bdf98d3562686db",
    "Ban Tuyên giáo Trung ương làm việc với Hải Phòng": "001_8a31eafaeb81a6bd",
    "tiêm vắc xin phòng Covid-19 đợt một": "002_93cfaa7350c6eb34",
}
_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
SCATTERED = 0.8  # of the words of a query


def queries():
    """Return {text: id of the wanted article}."""
    lines = (HERE / "queries.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines) | SEED_QUERIES


def written_articles():
    """Return the articles that were written for this."""
    lines = (HERE / "articles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def articles():
    """Return the articles, and for each query two that are not wanted."""
    written = written_articles()
    rng = random.Random("distractors")
    filler = " ".join(article["body"] for article in written).split()
    for number, text in enumerate(queries()):
        written.append({"id": f"scattered-{number}", "body": _scattered(text, filler, rng)})
        written.append({"id": f"remarked-{number}", "body": _remarked(text)})
    return written


def _scattered(text, filler, rng):
    """Return most of the words of a query, none beside its neighbour, among others."""
    words = [word for word in text.split() if rng.random() < SCATTERED]
    rng.shuffle(words)
    return " ".join(part for word in words for part in (*rng.sample(filler, 3), word))


def _remarked(text):
    """Return half of a query with other tones: neither what was typed nor what was meant."""
    words = text.split()
    text = " ".join(words[: 1 + len(words) // 2])
    tones = "".join(_TONES)
    turned = str.maketrans(tones, tones[1:] + tones[:1])
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(turned))


def marked(text, _rng):
    return text


def folded(text, _rng):
    """Return a text with its marks left out, capitals kept."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def half(text, rng):
    return " ".join(word if rng.random() < 0.5 else folded(word, rng) for word in text.split())


def decomposed(text, _rng):
    return unicodedata.normalize("NFD", text)


def telex(text, _rng):
    """Return a text as typed with the input method off: the tone behind each syllable."""
    parts, at = [], 0
    for syllable in split_syllables(text):
        parts += [text[at : syllable.start], _keys(text[syllable.start : syllable.end])]
        at = syllable.end
    return "".join([*parts, text[at:]])


def _keys(syllable):
    keys, tone = "", ""
    for sign in unicodedata.normalize("NFD", syllable):
        if sign in _TONES:
            tone = _TONES[sign]
        elif sign == "\u0302":
            keys += keys[-1].lower()
        elif sign in "\u0306\u031b":
            keys += "w"
        else:
            keys += {"đ": "dd", "Đ": "DD"}.get(sign, sign)
    return keys + tone


def slip(text, rng):
    """Return a text without marks, two neighbouring letters of one long syllable swapped."""
    words = folded(text, rng).split()
    long = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 3]
    if long:
        at = rng.choice(long)
        cut = rng.randrange(1, len(words[at]) - 1)
        word = words[at]
        words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


def lower(text, _rng):
    return text.lower()


WAYS = (marked, folded, half, decomposed, telex, slip, lower)


def ndcg(index, way):
    """Return nDCG@10 with one wanted article: the mean of 1 / log2(1 + its rank)."""
    rng = random.Random(way.__name__)
    gains = []
    for text, wanted in queries().items():
        ids = [hit.id for hit in index.search(way(text, rng)).hits]
        gains.append(1 / math.log2(ids.index(wanted) + 2) if wanted in ids else 0.0)
    return sum(gains) / len(gains)


def labels():
    """Return {id: (cities, topics)} as read by hand, of the articles that have any."""
    lines = (HERE / "labels.tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return {own: (_names(cities), _names(topics)) for own, cities, topics in cells}


def f1(found, wanted):
    """Return the F1 of sets of names against those read by hand, over all articles."""
    right = sum(len(own & other) for own, other in zip(found, wanted, strict=True))
    return 2 * right / sum(map(len, [*found, *wanted]))


def dated():
    """Return texts with the year each was published, or None where it does not say."""
    lines = (HERE / "years.tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return {text: int(year) if year else None for year, text in cells}


def _names(cell):
    return {name for name in cell.split(";") if name}
