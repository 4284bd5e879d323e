"""The real nginx, with the configuration of a page: paths and ports are those of a test."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

# `make test` unpacks it beside the environment.
PROGRAM = shutil.which("nginx") or shutil.which(
    "nginx", path=Path(sys.prefix) / "nginx" / "usr" / "sbin"
)
NAME = "tin.example.org"
_USER, _PASSWORD = "anna", "not-a-secret"
_STARTING = 10  # s
# What Debian's nginx.conf says around conf.d; who asks is told by a header of the test.
_MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/var/log/nginx/error.log;
events {{}}
http {{
    access_log {folder}/var/log/nginx/access.log;
    client_body_temp_path {folder}/tmp;
    proxy_temp_path {folder}/tmp;
    fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp;
    scgi_temp_path {folder}/tmp;
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Test-Client;
    include {folder}/etc/nginx/conf.d/*.conf;
}}
"""


@dataclass(frozen=True)
class Ports:
    plain: int
    tls: int
    upstream: int


class Proxy:
    """An nginx in a folder, set up as a page says."""

    def __init__(self, folder, text, upstream=1):
        self.folder = folder
        self.ports = Ports(_free_port(), _free_port(), upstream)
        for name in ("etc/nginx/tls", "etc/nginx/conf.d", "var/log/nginx", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        user = "user root;" if os.geteuid() == 0 else ""  # else nobody could read the folder
        (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user), "utf-8")
        (folder / "etc/nginx/conf.d/timtin.conf").write_text(self._moved(text), "utf-8")
        self._make_secrets()

    def complaints(self):
        """Return what ``nginx -t`` has to say against the configuration."""
        done = subprocess.run([*self._command, "-t"], check=False, capture_output=True, text=True)
        return "" if done.returncode == 0 else done.stderr

    @contextlib.contextmanager
    def running(self):
        with subprocess.Popen(self._command) as process:
            try:
                _wait_for(self.ports.tls, process)
                yield self
            finally:
                process.terminate()

    def get(self, path, client="10.0.0.1", *, tls=True, headers=(), password=_PASSWORD):
        """Ask as a client in the network of the office; return status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports.plain, timeout=60)
        if tls:
            trusted = ssl.create_default_context(cafile=self.folder / "etc/nginx/tls/timtin.pem")
            plain = socket.create_connection(("127.0.0.1", self.ports.tls), timeout=60)
            connection.sock = trusted.wrap_socket(plain, server_hostname=NAME)
        login = b64encode(f"{_USER}:{password}".encode()).decode()
        sent = {"Host": NAME, "X-Test-Client": client, "Authorization": f"Basic {login}"}
        with contextlib.closing(connection):
            connection.request("GET", path, headers={**sent, **dict(headers)})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def logged(self):
        """Return all that nginx wrote down."""
        paths = [path for path in (self.folder / "var").rglob("*") if path.is_file()]
        return "".join(path.read_text("utf-8") for path in paths)

    @property
    def _command(self):
        return [PROGRAM, "-p", self.folder, "-c", self.folder / "nginx.conf"]

    def _moved(self, text):
        text = re.sub(r"(?<![\w.])(?=/(?:etc|var/log)/nginx/)", str(self.folder), text)
        for told, ours in {
            "listen 80;": f"listen 127.0.0.1:{self.ports.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.ports.tls} ssl;",
            "server 127.0.0.1:8080;": f"server 127.0.0.1:{self.ports.upstream};",
        }.items():
            text = text.replace(told, ours)
        return text

    def _make_secrets(self):
        tls = self.folder / "etc/nginx/tls"
        for command in (
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
             "-addext", f"subjectAltName=DNS:{NAME}",
             "-keyout", tls / "timtin.key", "-out", tls / "timtin.pem"],
            ["openssl", "passwd", "-apr1", _PASSWORD],
        ):  # fmt: skip
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        (self.folder / "etc/nginx/timtin.users").write_text(f"{_USER}:{done.stdout}", "utf-8")


def is_here():
    """Return whether nginx, and openssl for its certificate, can be had."""
    return bool(PROGRAM and shutil.which("openssl"))


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def _wait_for(port, process):
    end = time.monotonic() + _STARTING
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")
