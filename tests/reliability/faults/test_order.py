"""What is named is on the disk before its name is: the order that a loss of power asks for."""

import pytest

from indexer.store import current_generation

_WRITES = ("write", "pwrite64", "writev", "pwritev", "sendfile", "copy_file_range", "ftruncate")
_NAMES = ("rename", "renameat", "renameat2", "mkdir", "mkdirat")
_LINKS = ("link", "linkat", "symlink", "symlinkat")


@pytest.fixture
def done(scenario):
    """Return what a command did that failed nowhere: operations that failed change nothing."""
    if scenario.name == "check":
        pytest.skip("it writes nothing")
    return [own for own in scenario.operations if "= -1" not in own.line]


def test_files_are_on_the_disk_before_the_switch(scenario, run, done):
    root = scenario.prepare()
    files_before = {path.relative_to(root).as_posix() for path in root.rglob("*")}
    assert run.run(scenario.arguments).code == 0
    generation = current_generation(root)
    number = generation.folder.name
    own = {record.name for record in generation.manifest.files} | {f"{number}/manifest.json"}
    needed = {name for name in own if name not in files_before and not name.startswith("segments/")}
    # Segments have random names: of those that this run wrote, all that were not removed since.
    removed = {name for op in done if op.name.startswith("unlink") for name in op.files}
    needed |= {
        op.files[0]
        for op in done
        if op.name == "openat" and "O_CREAT" in op.line and op.files[0].startswith("segments/")
    } - removed
    switch = _switch(done)
    for name in (*needed, "current.json.new"):
        assert _last(done, _WRITES, name) < _last(done, ("fsync",), name) < switch, name


def test_names_are_on_the_disk_before_the_switch_and_it_after(done):
    switch = _switch(done)
    gone = {name for own in done if own.name in ("rmdir", "unlinkat") for name in own.files}
    for at, operation in enumerate(done[:switch]):
        makes = operation.name == "openat" and "O_CREAT" in operation.line
        name = operation.files[-1]
        if (makes or operation.name in _NAMES) and not name.endswith((".json.new", "LOCK")):
            folder = name.rpartition("/")[0] or "."
            is_kept = name not in (".", "writer.json") and folder not in gone
            assert not is_kept or at < _last(done[:switch], ("fsync",), folder), operation
    assert _last(done, ("fsync",), ".") > switch


def test_nothing_is_linked(scenario):
    """Some file systems have no hard links, and no symbolic ones."""
    assert not [own for own in scenario.operations if own.name in _LINKS]


def test_each_run_does_the_same(scenario, run):
    """Else a fault could not be meant for an operation."""
    again = scenario.played(run)
    assert [own.told for own in again.operations] == [own.told for own in scenario.operations]


def _switch(done):
    (at,) = (at for at, own in enumerate(done) if own.files == ("current.json.new", "current.json"))
    assert done[at].name == "rename"
    return at


def _last(done, names, file):
    return max(
        (at for at, own in enumerate(done) if own.name in names and file in own.files), default=-1
    )
