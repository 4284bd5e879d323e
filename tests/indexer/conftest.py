"""Archives made on the spot: nothing packed is kept in the repository."""

import gzip
import io
import json
import tarfile
import zipfile
from types import SimpleNamespace

import pytest

from indexer.sources import read
from indexer.sources.files import list_files


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def locked(data, *names):
    """Return a zip with some of its members marked as encrypted."""
    data = bytearray(data)
    for name in names:
        data[data.rindex(name.encode()) - 46 + 8] |= 1  # the flags in the list of members
    return bytes(data)


def tar_of(members):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def warc_of(
    pages, *, packed=False, status="200 OK", kind="text/html", rec_type="response", headers=()
):
    """Return a web archive of (address, page) pairs, each behind its request."""
    said = "".join(f"{name}: {value}\r\n" for name, value in (("Content-Type", kind), *headers))
    records = []
    for url, data in pages:
        records.append(_record(url, "request", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        records.append(_record(url, rec_type, f"HTTP/1.1 {status}\r\n{said}\r\n".encode() + data))
    return b"".join(map(gzip.compress, records) if packed else records)


def _record(url, rec_type, content):
    head = (
        f"WARC/1.0\r\nWARC-Type: {rec_type}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        "WARC-Date: 2021-12-01T00:00:00Z\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def page_of(title, text="Hội nghị đã diễn ra tại thành phố. " * 12):
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    body = f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    return (head + body).encode()


def lines_of(*ids):
    return b"".join(json.dumps({"id": i, "body": f"tin {i}"}).encode() + b"\n" for i in ids)


@pytest.fixture(scope="session")
def make():
    """Return what makes archives, each from the names and bytes of its members."""
    return SimpleNamespace(
        locked=locked,
        zip=zip_of,
        tar=tar_of,
        warc=warc_of,
        gz=gzip.compress,
        page=page_of,
        lines=lines_of,
    )


@pytest.fixture
def read_bytes(tmp_path):
    """Return a function that reads some bytes as a file of a name."""

    def read_as(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        (file,), _ = list_files([path])
        return list(read(file))

    return read_as
