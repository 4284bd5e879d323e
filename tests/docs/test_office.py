"""Set up as its page says, an office lets nobody in, writes no search down, and loses nothing."""

import configparser
import re

import pytest

from tests.docs import nginx
from tests.docs.pages import DOCS, blocks, command_lines

BLOCKS = blocks(DOCS / "office.md")
UNITS = {block.text.split("\n")[0]: block.text for block in BLOCKS if "ExecStart=" in block.text}
LINES = [line for block in BLOCKS if block.language == "sh" for line in command_lines(block)]


@pytest.fixture
def servers():
    """Return the directives of each server of nginx."""
    (text,) = [block.text for block in BLOCKS if block.language == "nginx"]
    return [[one for one, _ in inside] for name, inside in nginx.read(text) if name == "server"]


@pytest.fixture(params=UNITS.values(), ids=UNITS)
def service(request):
    """Return the section of one service."""
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read_string(request.param)
    return parser["Service"]


def test_only_the_network_of_the_office_is_let_in_and_by_tls(servers):
    plain, secure = servers

    assert [one for one in secure if one.startswith(("allow", "deny"))][-1] == "deny all"
    assert {"listen 443 ssl", 'auth_basic "Tin"'} < set(secure)
    assert "return 301 https://$server_name$request_uri" in plain


def test_no_server_writes_down_what_people_look_for(servers):
    assert len(servers) == 2
    for directives in servers:
        assert [one for one in directives if one.startswith("access_log")] == ["access_log off"]
        (errors,) = [one for one in directives if one.startswith("error_log")]
        assert errors.endswith(" crit")


def test_a_service_is_stopped_gently_and_may_write_to_the_index_at_most(service):
    reads_only = " serve " in service["ExecStart"]

    assert service["User"] == "timtin"
    assert service["KillSignal"] == "SIGINT"
    assert service["ProtectSystem"] == "strict"
    assert service.get("ReadWritePaths") == (None if reads_only else "/srv/timtin/index_data")
    assert all(service[name] == "true" for name in ("NoNewPrivileges", "PrivateTmp", "ProtectHome"))


def test_the_backup_has_all_that_an_index_is_built_from():
    used = {
        folder
        for line in LINES
        if " rebuild " in line
        for folder in re.findall(r"(?:rebuild|--topics|--abbreviations) /srv/timtin/(\w+)", line)
    }
    (saved,) = [line for line in LINES if "tar -c" in line]

    assert used == {"articles", "own"} == set(saved.partition(" -C /srv/timtin ")[2].split())


def test_nothing_is_installed_that_no_hash_is_known_of_or_beneath_a_running_service():
    installs = [line for line in LINES if "/pip install" in line]

    assert len(installs) == 4
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    stop, start = (
        next(at for at, line in enumerate(LINES) if f"systemctl {verb} " in line)
        for verb in ("stop", "start")
    )
    assert stop < LINES.index(installs[0], stop) < start
