"""A command that is killed leaves the old index or the new one, and the next run goes on."""

import contextlib
import os
import random
import signal
import time

from tests.reliability.faults.failures import Failures

_RANDOM_KILLS = 25


def test_killed_at_any_change_on_the_disk(scenario, run, some):
    changes = [own for own in scenario.operations if own.changes]
    failures = Failures()
    for operation in some(changes, 8):
        scenario.prepare()
        with failures.at(f"killed at {operation}"):
            killed = run.failing(scenario.arguments, operation, "signal=SIGKILL")
            assert killed.code == -signal.SIGKILL, killed.said
            scenario.check_stopped(run)
    assert not failures


def test_killed_at_any_moment(scenario, run, some):
    scenario.prepare()
    started = time.monotonic()
    run.run(scenario.arguments)
    lasts = time.monotonic() - started
    chance = random.Random(3)
    failures = Failures()
    for _ in some(range(_RANDOM_KILLS), 2):
        scenario.prepare()
        moment = chance.uniform(0, lasts)
        with failures.at(f"killed after {moment:.3f} s"):
            run.run(scenario.arguments, meanwhile=_killing(moment))
            scenario.check_stopped(run)
    assert not failures


def _killing(moment):
    def kill(child):
        time.sleep(moment)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    return kill
