"""What importing and searching may load; the layers themselves are checked by import-linter."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import analyzers
import search_app

ROOT = Path(__file__).parents[2]

SEARCH = """
import sys
from search_app import open_index
open_index({root!r}).search("chuyen doi so")
print(*sorted(sys.modules))
"""


def test_searching_needs_no_web_framework_no_parser_and_no_segmenter(seed_root):
    loaded = subprocess.run(
        [sys.executable, "-c", SEARCH.format(root=str(seed_root))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert not {"flask", "click", "trafilatura", "pyvi", "sklearn"} & set(loaded)


@pytest.mark.parametrize("package", [analyzers, search_app])
def test_every_public_name_can_be_imported_and_is_documented(package):
    for name in package.__all__:
        assert getattr(package, name, None) is not None, name
        assert isinstance(getattr(package, name), int | str) or getattr(package, name).__doc__, name


def test_what_of_indexer_is_imported_with_search_app_is_on_the_light_shelf():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    (shelf,) = (own["source_modules"] for own in contracts if "light shelf" in own["name"])
    code = "".join(path.read_text("utf-8") for path in (ROOT / "search_app").rglob("*.py"))
    # What is indented is imported when a command needs it.
    found = re.findall(r"^from indexer(?:\.(\w+)\S* import| import (\w+))", code, re.MULTILINE)
    imported = {inside or name for inside, name in found}

    assert imported <= {module.split(".")[1] for module in shelf}
    readme = (ROOT / "indexer" / "README.md").read_text("utf-8")
    assert {name for name in imported if f"`{name}" not in readme} == set()
