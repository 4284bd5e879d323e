"""Tokens are pyvi's, also where pyvi takes hours."""

import pytest
from pyvi import ViTokenizer

from analyzers import segment
from analyzers.segmentation.tokens import split_tokens


@pytest.mark.parametrize("unit", ["-", "1/", "a-", "a.", "aGk9d3d/Ab+1", "+", "a@", "-@-"])
def test_what_has_no_space_for_a_million_signs_is_read_in_one_pass(unit):
    chunk = unit * (1_000_000 // len(unit))
    assert "".join(split_tokens(chunk)) == chunk


@pytest.mark.parametrize(
    "chunk", ["-" * 60 + "@a.vn", "a.b-c+d_e@x-y.gov.vn", "@", "a@b", "x@y.z@w.vn"]
)
def test_addresses_are_those_of_pyvi(chunk):
    assert segment(f"thư {chunk} đến") == ViTokenizer.tokenize(f"thư {chunk} đến")


def test_only_what_no_text_has_is_cut_elsewhere():
    assert split_tokens("a" * 4000 + "@b.vn") == ["a" * 4000 + "@b.vn"]
    assert split_tokens("-" * 5000 + "a@b.vn")[-1] == "-" * 255 + "a@b.vn"
