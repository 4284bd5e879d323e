"""A real nginx in front of a node, which lets in who has a password, also over TLS."""

import contextlib
import os
import subprocess
import time
import urllib.error
import urllib.request
from http import HTTPStatus

from tests.docs import proxy

USER, PASSWORD = "lan", "mật-khẩu:@/ bí mật"
_CONFIGURATION = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_max_body_size 100m;
    client_body_temp_path {folder}/tmp;
    proxy_temp_path {folder}/tmp;
    fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp;
    scgi_temp_path {folder}/tmp;
    server {{
        listen 127.0.0.1:{plain};
        listen 127.0.0.1:{tls} ssl;
        ssl_certificate {folder}/node.pem;
        ssl_certificate_key {folder}/node.key;
        auth_basic "OpenSearch";
        auth_basic_user_file {folder}/users;
        location / {{ proxy_pass http://{node}; }}
    }}
}}
"""


class Front:
    """An nginx in `folder` before `node`, a host; `plain` and `tls` are its own."""

    def __init__(self, folder, node):
        self.folder = folder
        plain, tls = proxy._free_port(), proxy._free_port()
        self.plain, self.tls = f"127.0.0.1:{plain}", f"127.0.0.1:{tls}"
        self.authority = folder / "authority.pem"
        (folder / "tmp").mkdir()
        user = "user root;" if os.geteuid() == 0 else ""
        text = _CONFIGURATION.format(folder=folder, user=user, plain=plain, tls=tls, node=node)
        (folder / "nginx.conf").write_text(text, "utf-8")
        hashed = self._openssl("passwd", "-apr1", PASSWORD).stdout.strip()
        (folder / "users").write_text(f"{USER}:{hashed}\n", "utf-8")
        self._certify()

    @contextlib.contextmanager
    def running(self):
        """Run it until the context ends."""
        command = [proxy.PROGRAM, "-c", self.folder / "nginx.conf", "-e", self.folder / "error.log"]
        with subprocess.Popen(command) as process:
            try:
                self._wait(process)
                yield self
            finally:
                process.terminate()

    def _wait(self, process):
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://{self.plain}/", timeout=5)
            except urllib.error.HTTPError as error:
                if error.code == HTTPStatus.UNAUTHORIZED:
                    return
                raise
            except OSError:
                assert process.poll() is None, (self.folder / "error.log").read_text()
                time.sleep(0.05)
        raise AssertionError("nginx does not answer")

    def _certify(self):
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                      "-subj", "/CN=Authority",
                      "-keyout", "authority.key", "-out", "authority.pem")  # fmt: skip
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=node",
                      "-keyout", "node.key", "-out", "node.csr")  # fmt: skip
        (self.folder / "names").write_text("subjectAltName=IP:127.0.0.1\n", "utf-8")
        self._openssl("x509", "-req", "-days", "2", "-in", "node.csr", "-CA", "authority.pem",
                      "-CAkey", "authority.key", "-CAcreateserial", "-extfile", "names",
                      "-out", "node.pem")  # fmt: skip

    def _openssl(self, *arguments):
        return subprocess.run(
            ["openssl", *arguments],
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
