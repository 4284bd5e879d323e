import subprocess
import sys

import pytest

from benchmarks.memory import Peak, resident

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
    before = resident()
    held = bytearray(b"x") * 50_000_000
    after = resident()

    assert after["anonymous"] - before["anonymous"] == pytest.approx(50, abs=5)
    assert after["files"] > 1
    assert len(held) == 50_000_000
