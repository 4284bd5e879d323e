"""A process that has read all code and the model once, and forks a child for each command.

So a run takes no start of Python, and all runs make the same system calls in the same order.
It reads a JSON object a line and answers each with one: first the child's number, then, when
the child was let go by a line of any content, its wait status.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from indexer import pipeline
from search_app.cli import main

_PR_SET_PTRACER, _ANY = 0x59616D61, -1  # where only descendants may be traced, let strace in
_SEEDS = Path(__file__).parents[3] / "seeds"


def _serve() -> None:
    _warm_up()
    gc.freeze()  # else each child copies all memory when it looks for garbage
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(writing)
            _run(wanted, reading)
        os.close(reading)
        print(child, flush=True)
        sys.stdin.readline()
        os.write(writing, b"go")
        os.close(writing)
        print(os.waitpid(child, 0)[1], flush=True)


def _warm_up() -> None:
    """Import what commands import late, and read pyvi's model, by running them once."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        root = Path(folder) / "index"
        pipeline.rebuild([_SEEDS], root)
        for command in ("rebuild", "update", "check"):
            main.main([command, "--index", str(root)], standalone_mode=False)


def _run(wanted: dict[str, Any], reading: int) -> NoReturn:
    """Run one command as `timtin` would, as soon as it is let go."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY, 0, 0, 0)
    for number, name, mode in (
        (0, os.devnull, os.O_RDONLY),
        (1, wanted["out"], os.O_WRONLY),
        (2, wanted["out"], os.O_WRONLY),
    ):
        descriptor = os.open(name, mode)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  until it ends
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    select.select([reading], [], [])  # no read: those are counted, when one is to fail
    if wanted["largest_file"]:
        # What passes it is written short, and the next write fails as too large.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (wanted["largest_file"], resource.RLIM_INFINITY))
    code = 70  # a traceback: nobody caught it
    try:
        main.main(wanted["arguments"], prog_name="timtin")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  as Python would: the traceback, then the end
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
