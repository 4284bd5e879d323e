"""A folder to do what the pages say: articles, an index, and stand-ins for programs."""

import os
import shutil
import sys
import webbrowser

import pytest

from tests.docs.pages import ROOT
from tests.docs.running import Desk

IDLE = ("apt-get", "chown", "docker", "nginx", "useradd", "usermod")  # they do nothing here
STANDINS = ROOT / "tests" / "docs" / "standins"


@pytest.fixture
def desk(tmp_path, seed_root, seeds, site, monkeypatch):
    """Return who follows a page, in a folder with the seeds, their index and a home."""
    shutil.copytree(seeds, tmp_path / "seeds")
    shutil.copytree(seed_root, tmp_path / "index_data")
    shutil.copytree(seeds, tmp_path / "home" / "saved-articles")
    (tmp_path / "mine.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")
    (tmp_path / "my-topics.toml").write_text("", "utf-8")
    source = tmp_path / "srv" / "timtin" / "source"
    shutil.copytree(seeds, source / "seeds")
    shutil.copytree(ROOT / "requirements", source / "requirements")
    shutil.copytree(STANDINS, tmp_path / "bin")
    for name in IDLE:
        (tmp_path / "bin" / name).symlink_to(shutil.which("true"))
    if shutil.which("curl"):
        (tmp_path / "bin" / "curl").unlink()
    (tmp_path / ".venv").mkdir()
    shutil.copytree(STANDINS, tmp_path / ".venv" / "bin")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda _: True)  # `timtin open` opens no browser here
    for name in [name for name in os.environ if name.startswith(("XDG_", "TIMTIN"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": tmp_path / "home",
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHON": sys.executable,
        "PYTHONPATH": ROOT,
        "STANDINS": STANDINS,
        "COLUMNS": "100",
    }.items():
        monkeypatch.setenv(name, str(value))
    return Desk(tmp_path, site)
