"""Soak a site, say whether it held, and record it if that is wanted; exit 1 when it did not."""

import argparse
import json
import shlex
import sys
import tempfile
from pathlib import Path

from tests.reliability.soak import verdict
from tests.reliability.soak.load import wrk
from tests.reliability.soak.soaking import soak
from tests.reliability.soak.states import written_articles

RESULTS = Path(__file__).parents[1] / "RESULTS.md"
_TITLE = "# What long runs gave\n"
_MOST_SAID = 40  # complaints


def main() -> int:
    """Soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--articles", type=Path, metavar="FILE.jsonl", help="default: written ones")
    parser.add_argument("--count", type=int, default=3000, help="how many articles at most")
    parser.add_argument("--each", type=int, default=8, help="questions of every kind")
    parser.add_argument("--plain", type=int, default=2, help="of them held to plain Whoosh")
    parser.add_argument("--record", action="store_true", help=f"append to {RESULTS.name}")
    chosen = parser.parse_args()
    if not wrk():
        parser.error("wrk is missing: tools/apt-install wrk")
    if chosen.articles:
        with chosen.articles.open(encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines][: chosen.count]
    else:
        articles = written_articles(chosen.count)
    seconds = round(60 * chosen.minutes)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        counts = {"each": chosen.each, "plain": chosen.plain}
        soaked = soak(articles, Path(folder), seconds=seconds, **counts)
    command = " ".join(["python -m tests.reliability.soak", shlex.join(_public(sys.argv[1:]))])
    told = verdict.section(soaked, command)
    print(told)
    if chosen.record:
        before = RESULTS.read_text("utf-8") if RESULTS.exists() else _TITLE
        RESULTS.write_text(f"{before}\n{told}", "utf-8")
    print(*soaked.complaints[:_MOST_SAID], sep="\n")
    missed = [bar for bar in (*verdict.bars(soaked), *verdict.flat(soaked)) if not bar.is_met]
    for bar in missed:
        print(f"MISSED {bar.name}: {bar.said}")
    print("FAILED" if missed else "PASSED: every bar is met")
    return 1 if missed else 0


def _public(arguments: list[str]) -> list[str]:
    """Return the arguments without the folders of this machine."""
    return [Path(own).name if "/" in own else own for own in arguments]


if __name__ == "__main__":
    sys.exit(main())
