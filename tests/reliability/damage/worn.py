"""An index with every kind of file: several segments, deletions, copies, a user's additions."""

import itertools
import json
from pathlib import Path

from indexer import pipeline, store
from indexer.codec.container import map_arrays
from indexer.codec.layout import segment_path

_QUALITY = Path(__file__).parents[2] / "quality" / "articles.jsonl"
_MANY = 1_300  # of a segment with less than 1,000, no term has a row
_TOPICS = '[[topic]]\nname = "lễ hội"\n[topic.phrases]\n"lễ hội" = 1.0\n"Hải Phòng" = 0.5\n'
_ABBREVIATIONS = "CĐSQG\tchuyển đổi số quốc gia\nUBNDP\tủy ban nhân dân phường\n"
_SOURCES = ("Báo Hải Phòng", "Cổng thông tin", "")


def build(folder: Path) -> Path:
    """Build an index in `folder` from files that stay there, and return its directory."""
    root, source = folder / "index", folder / "articles.jsonl"
    terms, topics = folder / "mine.tsv", folder / "mine.toml"
    terms.write_text(_ABBREVIATIONS, "utf-8")
    topics.write_text(_TOPICS, "utf-8")
    every = _articles()
    _write(source, every[:_MANY])
    pipeline.rebuild([source], root, abbreviations=terms, topics=topics)
    _write(source, every[: _MANY + 100])
    pipeline.update([source], root)
    _write(source, [own for own in every[: _MANY + 120] if own["id"] not in {"bài 7", "bài 9"}])
    pipeline.update([source], root)
    return root


def files(root: Path) -> list[Path]:
    """Return every file of the current generation, and the one that names it."""
    generation = store.current_generation(root)
    own = [root / record.name for record in generation.manifest.files]
    return [root / store.CURRENT, generation.folder / "manifest.json", *own]


def arrays(path: Path) -> dict[str, tuple[int, int]]:
    """Return where each array of a file that has something begins, and where it ends."""
    found, at = {}, 16 + int.from_bytes(path.read_bytes()[8:12], "little")
    for name, array in map_arrays(path).items():
        at = -(-at // 64) * 64
        if array.nbytes:
            found[name] = at, at + array.nbytes
        at += array.nbytes
    return found


def segments(root: Path) -> list[Path]:
    """Return the files of the segments, the largest first."""
    names = store.current_generation(root).manifest.segments
    return sorted((segment_path(root, name) for name in names), key=lambda own: -own.stat().st_size)


def _articles() -> list[dict[str, object]]:
    real = [json.loads(line) for line in _QUALITY.read_text("utf-8").splitlines()]
    sentences = [line for own in real for line in own["body"].split(". ")]
    made = []
    for number, one in zip(range(_MANY + 120), itertools.cycle(real), strict=False):
        again = number // len(real)
        picked = [sentences[(number * 7 + again * step) % len(sentences)] for step in (1, 5, 11)]
        made.append(
            {
                **one,
                "id": f"bài {number}",
                "title": f"{one['title']} lần {again}",
                "body": ". ".join([one["body"], *picked, _said(number, again)]),
                "date": f"{2018 + number % 7}-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "source": _SOURCES[number % 3],
                "url": f"https://a.vn/{number}",
                "cities": [("Hải Phòng", "Hà Nội", "Đà Nẵng")[number % 3]],
            }
        )
    # Copies: some of the later ones are earlier ones again, but for a word.
    for number in range(_MANY - 20, _MANY + 110, 3):
        made[number] |= {"body": f"{made[number - 1290]['body']} Hết."}
        made[number] |= {"title": made[number - 1290]["title"]}
    return made


def _said(number: int, again: int) -> str:
    return "Ngày chuyển đổi số quốc gia" if number % 40 == 0 else f"Kỳ họp thứ {again} của UBND TP"


def _write(path: Path, articles: list[dict[str, object]]) -> None:
    lines = (json.dumps(own, ensure_ascii=False) for own in articles)
    path.write_text("\n".join(lines) + "\n", "utf-8")
