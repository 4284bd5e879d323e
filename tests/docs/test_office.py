"""Set up as its page says, an office lets nobody in, writes no search down, and loses nothing."""

import configparser
import contextlib
import re
import shutil
import subprocess

import pytest

from indexer import pipeline
from indexer.errors import IndexCorruptError
from search_app import open_index
from search_app.web import create_app
from tests.docs import nginx
from tests.docs.pages import DOCS, blocks, command_lines

BLOCKS = [*blocks(DOCS / "office.md"), *blocks(DOCS / "operations.md")]
UNITS = {block.text.split("\n")[0]: block.text for block in BLOCKS if "\nUser=" in block.text}
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
    assert service.get("KillSignal") == (None if reads_only else "SIGINT")
    assert int(service["TimeoutStopSec"]) >= 30
    assert service["ProtectSystem"] == "strict"
    assert service.get("ReadWritePaths") == (None if reads_only else "/srv/timtin/index_data")
    assert all(service[name] == "true" for name in ("NoNewPrivileges", "PrivateTmp", "ProtectHome"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("text", UNITS.values(), ids=UNITS)
def test_a_service_is_as_little_exposed_as_systemd_can_have_it(text, tmp_path):
    (tmp_path / "timtin.service").write_text(text, "utf-8")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager",
               tmp_path / "timtin.service"]  # fmt: skip

    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout  # an exposure of at most 2.0 of 10


def test_what_the_access_log_adds_to_the_service_is_an_option_and_a_folder():
    (dropped_in,) = [block.text for block in BLOCKS if "ExecReload=" in block.text]
    (served,) = [line for line in dropped_in.split("\n") if " serve " in line]
    unit = UNITS["# /etc/systemd/system/timtin.service"]

    command, _, log = served.partition(" --access-log ")
    assert command in unit.split("\n")
    assert log == "/var/log/timtin/access.log"
    assert "LogsDirectory=timtin" in dropped_in


def test_prometheus_is_told_figures_that_there_are(seed_index):
    text = "".join(block.text for block in BLOCKS if block.language == "yaml")
    named = set(re.findall(r"timtin_\w+", text))
    client = create_app(seed_index).test_client()
    assert client.get("/").text  # counted when it was read

    told = client.get("/metrics").text

    assert len(named) > 5
    assert [name for name in named if name not in told] == []


def test_a_copy_of_an_index_that_is_built_anew_meanwhile_is_whole(tmp_path, write_jsonl):
    """One more build, as the page says, and not two."""
    root, copy = tmp_path / "index", tmp_path / "copy"
    copy.mkdir()
    first, archive = (
        line.replace("sudo ", "").replace("/srv/timtin/index_data", str(root))
        .replace("/srv/backup/index", str(copy))
        for line in LINES if line.startswith(("sudo cp /srv/timtin/index_data/", "sudo tar -c "))
    )  # fmt: skip
    pipeline.rebuild([write_jsonl({"body": "một"})], root)
    pipeline.rebuild([write_jsonl({"body": "hai"})], root)
    articles = []

    for builds in (1, 2):
        subprocess.run(["bash", "-euc", first], check=True)
        for _ in range(builds):
            pipeline.rebuild([write_jsonl({"body": "ba"}, {"body": "bốn"})], root)
        subprocess.run(["bash", "-euo", "pipefail", "-c", archive], check=True)
        with contextlib.suppress(IndexCorruptError):
            articles.append(open_index(copy).articles)
        shutil.rmtree(copy)
        copy.mkdir()

    assert articles == [1]


def test_the_backup_has_all_that_an_index_is_built_from():
    used = {
        folder
        for line in LINES
        if " rebuild " in line
        for folder in re.findall(r"(?:rebuild|--topics|--abbreviations) /srv/timtin/(\w+)", line)
    }
    (saved,) = [line for line in LINES if "tar -czf" in line]

    assert used == {"articles", "own"} == set(saved.partition(" -C /srv/timtin ")[2].split())


def test_nothing_is_installed_that_no_hash_is_known_of_or_beneath_a_running_service():
    installs = [line for line in LINES if "/pip install" in line]

    assert len(installs) == 4
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    done = [line for line in LINES if re.search(r"/pip install|systemctl (stop|start) ", line)]
    at = len(done) - 1 - done[::-1].index(installs[-1])
    assert "systemctl stop timtin.service timtin-watch.service" in done[at - 2]
    assert "systemctl start timtin.service timtin-watch.service" in done[at + 1]
