"""Whether a server block can be read by nginx: its signs, and the names in it."""

import re

_TOKEN = re.compile(r"""\s+|\#[^\n]*|"[^"]*"|'[^']*'|[{};]|[^\s{};"']+""")
_DIRECTIVES = frozenset(
    "upstream server listen server_name location proxy_pass proxy_http_version proxy_set_header"
    " proxy_cache proxy_cache_path proxy_cache_valid proxy_cache_key proxy_cache_use_stale"
    " proxy_cache_revalidate proxy_buffering proxy_read_timeout gzip gzip_types gzip_vary"
    " gzip_proxied gzip_min_length return ssl_certificate ssl_certificate_key ssl_protocols"
    " add_header auth_basic auth_basic_user_file allow deny satisfy large_client_header_buffers"
    " client_max_body_size keepalive expires http2 limit_req limit_req_zone access_log".split()
)


def check(path):
    """Raise when the file is no list of directives."""
    text = path.read_text("utf-8")
    statement, depth = [], 0
    for token in _TOKEN.findall(text):
        if token.isspace() or token.startswith("#"):
            continue
        if token == "}":
            assert not statement, f"{' '.join(statement)}: no semicolon"
            depth -= 1
            assert depth >= 0
        elif token in {"{", ";"}:
            assert statement, "a sign without a directive"
            assert statement[0] in _DIRECTIVES, f"unknown directive: {statement[0]}"
            statement = []
            depth += token == "{"
        else:
            statement.append(token)
    assert (statement, depth) == ([], 0), "the last brace or semicolon is missing"
