"""One flipped bit in a small file of an index is told."""

import json

import pytest

from indexer.sealed import sealed, unsealed

VALUE = {"generation": "g000001", "sources": ["/tin/Hải Phòng"], "articles": 17}
OLDER = ("generation", "sources", "articles")


def test_what_is_sealed_reads_back():
    assert unsealed(sealed(VALUE), older=OLDER) == VALUE


def test_what_was_written_before_there_were_checksums_reads_back():
    assert unsealed(json.dumps(VALUE), older=OLDER) == VALUE


def test_every_flipped_bit_is_told_or_means_nothing():
    data = sealed(VALUE).encode()
    told = 0
    for at in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[at // 8] ^= 1 << at % 8
        try:
            assert unsealed(flipped.decode(), older=OLDER) == VALUE
        except ValueError:
            told += 1
    assert told > 0.9 * len(data) * 8


@pytest.mark.parametrize("text", ["", "null", "[]", "{", "[" * 100_000, '{"a":' * 100_000])
def test_what_is_none_is_told(text):
    with pytest.raises(ValueError, match=r".+"):
        unsealed(text, older=OLDER)


def test_a_name_that_is_new_needs_a_checksum():
    with pytest.raises(ValueError, match="checksum"):
        unsealed(json.dumps({**VALUE, "Checksum": "0"}), older=OLDER)
