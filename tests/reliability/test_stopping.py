"""Whoever has asked is answered before a server stops, and nobody keeps it from stopping."""

import contextlib
import signal

import pytest

from tests.reliability.serving import EXPORT, is_closed, read, site

SIGNALS = [signal.SIGTERM, signal.SIGINT]


@pytest.fixture
def gate(tmp_path):
    return tmp_path / "gate"


@pytest.mark.parametrize("number", SIGNALS)
def test_a_request_in_flight_is_answered_as_a_whole(seed_root, gate, number):
    with site(seed_root, gate) as server, server.ask("/?q=cham") as asked:
        server.wait_until_asked()
        server.stop(number)
        gate.touch()
        status, page = read(asked)

        assert status == 200
        assert page.rstrip().endswith(b"</html>")
        assert is_closed(asked)
        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == ""


def test_an_export_in_flight_is_sent_to_its_end(seed_root, gate):
    with site(seed_root, gate) as server, server.ask(f"{EXPORT}&q=cham") as asked:
        server.wait_until_asked()
        server.stop()
        gate.touch()
        status, body = read(asked)

        assert status == 200
        assert body.count(b"\n") == 6
        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == ""


def test_connections_that_are_kept_alive_do_not_keep_it(seed_root, gate):
    with site(seed_root, gate) as server, server.ask("/help") as kept, server.connect() as silent:
        assert read(kept)[0] == 200
        server.stop()

        assert is_closed(kept)
        assert is_closed(silent)
        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == ""


def test_who_does_not_finish_is_left_after_a_while_in_one_line(seed_root, gate):
    code = "stopping._GRACE = 0.5"
    with site(seed_root, gate, code=code) as server, server.ask("/?q=cham") as asked:
        server.wait_until_asked()
        server.stop()

        assert server.process.wait(30) == 0
        assert server.process.stderr.read() == "Stopped; answers not sent: 1.\n"
        assert is_closed(asked)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_second_signal_ends_it_at_once(seed_root, gate, number):
    code = "stopping._GRACE = 600"
    with site(seed_root, gate, code=code) as server, server.ask("/?q=cham"):
        server.wait_until_asked()
        server.stop()
        server.process.send_signal(number)

        assert server.process.wait(30) == -number


def test_many_who_wait_to_be_let_in_do_not_keep_it(seed_root, gate):
    files = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (80, 80))"
    code = f"{files}\nconnections.MOST = 20\nstopping._GRACE = 0.5"
    with contextlib.ExitStack() as opened:
        server = opened.enter_context(site(seed_root, gate, code=code))
        for _ in range(100):
            opened.enter_context(server.connect())
        server.process.terminate()

        assert server.process.wait(30) == 0
