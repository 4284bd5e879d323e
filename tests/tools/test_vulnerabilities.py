"""`make check` fails on a known vulnerability, and never calls clean what nobody looked up.

recorded/ holds what pip-audit prints in each case.
"""

import subprocess
from pathlib import Path

import pytest

from tools import vulnerabilities
from tools.vulnerabilities import accepted, audited, judge

RECORDED = Path(__file__).parent / "recorded"
LISTED = """
[[tool.timtin.vulnerabilities]]
id = "CVE-2019-1010083"
reason = "we do not decode JSON of others"
date = 2026-11-22
"""
UNREACHABLE = "Traceback …\nrequests.exceptions.ProxyError: Unable to connect to proxy\n"


def judged(name, listed=""):
    return judge((RECORDED / f"{name}.json").read_text("utf-8"), "", accepted(listed))


@pytest.mark.parametrize("case", ["vulnerable", "vulnerable-some-skipped"])
def test_a_vulnerability_fails_and_is_named_with_what_mends_it(case):
    verdict = judged(case)

    assert verdict.failed
    assert verdict.lines[0].startswith("Vulnerability in flask 0.5: PYSEC-2019-179, CVE-2019-")
    assert "(mended in 1.0)" in verdict.lines[0]


def test_nothing_is_said_when_all_was_looked_up_and_is_well():
    assert judged("clean") == vulnerabilities.Verdict(())


def test_what_nobody_knows_is_not_called_clean():
    verdict = judged("all-skipped")

    assert not verdict.failed
    assert "NOTHING WAS LOOKED UP" in verdict.lines[0]
    assert "2 packages" in verdict.lines[0]


def test_packages_that_nobody_knows_are_named():
    verdict = judged("some-skipped")

    assert not verdict.failed
    assert "1 of 2 packages were looked up; nothing is known of numpy" in verdict.lines[0]


def test_without_network_the_check_goes_on_and_says_that_it_looked_nothing_up():
    verdict = judge("", UNREACHABLE, {})

    assert not verdict.failed
    assert "NOTHING WAS LOOKED UP: requests.exceptions.ProxyError" in verdict.lines[0]


@pytest.mark.parametrize(
    "complaint",
    [UNREACHABLE,
     "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='pypi.org', port=443): …",
     "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='pypi.org', port=443): …",
     "Traceback …\npip_audit._service.interface.ServiceError",
     "ERROR:pip_audit._cli:Tip: your network may be blocking this service. Try another service"],
)  # fmt: skip
def test_advisories_that_cannot_be_reached_fail_nothing(complaint):
    assert not judge("", complaint, {}).failed


@pytest.mark.parametrize(
    "complaint",
    ["", "Traceback …\nKeyError: 'name'\n",
     "Traceback …\nrequests.exceptions.InvalidURL: no host\n",
     "WARNING: network …\nERROR:pip_audit._cli:invalid requirements input: /nonexistent.lock\n",
     "pip_audit._service.interface.ServiceError: Received malformed version from PyPI: x"],
)  # fmt: skip
def test_whatever_else_keeps_it_from_looking_fails(complaint):
    verdict = judge("", complaint, {})

    assert verdict.failed
    assert "pip-audit failed: " in verdict.lines[0]


def test_an_answer_of_no_packages_is_no_answer():
    assert judge('{"dependencies": []}', "", {}).failed


@pytest.mark.parametrize("text", [None, "", "# no package\n"])
def test_a_lock_file_that_is_missing_or_empty_fails(tmp_path, text):
    lock = tmp_path / "dev.lock"
    if text is not None:
        lock.write_text(text)

    assert audited(lock).failed


@pytest.mark.parametrize(
    "garbage",
    ["<html>login</html>", "[]", "null", "{}", '{"dependencies": [1]}',
     '{"dependencies": [{"name": "flask"}]}',
     '{"dependencies": [{"name": "flask", "version": "1", "vulns": [{}]}]}'],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_fails(garbage):
    verdict = judge(garbage, "", {})

    assert verdict.failed
    assert "cannot be read" in verdict.lines[0]


def test_a_vulnerability_that_is_listed_by_any_of_its_names_is_told_with_the_reason():
    verdict = judged("vulnerable", LISTED)

    assert not verdict.failed
    assert verdict.lines[0].endswith("we do not decode JSON of others (2026-11-22)")


@pytest.mark.parametrize("line", ["id", "reason", "date"])
def test_a_vulnerability_is_not_listed_without_reason_and_date(line):
    rest = "\n".join(each for each in LISTED.split("\n") if not each.startswith(line))

    with pytest.raises(ValueError, match="id, reason and date"):
        accepted(rest)


def test_our_own_list_can_be_read():
    assert isinstance(accepted((vulnerabilities.ROOT / "pyproject.toml").read_text()), dict)


@pytest.mark.parametrize(
    ("done", "failed"),
    [(subprocess.CompletedProcess((), 2, "", "pip_audit: error: no such option"), True),
     (subprocess.CompletedProcess((), 1, "", "No module named pip_audit"), True),
     (subprocess.CompletedProcess((), 1, "", UNREACHABLE), False),
     (subprocess.CompletedProcess((), 1, "<html>", ""), True),
     (subprocess.TimeoutExpired((), 1), False)],
)  # fmt: skip
def test_a_pip_audit_that_does_not_run_fails_and_one_that_reaches_nobody_does_not(
    monkeypatch, done, failed
):
    def run(*_, **__):
        if isinstance(done, Exception):
            raise done
        return done

    monkeypatch.setattr(subprocess, "run", run)

    verdict = audited(Path("requirements/dev.lock"))

    assert verdict.lines
    assert verdict.failed == failed
