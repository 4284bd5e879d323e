"""What a folder may not do stands in it and in ARCHITECTURE.md; tests/docs runs the other pages."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("folder", ["analyzers", "indexer", "search_app", "search_app/core",
                                    "search_app/engines", "search_app/web"])  # fmt: skip
def test_a_folder_with_a_restriction_says_so(folder):
    text = (ROOT / folder / "README.md").read_text("utf-8")

    assert text.startswith(f"# {folder}\n")
    assert f"## {folder}" in (ROOT / "ARCHITECTURE.md").read_text("utf-8") or folder == "search_app"
