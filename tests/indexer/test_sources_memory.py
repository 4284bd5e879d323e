"""Archives are read as streams: a large one takes no more memory than a small one."""

import gzip
import io
import random
import tarfile
import tracemalloc
import zipfile

import pytest

from indexer.report import Skipped
from indexer.sources import split
from indexer.sources.files import list_files

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def record(make):
    """Return a web archive of one page of some 100 kB."""
    text = random.Random(1).randbytes(50_000).hex(" ", 4)  # what packs no better than text does
    return make.warc([("https://bao.example/tin", make.page("Tin", text))])


def write_warc(path, record, size):
    with path.open("wb") as file:
        for _ in range(size // len(record)):
            file.write(record)


def write_packed_warc(path, record, size):
    with path.open("wb") as file:
        member = gzip.compress(record + b"\r\n" * 50, 1)
        for _ in range(size // len(record)):
            file.write(member)


def write_tar(path, record, size):
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for at in range(size // len(record)):
            info = tarfile.TarInfo(f"{at}.warc")
            info.size = len(record)
            archive.addfile(info, io.BytesIO(record))


def write_zip(path, record, size):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("all.warc", "w", force_zip64=True) as member,
    ):
        for _ in range(size // len(record)):
            member.write(record)


def write_lines(path, record, size):
    line = b'{"body": "' + record[-len(record) // 2 :].hex().encode() + b'"}\n'
    with gzip.open(path, "wb", 1) as file:
        for _ in range(size // len(record)):
            file.write(line)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.warc", write_warc),
        ("a.warc.gz", write_packed_warc),
        ("a.tar.gz", write_tar),
        ("a.zip", write_zip),
        ("a.jsonl.gz", write_lines),
    ],
)
def test_a_large_archive_takes_no_more_memory_than_a_small_one(tmp_path, record, name, write):
    def peak(megabytes):
        path = tmp_path / name
        write(path, record, megabytes * MEGABYTE)
        (file,), _ = list_files([path])
        tracemalloc.start()
        pages = sum(1 for part, _ in split(file) if not isinstance(part.content, Skipped))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        path.unlink()
        return pages, peak

    peak(1)  # what is imported on first use
    few, small = peak(1)
    many, large = peak(60)

    assert many > 50 * few
    assert large < small + MEGABYTE
    assert large < 4 * MEGABYTE  # some copies of a page, and the buffers
