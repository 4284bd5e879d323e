"""What an operator may set reaches the site, and what cannot be meant is refused with a way out."""

import dataclasses

import pytest
from click.testing import CliRunner

from search_app.cli import main
from search_app.web.settings import Settings


@pytest.fixture
def serve(seed_root, monkeypatch):
    """Return a function that runs ``timtin serve``, with the result and the settings it made."""
    made = []
    monkeypatch.setattr(
        "search_app.web.serve.serve", lambda *_, settings: made.append(settings)
    )  # fmt: skip

    def run(*options):
        made.clear()
        result = CliRunner().invoke(main, ["serve", "--index", str(seed_root), *options])
        return result, *made

    return run


def test_without_options_the_settings_are_as_they_begin(serve):
    result, settings = serve()

    assert result.exit_code == 0
    assert settings == Settings()


def test_every_setting_has_an_option(serve, tmp_path):
    log = tmp_path / "access.log"
    options = {
        "--host-name": "tin.example.org",
        "--trusted-proxy": "::1",
        "--rate-limit": 7,
        "--time-limit": 2.5,
        "--cost-limit": 8,
        "--exports-at-once": 9,
        "--access-log": log,
    }
    _, settings = serve(*(str(part) for pair in options.items() for part in pair), "--log-queries")
    settings.access_log("a line")

    assert log.read_text() == "a line\n"
    assert dataclasses.replace(settings, access_log=None) == Settings(
        host_names=("tin.example.org",),
        trusted_proxy="::1",
        requests_per_minute=7,
        seconds_per_query=2.5,
        postings_per_query=8,
        exports_at_once=9,
        logs_queries=True,
    )
    unchanged = [
        field.name
        for field in dataclasses.fields(Settings)
        if getattr(settings, field.name) == field.default
    ]
    assert unchanged == []


def test_a_site_can_have_several_names_addresses_too(serve):
    _, settings = serve("--host-name", "a.example", "--host-name", "192.0.2.1")

    assert settings.host_names == ("a.example", "192.0.2.1")


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--trusted-proxy", "nginx", "like 127.0.0.1"),
        ("--trusted-proxy", "10.0.0.0/8", "like 127.0.0.1"),
        ("--trusted-proxy", "*", "like 127.0.0.1"),
        ("--trusted-proxy", "", "like 127.0.0.1"),
        ("--host-name", "https://tin.example.org/", "without https://"),
        ("--host-name", "tin.example.org:8080", "port"),
        ("--host-name", "*", "like tin.example.org"),
        ("--host-name", "", "like tin.example.org"),
        ("--host-name", "a..b", "like tin.example.org"),
        ("--host-name", "a-.b", "like tin.example.org"),
        ("--host", "", "like 127.0.0.1"),
        ("--host", " ", "like 127.0.0.1"),
        ("--time-limit", "nan", "no number of seconds"),
        ("--time-limit", "inf", "no number of seconds"),
        ("--rate-limit", "-1", "x>=0"),
        ("--time-limit", "soon", "float"),
        ("--exports-at-once", "0", "1<=x<=100"),
        ("--log-queries", None, "--access-log FILE"),
    ],
)
def test_what_cannot_be_meant_is_refused(serve, option, value, told):
    result, *made = serve(option, *([] if value is None else [value]))

    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert not made


def test_a_log_that_cannot_be_opened_is_named(serve, tmp_path):
    result, *_ = serve("--access-log", str(tmp_path / "nowhere" / "a.log"))

    assert result.exit_code == 1
    assert "a.log" in result.output
    assert "Traceback" not in result.output
