"""A stage: the scenarios, and what runs their commands."""

import pytest

from tests.reliability.faults.running import cannot_trace, runner
from tests.reliability.faults.scenarios import NAMES, scenarios


@pytest.fixture(scope="session")
def run():
    """Return what runs commands; skip where no process can be watched."""
    reason = cannot_trace()
    if reason:
        pytest.skip(f"no system call can be watched: {reason}")
    with runner() as running:
        yield running


@pytest.fixture(scope="session")
def _scenarios(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    return {own.name: own.played(run) for own in scenarios(folder)}


@pytest.fixture(params=NAMES)
def scenario(_scenarios, request):
    """Return each of the scenarios in turn."""
    return _scenarios[request.param]


@pytest.fixture
def some(request):
    """Return a function that gives so many of a list, evenly, and with --soak all of it."""

    def of(everything, count):
        if request.config.getoption("--soak"):
            return list(everything)
        step = max(1, len(everything) // count)
        return list(everything)[step // 2 :: step]

    return of
