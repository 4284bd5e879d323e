"""Who reads or asks slowly keeps nobody else waiting, and is closed in the end."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.reliability.serving import EXPORT, is_closed, read, site, status

SMALL = 1 << 14  # bytes that a slow reader takes
IMPATIENT = """
connections._LOOKING = 0.2
connections._REQUEST = 0.5
connections._READING = 0.5
"""


@pytest.fixture
def gate(tmp_path):
    return tmp_path / "gate"


def talk_on(connection):
    """Send header after header of a request that never ends."""
    for _ in range(600):
        connection.sendall(b"X-A: b\r\n")
        time.sleep(0.05)


def test_slow_readers_of_long_exports_keep_nobody_waiting(seed_root, gate):
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(site(seed_root, gate, articles=200))
        readers = [opened.enter_context(server.ask(EXPORT, SMALL)) for _ in range(6)]

        assert sorted(map(status, readers)) == [200, 200, 200, 200, 503, 503]
        assert server.answer("/?q=covid") == 200
        assert server.answer("/healthz") == 200


def expect_a_free_place(server):
    """Wait until an export is answered again."""
    for _ in range(300):
        with server.ask(EXPORT, SMALL) as other:
            if status(other) == 200:
                return
        time.sleep(0.1)
    pytest.fail("the place was never free again")


def test_a_reader_who_takes_nothing_any_more_leaves_its_place(seed_root, gate):
    settings = "exports_at_once=1"
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(
            site(seed_root, gate, articles=200, code=IMPATIENT, settings=settings)
        )
        reader = opened.enter_context(server.ask(EXPORT, SMALL))
        assert status(reader) == 200
        assert server.answer("/export.csv?q=cham&page=x") == 400
        expect_a_free_place(server)


def test_a_reader_who_goes_away_leaves_its_place(seed_root, gate):
    with site(seed_root, gate, articles=200, settings="exports_at_once=1") as server:
        with server.ask(EXPORT, SMALL) as reader:
            assert status(reader) == 200
        expect_a_free_place(server)


def test_two_hundred_who_never_finish_asking_keep_nobody_waiting(seed_root, gate):
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(site(seed_root, gate))
        for number in range(200):
            silent = opened.enter_context(server.connect())
            silent.sendall(b"GET / HTTP/1.1\r\nHost: local"[: number % 28])

        assert server.answer("/?q=covid") == 200


def test_who_never_finishes_asking_is_closed_however_much_is_said(seed_root, gate):
    with (
        site(seed_root, gate, code=IMPATIENT) as server,
        server.connect() as silent,
        server.connect() as slow,
    ):
        assert is_closed(silent)
        slow.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(ConnectionError):
            talk_on(slow)
        with server.ask("/?q=covid") as asked:
            assert read(asked)[0] == 200


def test_who_waits_for_a_slow_answer_is_not_closed(seed_root, gate):
    with site(seed_root, gate, code=IMPATIENT) as server, server.ask("/?q=cham") as asked:
        server.wait_until_asked()
        with server.connect() as silent:  # closed by a look that the other survives
            assert is_closed(silent)
        gate.touch()
        assert read(asked)[0] == 200


def test_more_connections_than_there_may_be_are_answered_as_others_are_closed(seed_root, gate):
    code = f"{IMPATIENT}\nconnections.MOST = 20"
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(site(seed_root, gate, code=code))
        for _ in range(30):
            opened.enter_context(server.connect())

        assert server.answer("/?q=covid") == 200


def test_the_access_log_is_opened_anew_on_a_signal(seed_root, tmp_path):
    log = tmp_path / "access.log"
    command = [sys.executable, "-m", "search_app", "serve", "--port", "0", "--index", seed_root]
    command += ["--access-log", log]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            process.stderr.readline()
            log.rename(tmp_path / "access.log.1")
            process.send_signal(signal.SIGHUP)
            for _ in range(600):
                if log.exists():
                    break
                time.sleep(0.05)
            assert log.exists()
            process.terminate()
            assert process.wait(30) == 0
            assert process.stderr.read() == ""
        finally:
            process.kill()


def pipelined(*paths):
    """Return the bytes of some requests, sent at once."""
    return b"".join(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for path in paths)


def test_who_asks_for_much_at_once_and_reads_nothing_keeps_nobody_waiting(seed_root, gate):
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(site(seed_root, gate))
        for _ in range(20):
            greedy = opened.enter_context(server.connect(SMALL))
            greedy.settimeout(0)
            with contextlib.suppress(BlockingIOError):
                greedy.sendall(pipelined("/?q=tin") * 3_000)

        assert server.answer("/?q=covid") == 200
        assert server.answer("/healthz") == 200


def test_what_is_asked_at_once_is_answered_in_order_and_as_a_whole(seed_root, gate):
    with site(seed_root, gate) as server, server.connect() as asked:
        paths = ["/healthz", "/gi-do", "/help"] * 40
        asked.sendall(b"\r\n\r\n" * 5 + pipelined(*paths))
        asked.shutdown(socket.SHUT_WR)
        answers = b"".join(iter(lambda: asked.recv(1 << 16), b""))

    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"200", b"404", b"200"] * 40


def test_an_address_that_is_none_is_refused_quietly(seed_root, gate):
    with site(seed_root, gate) as server:
        with server.connect() as asked:
            asked.sendall(pipelined("http://[/"))
            assert read(asked)[0] == 400
        server.stop()
        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == ""


def test_many_who_wait_do_not_fill_the_journal(seed_root, gate):
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(site(seed_root, gate))
        asked = [opened.enter_context(server.ask("/?q=cham")) for _ in range(40)]
        assert "asked" in server.process.stdout.readline()  # maybe of several at once
        gate.touch()
        assert [read(one)[0] for one in asked] == [200] * 40
        server.stop()
        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == ""
