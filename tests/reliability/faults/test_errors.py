"""A disk that refuses or lies: a clear error and the old index, or the new one."""

import pytest

from tests.reliability.faults.failures import Failures

_WRITES = ("write", "pwrite64", "writev", "pwritev", "sendfile", "copy_file_range")


@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EACCES"])
def test_an_error_at_any_operation(scenario, run, some, error):
    failures = Failures()
    for operation in some(scenario.operations, 4):
        scenario.prepare()
        with failures.at(f"{error} at {operation}"):
            ended = run.failing(scenario.arguments, operation, f"error={error}")
            assert ended.was_hit
            scenario.check_ended(run, ended)
    assert not failures


def test_a_write_that_did_not_happen(scenario, run, some):
    failures = Failures()
    writes = [own for own in scenario.operations if own.name in _WRITES and own.size]
    for operation in some(writes, 4):
        scenario.prepare()
        with failures.at(f"nothing written at {operation}"):
            ended = run.failing(scenario.arguments, operation, f"retval={operation.size}")
            assert ended.was_hit
            scenario.check_ended(run, ended)
    assert not failures


def test_a_write_cut_short_by_the_size_of_the_file(scenario, run, some):
    failures = Failures()
    sizes = [*range(16, 1 << 11, 48), *range(1 << 11, 1 << 18, 4001)]
    for size in some(sizes, 4):
        scenario.prepare()
        with failures.at(f"at most {size} bytes"):
            scenario.check_ended(run, run.run(scenario.arguments, largest_file=size))
    assert not failures
