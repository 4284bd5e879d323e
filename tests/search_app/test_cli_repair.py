"""``timtin repair``: what it says, and its exit codes."""

import pytest

from indexer.codec.container import map_arrays
from indexer.pipeline import rebuild
from indexer.pointer import Pointer


@pytest.fixture
def root(write_jsonl, tmp_path):
    bodies = {"a": "Hải Phòng họp", "b": "Hà Nội mở hội", "c": "Đà Nẵng xây cầu"}
    rebuild([write_jsonl(*({"id": i, "body": own} for i, own in bodies.items()))], tmp_path / "i")
    return tmp_path / "i"


def damage(root, name, place):
    """Flip a bit at a place, from 0 to 1, of an array of the one segment."""
    (path,) = root.glob("segments/*")
    data = bytearray(path.read_bytes())
    array = map_arrays(path)[name].tobytes()
    data[data.index(array) + int(len(array) * place)] ^= 1
    path.write_bytes(data)
    return path


def test_a_sound_index_is_left_and_exits_0(run, root):
    code, out, _ = run("repair", "--index", root)

    assert (code, out) == (0, "Nothing is damaged: 1 segment, every file is right.\n")
    assert Pointer.read(root).generation == "g000001"


def test_when_all_is_mended_it_exits_0_and_names_the_file(run, root):
    path = damage(root, "pair_docs", 0.5)

    code, out, _ = run("repair", "--index", root)

    assert code == 0
    assert f"damaged: {path}: its checksum differs (in pair_docs)\n" in out
    assert "g000002 answers now: 0 segments as before, 3 articles saved from damaged ones, 0" in out
    assert f"The damaged files are now in {root / 'damaged'}\n" in out
    assert "update" not in out
    assert run("check", "--index", root)[0] == 0


def test_what_is_lost_is_named_with_the_command_that_reads_it_anew(run, root, tmp_path):
    damage(root, "stream", 0)

    code, out, _ = run("repair", "--index", root)

    assert code == 1
    assert "2 articles saved from damaged ones, 1 article lost.\nlost: a\n" in out
    update = f"timtin update --index {root}"
    assert out.endswith(f"To read what is lost anew from its sources: {update}\n")

    assert run("update", tmp_path / "articles.jsonl", "--index", root)[0] == 0
    assert run("search", "Hải Phòng họp", "--index", root)[1].startswith("1 ")


def test_what_cannot_be_mended_names_what_can_be_done(run, root):
    (root / "g000001" / "manifest.json").write_bytes(b"{}")

    code, _, err = run("repair", "--index", root)

    assert code == 1
    assert "there is no whole build to go back to. Build the index anew: timtin rebuild" in err
    assert "timtin repair" not in err


def test_check_names_the_arrays_and_the_command_that_mends(run, root):
    path = damage(root, "stream", 0)

    code, _, err = run("check", "--index", root)

    assert code == 1
    mend = f"Mend what is damaged: timtin repair --index {root}"
    assert f"{path}: its checksum differs (in stream). {mend}. Build the index anew: " in err


def test_of_a_lost_pointer_it_says_that_the_build_is_a_guess(run, root, tmp_path):
    rebuild([tmp_path / "articles.jsonl"], root)
    (root / "current.json").unlink()

    code, out, _ = run("repair", "--index", root)

    assert code == 1
    assert "g000002 answers now" in out
    assert "Nobody knows which build answered: this is the last whole one" in out
    assert f"timtin rollback --index {root}\n" in out
