"""What the index holds in turn: three contents of one folder, and the builders between them."""

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]

SEEDS = Path(__file__).parents[3] / "seeds"
FILES = 8  # of each content
_PLACES = ("Hải Phòng", "Hà Nội", "Đà Nẵng", "Cần Thơ", "Quảng Ninh", "Nghệ An", "Lâm Đồng")
_SUBJECTS = (
    ("Chuyển đổi số", "chuyển đổi số, chính quyền điện tử, dịch vụ công trực tuyến, dữ liệu số"),
    ("Phòng, chống dịch", "dịch Covid-19, tiêm vắc xin phòng Covid-19, ca nhiễm, cách ly y tế"),
    ("Tuyên giáo", "công tác tuyên giáo, báo cáo viên, tuyên truyền miệng, nghị quyết của Đảng"),
    ("Giáo dục", "học sinh, nhà trường, giáo viên, năm học mới, kỳ thi tốt nghiệp"),
)
_SENTENCE = re.compile(r"[^.!?\n]{30,300}[.!?]")


@dataclass(frozen=True, slots=True)
class Step:
    """One run of a builder, and the content it finds in the folder of the sources."""

    command: str
    content: str  # of `contents`; for a rollback that of the generation it goes back to

    @property
    def is_rollback(self) -> bool:
        """Whether it builds nothing."""
        return self.command == "rollback"


# The first builds the index that is served; after the last comes the first again.
CYCLE = (
    Step("rebuild", "a"),
    Step("update", "b"),
    Step("rollback", "a"),
    Step("update", "c"),
    Step("rebuild", "c"),
    Step("rollback", "c"),
    Step("update", "a"),
)


def written_articles(count: int) -> list[Record]:
    """Return articles of the seeds' sentences, about places and subjects in turn."""
    sentences = [
        found[0].strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for found in _SENTENCE.finditer(path.read_text("utf-8"))
    ]
    return [_written(random.Random(number), number, sentences) for number in range(count)]


def _written(rng: random.Random, number: int, sentences: Sequence[str]) -> Record:
    place = rng.choice(_PLACES)
    name, said = rng.choice(_SUBJECTS)
    lines = [sentence.replace("Hải Phòng", place) for sentence in rng.choices(sentences, k=12)]
    lines.insert(1, f"Hội nghị tại thành phố {place} bàn về {rng.choice(said.split(', '))}.")
    day = f"{rng.randint(2018, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return {
        "id": f"tin-{number}",
        "title": f"{place}: {name} – {' '.join(rng.choice(sentences).split()[:7])}",
        "date": day if rng.random() < 0.9 else day[:4],
        "source": rng.choice(["Báo Hải Phòng", "VGP News", ""]),
        "url": f"https://tin.example/{number}" if rng.random() < 0.5 else "",
        "body": "\n".join(lines),
    }


def contents(articles: Sequence[Record]) -> dict[str, list[Record]]:
    """Return what each state of the sources holds: of the one before some changed, gone, new."""
    tenth = len(articles) // 10
    first = list(articles[: -2 * tenth])
    second = _moved_on(first, articles[-2 * tenth : -tenth], "b")
    return {"a": first, "b": second, "c": _moved_on(second, articles[-tenth:], "c")}


def _moved_on(before: Sequence[Record], new: Sequence[Record], mark: str) -> list[Record]:
    rng = random.Random(mark)
    share = len(new) / len(before) / 2
    after: list[Record] = []
    for article in before:
        fate = rng.random()
        if fate < share:
            continue
        after.append(_changed(article, rng) if fate < 2 * share else article)
    return [*after, *new]


def _changed(article: Record, rng: random.Random) -> Record:
    lines = article["body"].split("\n")
    rng.shuffle(lines)
    return {**article, "title": f"Cập nhật: {article['title']}", "body": "\n".join(lines)}


def put(articles: Sequence[Record], folder: Path) -> None:
    """Write a content into the folder of the sources; an article stays in its file."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[list[str]] = [[] for _ in range(FILES)]
    for article in articles:
        line = json.dumps(article, ensure_ascii=False)
        files[sum(article["id"].encode()) % FILES].append(line)
    for number, lines in enumerate(files):
        (folder / f"{number}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
