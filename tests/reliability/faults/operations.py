"""What a command does to the files of an index, as strace wrote it down."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# Every system call by which Python or NumPy could reach a file.
CALLS = (
    *("open", "openat", "openat2", "creat", "close", "access", "faccessat", "faccessat2"),
    *("read", "pread64", "readv", "preadv", "write", "pwrite64", "writev", "pwritev"),
    *("copy_file_range", "sendfile", "splice", "lseek", "mmap", "msync", "flock", "fcntl"),
    *("stat", "fstat", "lstat", "newfstatat", "statx", "statfs", "fstatfs", "getdents64"),
    *("fsync", "fdatasync", "sync_file_range", "syncfs", "truncate", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"),
    *("link", "linkat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "utimensat"),
)
# Those that change what is on the disk, or who may.
CHANGES = frozenset(
    "write pwrite64 writev pwritev copy_file_range sendfile ftruncate fsync fdatasync flock rename"
    " renameat renameat2 unlink unlinkat rmdir mkdir mkdirat openat utimensat chmod fchmod".split()
)
_CALL = re.compile(r"(\w+)\((.*)")
_NAMED = re.compile(r'[<"]([^<>"]+)[>"]')
# In the names of files: at random, or of the time.
_RANDOM = re.compile(
    r"[0-9a-f]{12}(?=\.arrays)|(?<=\.toc\.)[0-9.]+|(?<=damaged/)[0-9]{8}T[0-9]{6}Z"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One system call on a file of the index."""

    name: str
    number: int  # among all calls of this name that the process makes, from 1 on
    files: tuple[str, ...]  # below the index, "." for itself
    line: str  # as strace wrote it

    @property
    def changes(self) -> bool:
        """Whether it may leave something else on the disk."""
        return self.name in CHANGES and (self.name != "openat" or "O_CREAT" in self.line)

    @property
    def size(self) -> int:
        """How many bytes it read or wrote."""
        return int(self.line.rpartition("= ")[2].split()[0])

    @property
    def told(self) -> str:
        """What it does to which files; the same in each run, though segments get random names."""
        files = dict.fromkeys(_RANDOM.sub("*", name) for name in self.files)
        return " ".join([self.name, *files])  # what was opened has its name twice, if it was

    def __str__(self) -> str:
        return f"{self.told} #{self.number}"


def operations(log: Iterable[str], root: Path) -> list[Operation]:
    """Return the calls on files of the index at `root`, in their order."""
    found, numbers = [], Counter[str]()
    for line in log:
        call = _CALL.match(line)
        if call is None:
            continue
        numbers[call[1]] += 1
        if str(root) in line:
            number = numbers[call[1]]
            found.append(Operation(call[1], number, _files(call[2], root), line))
    return found


def _files(arguments: str, root: Path) -> tuple[str, ...]:
    named = []
    folder = ""
    for name in _NAMED.findall(arguments.removesuffix(" <unfinished ...>) = ?")):
        if name == str(root) or name.startswith(f"{root}/"):
            folder = name.removeprefix(str(root)).strip("/") or "."
            named.append(folder)
        elif not name.startswith("/") and named:  # in a folder that is open
            named[-1] = f"{folder}/{name}"
    return tuple(named)
