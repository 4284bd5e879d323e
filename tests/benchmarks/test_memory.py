import subprocess
import sys

import pytest

from benchmarks.memory import Peak

HOLD = "import time; held = bytearray(60_000_000); time.sleep(1)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")


@pytest.mark.parametrize("code", [HOLD, CHILD])
def test_the_peak_counts_what_a_process_or_its_child_held(code):
    process = subprocess.Popen([sys.executable, "-c", code])
    with Peak(process.pid) as peak:
        process.wait()

    assert 60 < peak.tree_mb < 140
    assert 60 < peak.largest_mb < 140


def test_own_memory_grows_with_what_is_held():
    """In a process of its own: one that ran other tests may hold memory that it can use again."""
    code = """
from benchmarks.memory import resident
before = resident()["anonymous"]
held = bytearray(b"x") * 50_000_000
after = resident()
print(after["anonymous"] - before, after["files"], len(held))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    grown, files, _ = map(float, done.stdout.split())
    assert grown == pytest.approx(50, abs=5)
    assert files > 1
