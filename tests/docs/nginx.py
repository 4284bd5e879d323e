"""What nginx reads in a file of its configuration: directives, and those inside their braces."""

import re

_TOKEN = re.compile(r"""\s+|\#[^\n]*|"[^"]*"|[{};]|[^\s{};"]+""")
_DIRECTIVES = frozenset(
    "upstream server keepalive listen server_name return ssl_certificate ssl_certificate_key"
    " allow deny auth_basic auth_basic_user_file access_log error_log server_tokens add_header"
    " limit_req_zone limit_req limit_req_status limit_conn_zone limit_conn limit_conn_status"
    " client_header_timeout client_body_timeout client_max_body_size large_client_header_buffers"
    " location proxy_pass proxy_http_version proxy_set_header proxy_connect_timeout"
    " proxy_read_timeout proxy_max_temp_file_size".split()
)


def read(text):
    """Return pairs: a directive with its arguments, and the pairs in its braces.

    Only what the pages show is known. A file that breaks off raises, too.
    """
    statement, around = [], [[]]
    for token in _TOKEN.findall(text):
        if token.isspace() or token.startswith("#"):
            continue
        if token == "}":
            assert not statement, f"{' '.join(statement)}: no semicolon"
            around.pop()
            assert around, "a brace too many"
        elif token in {"{", ";"}:
            assert statement, "a sign without a directive"
            assert statement[0] in _DIRECTIVES, f"unknown directive: {statement[0]}"
            inside = []
            around[-1].append((" ".join(statement), inside))
            statement = []
            if token == "{":
                around.append(inside)
        else:
            statement.append(token)
    assert (statement, len(around)) == ([], 1), "the last brace or semicolon is missing"
    return around[0]
