"""An index, what its sources hold by now, and a command that brings one to the other."""

import json
import random
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.codec.container import map_arrays
from indexer.codec.layout import segment_path
from indexer.pipeline import rebuild, update
from indexer.store import current_generation, damaged_files
from tests.reliability.faults.answers import Answers, answers, leftovers
from tests.reliability.faults.operations import Operation, operations
from tests.reliability.faults.running import Run, Runner

SEEDS = Path(__file__).parents[3] / "seeds"
NAMES = ("first", "rebuild", "update", "rollback", "repair", "check")
_TRIES = 5
_SENTENCE = re.compile(r"[^\n.]{40,}\.")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command, what there is before it, and what there is after it."""

    name: str
    arguments: tuple[str | Path, ...]
    source: Path  # what the command reads
    root: Path  # where the index is put for each run
    base: Path | None  # the index there is before; None: none
    old: Answers | None  # what that answers
    new: Answers | None = None
    operations: tuple[Operation, ...] = ()  # what the command does when all goes well

    def prepare(self) -> Path:
        """Put the index there as it is before, and return where."""
        shutil.rmtree(self.root, ignore_errors=True)
        if self.base:
            shutil.copytree(self.base, self.root)
        return self.root

    def played(self, runner: Runner) -> "Scenario":
        """Return it with what the command does and leaves when all goes well."""
        self.prepare()
        runner.run(self.arguments)  # the first of all may compile a module that it imports late
        root = self.prepare()
        done = runner.watched(self.arguments)
        assert done.code == 0, done.said
        found = tuple(operations(done.log, root))
        assert not leftovers(root)
        new = answers(root)
        assert not new["damaged"]
        return replace(self, new=new, operations=found)

    def failing(self, runner: Runner, operation: Operation, how: str) -> Run:
        """Run the command on the index as it is before; one operation goes wrong in it.

        Now and then Python looks for a module once more, and another call has its number.
        """
        for _ in range(_TRIES):
            self.prepare()
            run = runner.failing(self.arguments, operation, how)
            if [own.told for own in operations([run.met], self.root)] == [operation.told]:
                return run
        raise AssertionError(f"the fault was met by {run.met}")

    def holds(self) -> str:
        """Return whether the index is "old" or "new".

        Raises:
            AssertionError: it is neither, or damaged.
        """
        found = answers(self.root)
        assert found in (self.old, self.new), "neither old nor new"
        return "new" if found == self.new else "old"

    def mends(self, runner: Runner) -> None:
        """See that the next run gives the new index, and clears up."""
        if self.name in ("rollback", "repair") and self.holds() == "new":
            return  # the next one would go back further, or has nothing to do
        again = runner.run(self.arguments)
        assert again.code == 0, again.said
        assert self.holds() == "new"
        assert not leftovers(self.root)

    def check_stopped(self, runner: Runner) -> None:
        """See that a run that was killed left the old index or the new, and is mended by the next.

        Raises:
            AssertionError: it did not.
        """
        self.holds()
        self.mends(runner)

    def check_ended(self, runner: Runner, run: Run) -> None:
        """See that a run ended with the new index, or with a clear error and the old one.

        Raises:
            AssertionError: it did not, or the next run does not mend it.
        """
        self.check_told(run)
        self.mends(runner)

    def check_told(self, run: Run) -> None:
        """See that a run did what it says: with one line, where it failed.

        Raises:
            AssertionError: it did not.
        """
        errors = [line for line in run.said.splitlines() if line.startswith("Error: ")]
        is_usage = "Invalid value for '--index'" in run.said  # a folder that may not be read
        assert run.code in (0, 1 + is_usage), run.said
        assert "Traceback" not in run.said
        assert "Exception ignored" not in run.said
        assert len(errors) == bool(run.code), run.said
        held = self.holds()
        assert self.old == self.new or held == ("old" if run.code else "new"), run.said


def scenarios(folder: Path) -> list[Scenario]:
    """Return a first build, a rebuild, an update, a way back and so on, of one source."""
    source, base, root = folder / "source", folder / "base", folder / "index"
    _build_base(source, base)
    old = answers(base)
    damaged = _damage(base, folder / "damaged")
    _change(source)
    to_index = (source, "--index", root)
    return [
        Scenario("first", ("rebuild", *to_index), source, root, None, None),
        Scenario("rebuild", ("rebuild", *to_index), source, root, base, old),
        Scenario("update", ("update", *to_index), source, root, base, old),
        Scenario("rollback", ("rollback", "--index", root), source, root, base, old),
        Scenario("repair", ("repair", "--index", root), source, root, damaged, answers(damaged)),
        Scenario("check", ("check", "--index", root), source, root, base, old),
    ]


def _build_base(source: Path, base: Path) -> None:
    """Make an index with every kind of file, and as many small segments as an update will join."""
    source.mkdir()
    for path in sorted(SEEDS.iterdir())[:2]:
        shutil.copy(path, source)
    own = base.with_name("own")
    own.mkdir()
    (own / "abbreviations.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")
    (own / "topics.toml").write_text(
        '[[topic]]\nname = "lễ hội"\n[topic.phrases]\n"lễ hội" = 1.0\n', "utf-8"
    )
    told = _articles()
    _write(source / "many.jsonl", [next(told) for _ in range(24)])
    rebuild([source], base, abbreviations=own / "abbreviations.tsv", topics=own / "topics.toml")
    for part in range(3):
        _write(source / f"few{part}.jsonl", [next(told) for _ in range(4)])
        update([source], base)


def _damage(base: Path, damaged: Path) -> Path:
    """Copy an index with two damaged files, of which nothing is lost: one is a segment."""
    shutil.copytree(base, damaged)
    generation = current_generation(damaged)
    segment = segment_path(damaged, generation.manifest.segments[0])
    data = bytearray(segment.read_bytes())
    at = bytes(data).index(map_arrays(segment)["document_digest"].tobytes())
    data[at] ^= 1
    segment.write_bytes(data)
    toc = generation.folder / "_MAIN_1.toc"
    toc.write_bytes(toc.read_bytes()[:-1] + b"!")
    assert len(damaged_files(generation)) == 2
    return damaged


def _change(source: Path) -> None:
    """Bring new articles, copies of others among them; change one and remove some."""
    lines = (source / "many.jsonl").read_text("utf-8").splitlines()
    changed = json.loads(lines[2])
    changed["body"] += "\nHải Phòng khởi công cây cầu mới qua sông Cấm."
    kept = [*map(json.loads, lines[4:]), changed]
    _write(source / "many.jsonl", kept)
    copies = [{**own, "id": f"copy-{own['id']}"} for own in kept[:2]]
    told = _articles(seed=2)
    _write(source / "new.jsonl", [*copies, *(next(told) for _ in range(3))])
    (source / "000_fd392c4447f1aa74.txt").unlink()


def _articles(seed: int = 1) -> Iterable[dict[str, str]]:
    """Yield articles of sentences of the seeds, other ones each time."""
    chance = random.Random(seed)
    sentences = [
        found[0].strip()
        for path in sorted(SEEDS.iterdir())
        for found in _SENTENCE.finditer(path.read_text("utf-8"))
    ]
    number = 0
    while True:
        number += 1
        body = " ".join(chance.sample(sentences, 4))
        yield {"id": f"{seed}-{number}", "title": chance.choice(sentences)[:60], "body": body}


def _write(path: Path, told: Iterable[dict[str, str]]) -> None:
    lines = (json.dumps(own, ensure_ascii=False) + "\n" for own in told)
    path.write_text("".join(lines), "utf-8")
