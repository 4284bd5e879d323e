"""The site writes nothing to its index, whatever it is asked, and answers where it could not."""

import shutil
import subprocess
import sys
from urllib.parse import quote

from search_app import open_index
from search_app.web import create_app

ROUTES = (
    *("/", "/?q=covid&histogram=1", "/stats", "/help", "/api/", "/api/openapi.json", "/healthz"),
    *(
        "/feed",
        "/feed?q=covid",
        "/opensearch.xml",
        "/opensearch/suggest?q=chuy",
        "/favicon.ico",
        "/readyz",
        "/metrics",
    ),
    *("/api/v1/search?q=covid&histogram=1", "/api/v1/suggest?q=chuy", "/api/v1/stats"),
    *("/export.csv", "/export.jsonl", "/export.ris", "/export.bib", "/gi-do", "/?page=x"),
    *(
        f"{path}{{id}}?q=covid"
        for path in ("/article/", "/explain/", "/cite/bib/", "/cite/ris/", "/cite/chicago/")
    ),
    *("/api/v1/article/{id}", "/api/v1/similar/{id}", "/api/try/article?id=x", "/static/base.css"),
)
# In a process of its own: a hook can never be taken away.
CHILD = """
import ctypes, os, sys
from pathlib import Path
from search_app import open_index
from search_app.web import create_app

root = os.path.realpath(sys.argv[1])
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link",
           "os.symlink", "os.chmod", "os.chown", "os.utime", "shutil.rmtree", "shutil.move"}

def give_up_writing():
    # Rights do not stop the superuser, unless it gives up CAP_DAC_OVERRIDE, the second bit.
    if os.geteuid() == 0:
        libc, held = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 6)()
        system = (ctypes.c_uint32 * 2)(0x20080522, 0)
        assert libc.capget(system, held) == 0
        held[0] &= ~2
        assert libc.capset(system, held) == 0, os.strerror(ctypes.get_errno())

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        is_change = bool(flags & WRITES) or any(sign in (mode or "") for sign in "wax+")
        paths = [path]
    else:
        is_change, paths = event in CHANGES, arguments
    if is_change:
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)):
                if os.path.realpath(os.fsdecode(path)).startswith(root):
                    print(event, flush=True)
                    raise PermissionError(event)

if sys.argv[3]:
    give_up_writing()
    try:
        open(root + "/x", "w")
    except PermissionError:
        pass
    else:
        sys.exit("it could be written")
sys.addaudithook(watch)
client = create_app(open_index(root)).test_client()
answered = 0
for path in sys.argv[4:]:
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"):
        answer = client.open(path, method=method, data=b"a=b" if method[0] == "P" else None)
        answer.get_data()
        assert answer.status_code < 500, (method, path)
        assert answer.status_code in (404, 405) or method in ("GET", "HEAD", "OPTIONS"), method
        answered += 1
for change in filter(None, sys.argv[2].split("\\n")):
    try:
        exec(change)
    except PermissionError:
        continue
    sys.exit(f"not noticed: {change}")
print(answered)
"""


CHANGES = {
    "open(root + '/x', 'w')": "open",
    "os.open(root + '/x', os.O_RDWR | os.O_CREAT)": "open",
    "Path(root, 'current.json').rename(root + '/x')": "os.rename",
    "Path(root, 'current.json').unlink()": "os.remove",
    "Path(root, 'x').mkdir()": "os.mkdir",
    "os.utime(root)": "os.utime",
    "os.truncate(root + '/current.json', 0)": "os.truncate",
}


def _serve(root, changes=(), routes=ROUTES, *, is_closed=False):
    """Ask all routes in a process that tells of each change; return what it said and asked."""
    ids = [quote(hit.id, safe="") for hit in open_index(root).search().hits]
    paths = [path.format(id=own) for path in routes for own in (ids if "{" in path else ids[:1])]
    result = subprocess.run(
        [sys.executable, "-c", CHILD, str(root), "\n".join(changes), "1" * is_closed, *paths],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines(), 7 * len(paths)


def _files(root):
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_size, path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_no_route_opens_a_file_of_the_index_to_write(seed_root):
    before = _files(seed_root)

    said, asked = _serve(seed_root)

    assert said == [str(asked)]
    assert _files(seed_root) == before


def test_whatever_would_write_is_noticed(seed_root):
    before = _files(seed_root)

    said, asked = _serve(seed_root, CHANGES, ["/healthz"])

    assert said == [*CHANGES.values(), str(asked)]
    assert _files(seed_root) == before


def test_every_route_only_reads(seed_index):
    rules = list(create_app(seed_index).url_map.iter_rules())

    assert {method for rule in rules for method in rule.methods} == {"GET", "HEAD", "OPTIONS"}
    named = {path.partition("?")[0].partition("{")[0].strip("/").split(".")[0] for path in ROUTES}
    for rule in rules:
        fixed = str(rule).partition("<")[0].strip("/").split(".")[0]
        assert any(name.startswith(fixed) for name in named), f"{rule} is not looked at here"


def test_an_index_that_nobody_may_write_is_served(seed_root, tmp_path):
    root = tmp_path / "index"
    shutil.copytree(seed_root, root)
    everything = [root, *root.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        said, asked = _serve(root, is_closed=True)
    finally:
        for path in everything:
            path.chmod(0o755)

    assert said == [str(asked)]
