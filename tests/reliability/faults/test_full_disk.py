"""A disk that is really full, where one can be made: a small file system in memory."""

import contextlib
import shutil
import subprocess
from dataclasses import replace

import pytest

from tests.reliability.faults.failures import Failures


@pytest.fixture
def disk(tmp_path):
    """Return a function that mounts an empty disk of a size; skip where nobody may."""
    with contextlib.ExitStack() as mounted:

        def mount(size):
            mounted.close()
            folder = tmp_path / "disk"
            folder.mkdir(exist_ok=True)
            command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder]
            try:
                done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            except OSError as error:
                pytest.skip(f"no disk can be mounted: {error}")
            if done.returncode:
                pytest.skip(f"no disk can be mounted: {done.stderr}")
            mounted.callback(subprocess.run, ["umount", "--lazy", folder], check=True)
            return folder

        yield mount


def test_full_disk(scenario, run, some, disk):
    """Its space ends at any page, or it has no room for another file."""
    scenario.prepare()
    needed = sum(path.stat().st_size for path in scenario.root.rglob("*"))
    files = sum(1 for _ in scenario.root.rglob("*")) + 2
    sizes = [f"size={needed + room}" for room in range(0, 1 << 19, 1 << 14)]
    sizes += [f"size=8m,nr_inodes={files + room}" for room in range(1, 10)]
    failures = Failures()
    for size in some(sizes, 4):
        root = disk(size) / "index"
        try:
            if scenario.base:
                shutil.copytree(scenario.base, root)
        except OSError:
            continue  # not even what there is before has room
        moved = replace(
            scenario,
            root=root,
            arguments=tuple(root if own == scenario.root else own for own in scenario.arguments),
        )
        with failures.at(size):
            ended = run.run(moved.arguments)
            moved.check_told(ended)
            # With room again, the next run goes on.
            subprocess.run(["mount", "-o", "remount,size=64m,nr_inodes=0", root.parent], check=True)
            moved.mends(run)
    assert not failures
