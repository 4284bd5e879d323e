"""What is installed may be passed on with our code, or pyproject.toml says why not."""

import re
import tomllib

import pytest

from tools.licences import ROOT, is_allowed, refusals

RULES = {
    "allowed": ["MIT", "BSD-3-Clause"],
    "exceptions": {"tqdm": {"licence": "MPL-2.0 AND MIT", "reason": "pyvi brings it along"}},
}


def package(name, licence):
    return {"Name": name, "Version": "1.0", "License": licence}


@pytest.mark.parametrize("licence", ["MIT", "MIT AND BSD-3-Clause", "GPL-3.0 OR MIT", "MIT; MIT"])
def test_a_licence_is_allowed_when_all_that_must_be_kept_is(licence):
    assert is_allowed(licence, RULES["allowed"])


@pytest.mark.parametrize(
    "licence", ["GPL-3.0", "MIT AND GPL-3.0", "MIT; GPL-3.0", "UNKNOWN", "", "(MIT)", "MIT-like"]
)
def test_any_other_is_not(licence):
    assert not is_allowed(licence, RULES["allowed"])


def test_a_package_with_another_licence_is_named():
    packages = [package("Flask", "BSD-3-Clause"), package("evil", "AGPL-3.0")]

    assert list(refusals(packages, RULES)) == ["evil 1.0: AGPL-3.0 is not allowed"]


def test_an_exception_holds_for_the_licence_that_it_names_only():
    assert list(refusals([package("tqdm", "MPL-2.0 AND MIT")], RULES)) == []
    (refused,) = refusals([package("tqdm", "AGPL-3.0")], RULES)
    assert "AGPL-3.0 instead of MPL-2.0 AND MIT" in refused


def test_every_exception_has_a_reason_and_those_that_are_passed_on_stand_in_the_readme():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["timtin"]
    exceptions = rules["licences"]["exceptions"]
    lock = (ROOT / "requirements" / "run.lock").read_text("utf-8")
    installed = set(re.findall(r"^[\w.-]+", lock, re.MULTILINE))
    readme = (ROOT / "README.md").read_text("utf-8").partition("\n## Licence\n")[2].lower()

    assert all(each["reason"] for each in exceptions.values())
    assert [name for name in exceptions if name in installed and name not in readme] == []
    assert {"unidecode", "certifi"} <= installed & exceptions.keys()
