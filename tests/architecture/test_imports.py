"""What importing and searching may load; the layers themselves are checked by import-linter."""

import subprocess
import sys

import pytest

import analyzers
import search_app

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
