"""Articles of all kinds that an index must tell apart, made from a number."""

import functools
import random
import re
from pathlib import Path

_SEEDS = Path(__file__).parent.parent.parent / "seeds"

IDS = (
    "a/b//c",
    "bài số một",
    " đầu và cuối ",
    "hai\ndòng",
    "tab\tở giữa",
    ".",
    "..",
    "_id",
    "_doc/_search",
    "?q=*:*",
    "#%2F+&=",
    '"ngoặc" và \\',
    "x" * 399,
    "x" * 400,
    "x" * 401,
    "ế" * 400,
    "-",
    "\U0001f600",
    "\ue005",
    "A",
    "a",
)
_ODD = (
    "TP.HCM họp về Covid-19, UBND nói theo 15-NQ/TW ngày 5/5/2022.",
    "Ủy ban nhân dân thành phố chi 1.000 tỷ đồng (Covid19).",
    "An Giang ăn Tết; hoà bình, quí trọng kĩ thuật, hội nghị tuyên giáo.",
    "Cảng Hải Phòng nhập lúa gạo; Hà Nội bàn kinh tế số và thông tin.",
)
_ODDITIES = (  # which an index may not end of
    {"id": "dài " * 10_000},
    {"topics": ["chủ đề " * 5_000]},
    {"topics": [f"chủ đề số {number}" for number in range(3_000)]},
    {"source": "Báo " * 9_000},
    {"body": "Xem https://a.vn/tin\ue0015 và https://b.vn/\ue000\ue002\ue004x ở Hải Phòng."},
)
_SOURCES = ("Báo Chính phủ", "báo chính  phủ", "BaoChinhphu.vn", "Tuổi Trẻ", "???", "", "")
_URLS = (
    "https://www.baochinhphu.vn/a",
    "https://haiphong.gov.vn:8080/x",
    "https://báo.vn",
    "",
)
_BYLINES = ("", "Nguyễn Văn A", "Lê Thị Bình – Hoà An", "Hoàng Tùng", "hoang tung")
_CITIES = ("Hải Phòng", "Hải Dương", "Hà Nội", "Bình Dương", "TP. Hồ Chí Minh")
_TOPICS = ("y tế", "lễ hội", "chuyển đổi số", "Covid-19")


@functools.cache
def _sentences():
    """Return sentences of real articles, and some that a search must take care with."""
    texts = (path.read_text("utf-8") for path in sorted(_SEEDS.glob("*.txt")))
    found = [own.strip() for text in texts for own in re.split(r"(?<=[.!?])\s+|\n", text)]
    return [own for own in found if 20 < len(own) < 300] + [*_ODD] * 4


def article(number):
    """Return an article of which more or less is known, always the same for a number."""
    chance = random.Random(number)
    text = chance.sample(_sentences(), chance.randint(3, 7))
    # Its own, or chance would make chains of copies, which engines divide in different ways.
    text.append(" ".join(chance.choice(chance.choice(_sentences()).split()) for _ in range(60)))
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return {
        "id": f"bài {number}",
        "title": text[0][:80] if number % 11 else "",
        "body": "\n".join(text[1:]),
        "captions": ["Ảnh: Cảng Hải Phòng"] * (number % 3 == 0),
        "date": f"{2018 + number % 6}-{month:02}-{day:02}" if number % 4 else "",
        "author": chance.choice(_BYLINES),
        "source": chance.choice(_SOURCES),
        "url": chance.choice(_URLS),
        "cities": chance.sample(_CITIES, number % 3),
        "topics": chance.sample(_TOPICS, chance.choice((0, 1, 1, 2))),
    }


def copy_of(own, at):
    """Return a near copy of an article."""
    return own | {"id": f"{own['id']} lại {at}", "title": f"{own['title']} mới", "url": ""}


def mixed():
    """Return some hundred articles: copies of some, and one for each odd id."""
    found = [article(number) for number in range(200)]
    found += [copy_of(article(number), at) for number in range(0, 200, 8) for at in range(3)]
    return found + [article(1_000 + at) | {"id": own} for at, own in enumerate(IDS)]


def odd():
    """Return articles with more of something than anybody writes."""
    return [article(2_000 + at) | own for at, own in enumerate(_ODDITIES)]


def many(count):
    """Yield short articles, one in twenty a copy of the one before it."""
    for number in range(count):
        own = article(number - (number % 20 == 19))
        yield own | {"id": f"{number:05}", "body": own["body"].rpartition("\n")[2]}
