"""What a shell completes: by click's own means, and in a real bash."""

import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from search_app.cli import main

BASH = shutil.which("bash")


def completed(*arguments):
    """Return what the last of some arguments may become."""
    *before, begun = map(str, arguments)
    items = ShellComplete(main, {}, "timtin", "_TIMTIN_COMPLETE").get_completions(before, begun)
    return [item.value for item in items]


def test_commands_and_options_are_completed():
    assert completed("exp") == ["explain", "export"]
    assert "--city" in completed("search", "tin", "--c")
    assert completed("search", "tin", "--sort", "n") == ["newest"]
    assert completed("completion", "") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize("command", ["search", "export"])
def test_values_come_from_the_index_that_is_named(seed_root, command):
    known = [command, "--index", seed_root]

    assert completed(*known, "--city", "hai") == ["Hải Phòng"]
    assert completed(*known, "--city", "PHÒNG") == ["Hải Phòng"]
    assert completed(*known, "--city", "") == ["Hải Phòng", "Hà Nội"]
    assert completed(*known, "--year", "202") == ["2023", "2022", "2021"]
    assert completed(*known, "--topic", "chuyen d") == ["chuyển đổi số"]
    assert completed(*known, "--topic", "x") == []


def test_a_home_in_the_line_is_read_as_the_shell_will(seed_root, monkeypatch):
    monkeypatch.setenv("HOME", str(seed_root.parent))

    assert completed("search", "--index", f"~/{seed_root.name}", "--city", "hai") == ["Hải Phòng"]


def test_queries_are_completed_by_the_phrases_of_the_index(seed_root, seed_index):
    for command in ("search", "export", "explain"):
        found = completed(command, "--index", seed_root, "chuyen d")
        assert found == seed_index.suggest("chuyen d")
        assert "chuyển đổi số" in found


def test_what_is_wrong_with_the_index_completes_nothing(tmp_path, monkeypatch, seed_root):
    monkeypatch.chdir(tmp_path)
    assert completed("search", "--city", "h") == []
    assert completed("search", "tin") == []

    shutil.copytree(seed_root, tmp_path / "index_data")
    assert completed("search", "--city", "hai") == ["Hải Phòng"], "index_data is what others take"
    for path in (tmp_path / "index_data" / "segments").iterdir():
        path.write_bytes(bytes(path.stat().st_size))
    assert completed("search", "--city", "h") == []
    assert completed("search", "tin") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell_says_how_to_install_it(run, shell):
    code, out, _ = run("completion", shell)

    assert code == 0
    assert "_TIMTIN_COMPLETE" in out
    assert "_timtin_completion" in out
    last = out.splitlines()[-1]
    assert last.startswith(f"# To have it in every new {shell}: timtin completion {shell} >")


def test_another_shell_is_wrong_usage(run):
    assert run("completion", "tcsh")[0] == 2


@pytest.mark.skipif(BASH is None, reason="no bash here")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["timtin", "sea"], ["search"]),
        (["timtin", "search", "tin", "--city", "hai"], ["Hải Phòng"]),
        (["timtin", "search", "tin", "--city", "h"], ["Hải Phòng"]),  # alone: see below
        (["timtin", "search", "tin", "--city", "H"], ["Hải Phòng", "Hà Nội"]),
        (["timtin", "search", "tin", "--city", '"ha n'], ["Hà Nội"]),
        (["timtin", "search", '"thong tin doi n'], ["thông tin đối ngoại"]),
    ],
)
def test_bash_gets_whole_values(tmp_path, seed_root, words, expected):
    command = tmp_path / "timtin"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m search_app "$@"\n', "utf-8")
    command.chmod(0o755)
    (tmp_path / "index_data").symlink_to(seed_root)
    quoted_last = f"'{words[-1]}'"
    quoted = " ".join(f"'{word}'" for word in words)
    script = f"""
        source <(timtin completion bash)
        compopt() {{ echo "$@" >&2; }}  # readline is not there
        COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}
        _timtin_quoted timtin {quoted_last}
        printf '%s\\n' "${{COMPREPLY[@]}}"
        complete -p timtin
    """
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

    result = subprocess.run(
        [BASH, "--norc", "-c", script],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    lines = result.stdout.decode("utf-8").splitlines()
    # What all have in common takes the place of what was typed: it may not be less.
    assert lines[:-1] == expected
    assert "-o nosort" in lines[-1], "so that the most frequent value stays first"
    assert result.stderr == b"-o filenames\n", "so that readline quotes what holds spaces"
