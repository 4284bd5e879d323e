"""``timtin shell``: line by line from a pipe, and as somebody types it."""

import os
import pty
import re
import select
import subprocess
import sys

import pytest
from prompt_toolkit.completion import ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from indexer.errors import TimTinError
from indexer.pipeline import rebuild
from search_app import open_index
from search_app.cli.remembering import last_search
from search_app.cli.shell.commands import COMMANDS
from search_app.cli.shell.prompting import Prompt, ShellCompleter
from search_app.cli.shell.session import Session


@pytest.fixture
def shell(run, seed_root):
    """Return a function that types lines into ``timtin shell`` and returns stdout and stderr."""

    def typed(*lines, code=0):
        text = "".join(f"{line}\n" for line in lines).encode("utf-8")
        found, out, err = run("shell", "--index", seed_root, input=text)
        assert found == code
        return out, err

    return typed


@pytest.fixture
def session(seed_root):
    return Session(open_index(seed_root), seed_root)


@pytest.fixture
def typing(session):
    """Return a function that types keys at the prompt and returns the lines they make."""

    def typed(keys):
        with create_pipe_input() as terminal:
            terminal.send_text(keys)
            return list(Prompt(session, terminal, DummyOutput()))

    return typed


def totals(out):
    """Return how many articles each search of a session found."""
    lines = out.splitlines()
    return [int(line.split()[0]) for line in lines if " article" in line[:12] and " ms)" in line]


def test_a_line_prints_what_a_search_prints(run, shell, seed_root):
    out, err = shell("thông tin đối ngoại")
    _, expected, _ = run("search", "thông tin đối ngoại", "--index", seed_root)

    assert err == ""
    assert out.splitlines()[1:] == expected.splitlines()[1:], "but for how long it took"


def test_filters_narrow_what_was_searched_and_add_up(shell, seed_index):
    out, _ = shell(
        *("tin", ":year 2021", ":year 2023", ":topic doi ngoai", ":topic thong tin doi ngoai"),
        *(":year", ":city hai phong", ":clear"),
        code=1,
    )

    topic = "thông tin đối ngoại"
    searches = [
        {},
        {"year": [2021]},
        {"year": [2021, 2023]},
        {"year": [2021, 2023], "topic": topic},
        {"topic": topic},
        {"topic": topic, "city": "hai phong"},
        {},
    ]
    assert totals(out) == [seed_index.search("tin", **search).total for search in searches]


def test_days_order_and_literal_are_taken(shell, seed_index):
    out, _ = shell("doi ngoai", ":from 2022-01-01", ":to 2022-12-31", ":to", ":sort newest")
    assert totals(out) == [
        seed_index.search("doi ngoai", **search).total
        for search in (
            {},
            {"date_from": "2022-01-01"},
            {"date_from": "2022-01-01", "date_to": "2022-12-31"},
            {"date_from": "2022-01-01"},
            {"date_from": "2022-01-01", "sort": "newest"},
        )
    ]

    out, _ = shell("doi ngoai", ":literal", ":literal")
    assert "(as typed: :literal)" in out
    assert totals(out)[0] == totals(out)[2] > totals(out)[1]


def test_pages_are_turned_and_end(run, build, tmp_path):
    build(*({"id": f"a{n}", "body": "tin"} for n in range(12)))
    lines = b"tin\n:next\n:next\n:prev\n:prev\n"
    _, out, err = run("shell", "--index", tmp_path / "index", input=lines)

    assert [line.split()[0] for line in out.splitlines() if line[2:4] == ". "] == [
        *(f"{n}." for n in range(1, 13)),
        *(f"{n}." for n in range(1, 11)),
    ]
    assert err.splitlines() == ["Page 2 is the last one.", "This is the first page."]


def test_a_number_opens_a_result_and_other_numbers_are_words(shell, monkeypatch):
    shell("chuyển đổi số")
    first = last_search().ids[0]

    out, _ = shell("2021", "chuyển đổi số", "1", "2021")

    assert len(totals(out)) == 3
    assert out.splitlines().count(first) == 1, "as a line of its own, where the article is printed"
    assert last_search().query == "2021"

    monkeypatch.setattr("search_app.cli.opening.outside_url", lambda _: "https://x.vn/")
    launched = []
    monkeypatch.setattr("webbrowser.open", lambda url: launched.append(url) or True)
    shell("chuyển đổi số", "2")
    assert launched == ["https://x.vn/"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (":city Atlantis", "Use one of: Hà Nội, Hải Phòng."),
        (":from mai", "from must be a date like 2021-12-31, not 'mai'."),
        (":sort best", ":sort takes one of relevance, newest, oldest, not 'best'."),
        (":abc", "There is no command :abc. :help lists them."),
        (":", "There is no command :. :help lists them."),
        (":t", "There is no command :t: :topic or :to? :help lists them."),
    ],
)
def test_what_is_wrong_with_a_line_is_said_and_changes_nothing(shell, line, message):
    out, err = shell("tin", line, ":sort newest", code=1)

    assert err.splitlines()[0].endswith(message)
    assert totals(out) == [5, 5]


def test_a_line_of_very_many_digits_is_a_search(shell):
    out, _ = shell("tin", "9" * 5_000, "tin")

    assert len(totals(out)) == 3


def test_help_lists_every_command_and_quit_ends(shell):
    out, _ = shell(":help", ":quit", "tin")

    assert [name for name in COMMANDS if f":{name}" not in out] == []
    assert totals(out) == []


def test_what_is_built_meanwhile_is_searched(write_jsonl, tmp_path, capsys):
    root = tmp_path / "index"
    rebuild([write_jsonl({"id": "a", "body": "tin"})], root)
    session = Session(open_index(root), root)
    session.take("tin")

    rebuild([write_jsonl({"id": "a", "body": "tin"}, {"id": "b", "body": "tin"})], root)
    session.take(":sort newest")

    assert totals(capsys.readouterr().out) == [1, 2]


def test_an_index_that_breaks_is_said_to_and_the_session_goes_on(session, capsys, monkeypatch):
    monkeypatch.setattr(session, "_search", interrupted)
    session.run(["tin", "tin", ":quit", "never"])

    assert capsys.readouterr().err.splitlines() == ["Stopped.", "Stopped."]


def interrupted(_):
    raise KeyboardInterrupt


def test_without_an_index_the_shell_names_the_command_that_builds_one(run, tmp_path):
    code, _, err = run("shell", "--index", tmp_path / "none", input=b"tin\n")

    assert (code, "timtin rebuild FOLDER --index" in err) == (1, True)


def test_typed_lines_come_one_by_one_until_ctrl_d(typing):
    assert typing("chuyển đổi số\r:quit\r\x04") == ["chuyển đổi số", ":quit"]


def test_ctrl_c_drops_a_line_and_ends_nothing(typing):
    assert typing("abc\x03tin\r\x04") == ["tin"]


def test_lines_of_earlier_sessions_come_back_with_the_arrow(typing, state_home):
    typing("hải phòng\r\x04")

    assert typing("\x1b[A\r\x04") == ["hải phòng"]
    assert (state_home / "shell-history").is_file()


def test_where_nothing_can_be_kept_lines_are_taken_all_the_same(typing, state_home):
    state_home.parent.write_text("a file where the folder would be", "utf-8")

    assert typing("tin\r\x04") == ["tin"]


def completed(session, text):
    completions = ShellCompleter(session).get_completions(Document(text), None)
    return [text[: len(text) + own.start_position] + own.text for own in completions]


def test_queries_commands_and_values_are_completed(session, seed_index):
    assert completed(session, "chuyen d") == seed_index.suggest("chuyen d")
    assert completed(session, "") == []
    assert completed(session, ":t") == [":topic", ":to"]
    assert completed(session, ":city hai") == [":city Hải Phòng"]
    assert completed(session, ":sort ") == [":sort relevance", ":sort newest", ":sort oldest"]
    assert completed(session, ":next x") == []


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("odd"), TimTinError("damaged")])
def test_what_is_wrong_with_the_index_completes_nothing(session, monkeypatch, error):
    def broken(*_, **__):
        raise error

    monkeypatch.setattr(session.index, "snapshot", broken)

    assert completed(session, "chuyen d") == completed(session, ":city h") == []


def test_typing_never_waits_for_completions(session):
    with create_pipe_input() as terminal:
        prompt = Prompt(session, terminal, DummyOutput())

        assert isinstance(prompt._prompt.completer, ThreadedCompleter)


def test_the_bar_below_shows_the_filters(session):
    with create_pipe_input() as terminal:
        prompt = Prompt(session, terminal, DummyOutput())
        assert prompt._toolbar().startswith("no filters  ·  ")
        for line in ("tin", ":city hai phong", ":year 2021", ":sort newest", ":from 2021-01-01"):
            session.take(line)

        assert prompt._toolbar().startswith(
            "city: hai phong  ·  year: 2021  ·  from 2021-01-01  ·  newest first  ·  "
        )


def test_on_a_terminal_it_greets_prompts_and_ends(seed_root, tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "search_app", "shell", "--index", str(seed_root)]
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, **streams) as process:
        os.close(theirs)
        try:
            shown = read_until(ours, b"timtin>")
            os.write(ours, "hải phòng\r".encode())
            # Before the prompt is there, Ctrl-D is not the shell's to read.
            shown += read_until(ours, b"opens result.*timtin>")
            os.write(ours, b"\x04")
            read_until(ours, b"$never")
            assert process.wait(60) == 0
        finally:
            process.kill()
    os.close(ours)

    assert "5 articles. Type what you look for" in shown.decode("utf-8")
    assert "\x1b[1;31mHải Phòng" in shown.decode("utf-8")


def read_until(terminal, pattern):
    """Return what a terminal shows until that has a pattern, or nobody writes any more."""
    shown = b""
    while not re.search(pattern, shown, re.DOTALL):
        assert select.select([terminal], [], [], 60)[0], shown
        try:
            read = os.read(terminal, 4096)
        except OSError:  # so Linux says that the other side is closed
            break
        shown += read
        # prompt_toolkit asks where the cursor is, which a terminal answers.
        for _ in range(read.count(b"\x1b[6n")):
            os.write(terminal, b"\x1b[1;1R")
    return shown
