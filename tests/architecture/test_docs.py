"""The README is run, so that it stays true."""

import re
import shlex
from pathlib import Path

import pytest

from indexer.facets import load_topics
from search_app.cli import main

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
(TOPICS,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^timtin (.*?)(?: +#.*)?$", README, re.MULTILINE)


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_examples_run(code, seed_root, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.tsv").write_text("KKTX\tkinh tế xanh\n", "utf-8")

    exec(code.replace('"index_data"', repr(str(seed_root))), {})

    if "search(" in code:
        assert "chuyển đổi số" in capsys.readouterr().out


def test_the_values_in_the_comments_of_the_examples_are_right():
    names = {}
    told = 0
    for line in "\n".join(PYTHON).split("\n"):
        if line.startswith(("from analyzers", "from pathlib")):
            exec(line, names)
        elif found := re.match(r"(\w+\(.*?) +# ([('\w].*[)'])(?:[:,].*)?$", line):
            told += 1
            assert repr(eval(found[1], names)) == found[2]

    assert told == 7


def test_every_command_is_in_the_readme_and_the_other_way_round():
    assert {shlex.split(command)[0] for command in COMMANDS} == set(main.commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_are_right_usage(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my-topics.toml").write_text(TOPICS, "utf-8")
    name, *arguments = shlex.split(command)

    main.commands[name].make_context(name, arguments)


def test_the_topic_of_the_readme_is_one(tmp_path):
    (tmp_path / "my-topics.toml").write_text(TOPICS, "utf-8")
    (sentence,) = re.findall(r'^timtin topics test "(.*?)"', README, re.MULTILINE)

    assert load_topics(tmp_path / "my-topics.toml").find("", sentence) == ("lễ hội",)


@pytest.mark.parametrize("folder", ["analyzers", "indexer", "search_app", "search_app/core",
                                    "search_app/engines", "search_app/web"])  # fmt: skip
def test_a_folder_with_a_restriction_says_so(folder):
    text = (ROOT / folder / "README.md").read_text("utf-8")

    assert text.startswith(f"# {folder}\n")
    assert f"## {folder}" in (ROOT / "ARCHITECTURE.md").read_text("utf-8") or folder == "search_app"
