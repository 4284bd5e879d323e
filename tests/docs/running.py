"""How a block of each language is run; one that fits no language here fails."""

import ast
import configparser
import contextlib
import doctest
import io
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import yaml
from click.testing import CliRunner

from indexer import pipeline
from search_app.cli import main
from tests.docs import nginx, proxy
from tests.docs.pages import ROOT, blocks, command_lines

CLUSTER = "127.0.0.1:9200"  # the node in the pages
SERVED = "http://127.0.0.1:8080"  # the address in the pages
# Where an office keeps things; in a test these stand in the folder of the test.
_ROOTS = re.compile(r"(?<![\w./~-])(?=/(?:srv|etc)/)")
_ABSOLUTE = re.compile(r"(?<![\w./~:-])/(?!dev/null)\w[\w/.-]*")
_LONG_RUNNING = {"serve", "watch"}
_AS_ANOTHER = re.compile(r"^sudo (-u \w+ )?")
_SHELL_SIGNS = re.compile(r"[|><;&$*`]")
# The other programs that a page may name; what is in standins/ takes the place of the real one.
_PROGRAMS = frozenset(". chmod cp curl mkdir mv printf python tar".split())
_VALUE = re.compile(r"['\"\d\[({-]|True\b|False\b|None\b|[A-Z]\w+\(")
_LOGROTATE = (
    r"# \S+\n(/\S+ )+\{\n(    (daily|(no)?missingok|notifempty|compress|delaycompress"
    r"|rotate \d+|maxsize \d+[kMG])\n)+    postrotate\n( {8}\S.*\n)+    endscript\n\}\n"
)
_CHANGING = [(re.compile(r"\d+ ms\b"), "N ms"), (re.compile(r" +$", re.MULTILINE), "")]


class Desk:
    """Somebody who reads a page from above and does what its blocks say, in one folder."""

    def __init__(self, folder, site):
        self.folder = folder
        self.site = site
        self.cluster = CLUSTER  # the node that is asked for it
        self.names = {"__name__": "page"}
        self.printed = None  # by the block before
        self.is_writing = False  # outputs are to be put in the page
        self.outputs = []  # each block of text that shows another one, with what was printed

    def follow(self, page):
        for block in blocks(page):
            assert block.language in _RUNNERS, f"{block.place}: no test runs {block.language!r}"
            try:
                self.printed = _RUNNERS[block.language](self, block)
            except Exception as error:
                error.add_note(f"{block.place}:\n{block.text}")
                raise

    def python(self, block):
        """Run the statements; a comment behind one that begins like a value must be its value."""
        text = block.text.replace(SERVED, self.site)
        lines = text.split("\n")
        with contextlib.redirect_stdout(io.StringIO()) as out:
            for node in ast.parse(text).body:
                code = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                told = lines[node.end_lineno - 1].partition("  # ")[2]
                if isinstance(node, ast.Expr) and _VALUE.match(told):
                    value = repr(eval(code, self.names))
                    assert re.match(rf"{re.escape(value)}($|[:,])", told), f"{value} is not {told}"
                else:
                    exec(code, self.names)
        return out.getvalue()

    def sh(self, block):
        """Run each line; return what the last one printed."""
        printed = ""
        for written in command_lines(block):
            line = written.replace(CLUSTER, self.cluster)
            program, *arguments = shlex.split(line)
            if program == "timtin" and arguments[0] in _LONG_RUNNING:
                self._start_and_stop(arguments)
            elif program == "timtin" and not _SHELL_SIGNS.search(line):
                printed = self._timtin(line, arguments)
            elif program == "make":
                subprocess.run(["make", "-n", *arguments], cwd=ROOT, check=True, **_QUIET)
            else:
                printed = self._shell(line, program)
        return printed

    def _timtin(self, line, arguments):
        done = CliRunner().invoke(main, _at_home(arguments), catch_exceptions=False)
        assert done.exit_code == 0, f"{line}\n{done.output}"
        return done.stdout

    def _start_and_stop(self, arguments):
        """Start a command that goes on until Ctrl-C, see that it works, and stop it."""
        is_page = arguments[0] == "serve"
        command = [sys.executable, "-m", "search_app", *_at_home(arguments)]
        command += ["--port", "0"] if is_page else []  # the last one counts
        with subprocess.Popen(command, **_STOPPABLE) as process:
            try:
                said = process.stderr.readline()
                if is_page and "http://" in said:
                    with urllib.request.urlopen(said.split()[2]) as answer:
                        assert answer.status == 200
                elif not is_page:
                    said += process.stderr.readline()  # what became of the first look
            finally:
                process.send_signal(signal.SIGINT)
            said += process.stderr.read()
        assert process.returncode == 0, said

    def _shell(self, line, program):
        known = {path.name for path in (self.folder / "bin").iterdir()} | _PROGRAMS
        if program == "sudo":
            program = next(each for each in _AS_ANOTHER.sub("", line).split())
        assert program.split("/")[-1] in known, f"{line}: no test knows {program}"
        is_allowed = line.startswith("sudo ") or not _ROOTS.search(line)
        assert is_allowed, f"{line}: what stands there belongs to somebody else"
        line = self._moved(line.replace(SERVED, self.site))
        astray = [path for path in _ABSOLUTE.findall(line) if not path.startswith(str(self.folder))]
        assert not astray, f"{line}: {astray} would leave the folder of the test"
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", line], check=False, **_QUIET)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout.replace(self.site, SERVED)

    def _moved(self, text):
        return _ROOTS.sub(str(self.folder), text)

    def text(self, block):
        """Compare with what the block before printed; else it must be quoted from the code."""
        if not self.printed:
            assert block.text in QUOTABLE, "neither printed by the block before nor in the code"
            return
        checker = doctest.OutputChecker()
        wanted, got = _settled(block.text), _settled(self.printed)
        same = checker.check_output(wanted, got, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        if not same:
            self.outputs.append((block, self.printed))
        assert same or self.is_writing, f"the page has\n{wanted}\nand it prints\n{got}"

    def json(self, block):
        """Parse it; where a block before printed JSON, this must be a part of it."""
        told = json.loads(block.text)
        if self.printed:
            assert_part(told, json.loads(self.printed[self.printed.index("{") :]))

    def jsonl(self, block):
        """Index it as records: each must be read."""
        source = self.folder / "records.jsonl"
        source.write_text(block.text, "utf-8")
        report = pipeline.rebuild([source], self.folder / "of-records")
        assert (report.indexed, report.failed) == (block.text.count("\n"), [])

    def toml(self, block):
        assert tomllib.loads(block.text)
        self._keep(block)

    def ini(self, block):
        """Check a unit of systemd; what is dropped in beside one, together with it."""
        path = self._keep(block)
        if path.parent.suffix == ".d":
            path = path.parent.with_suffix("")
            assert path.exists(), f"{block.place}: no unit {path.name}"
        parser = configparser.RawConfigParser(strict=False)
        parser.read_string(block.text)
        assert {"Unit"} < set(parser.sections()) <= {"Unit", "Service", "Timer", "Install"}
        if shutil.which("systemd-analyze") and path.suffix in {".service", ".timer"}:
            command = ["systemd-analyze", "verify", "--man=no", path]
            done = subprocess.run(command, check=False, **_QUIET)
            complaints = [line for line in done.stderr.split("\n") if str(path.name) in line]
            assert not complaints, complaints

    def nginx(self, block):
        self._keep(block)
        nginx.read(block.text)
        if proxy.is_here():
            assert not (
                complaints := proxy.Proxy(self.folder / "proxy", block.text).complaints()
            ), complaints

    def yaml(self, block):
        self._keep(block)
        assert yaml.safe_load(block.text)

    def logrotate(self, block):
        """Check a file of logrotate: braces and scripts are closed, and each line is known."""
        self._keep(block)
        assert re.fullmatch(_LOGROTATE, block.text), "no file of logrotate"

    def _keep(self, block):
        """Write a block to the file that its first line names, if it does."""
        first, _, _ = block.text.partition("\n")
        name = re.fullmatch(r"# (/?[\w./-]+\.\w+)", first)
        if not name:
            return None
        path = self.folder / name[1].lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self._moved(block.text), "utf-8")
        return path


def _at_home(arguments):
    """Do what a shell does with ``~``."""
    return [str(Path(each).expanduser()) if each[:1] == "~" else each for each in arguments]


def _mind_ctrl_c():
    """Undo what a shell does that starts the tests in the background: children ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


_STOPPABLE = {"preexec_fn": _mind_ctrl_c, "stderr": subprocess.PIPE, "encoding": "utf-8"}
_QUIET = {"capture_output": True, "encoding": "utf-8"}
_RUNNERS = {
    name: getattr(Desk, name)
    for name in (
        "python",
        "sh",
        "text",
        "json",
        "jsonl",
        "toml",
        "ini",
        "nginx",
        "yaml",
        "logrotate",
    )
}


def _docstrings():
    paths = ("search_app/core/ranking.py", "search_app/core/language.py")
    texts = ((ROOT / path).read_text("utf-8") for path in paths)
    return "\n".join(re.sub(r"^    ", "", text, flags=re.MULTILINE) for text in texts)


QUOTABLE = _docstrings()


def _settled(text):
    for changing, steady in _CHANGING:
        text = changing.sub(steady, text)
    return text


def assert_part(told, answer, at="$"):
    """Hold what a page tells to an answer that may have more: keys, and items at the end."""
    if isinstance(told, dict):
        assert isinstance(answer, dict), at
        for key, value in told.items():
            assert key in answer, f"{at}.{key}"
            if key != "took_ms":
                assert_part(value, answer[key], f"{at}.{key}")
    elif isinstance(told, list):
        assert len(told) <= len(answer), at
        for number, (mine, theirs) in enumerate(zip(told, answer, strict=False)):
            assert_part(mine, theirs, f"{at}[{number}]")
    else:
        assert told == answer, at
