"""What the pages are run by finds what is wrong in them."""

import shutil

import pytest

from tests.docs import pages

UNIT = "# /etc/systemd/system/a.service\n[Unit]\nDescription=a\n[Service]\nExecStart=/bin/true\n"
WRONG = {
    "language": ("```cobol\nSTOP RUN.\n```\n", r"no test runs 'cobol'"),
    "command": ("```sh\ntimtin find covid\n```\n", r"No such command"),
    "option": ("```sh\ntimtin search covid --town hanoi\n```\n", r"No such option"),
    "exit code": ("```sh\ntimtin search covid --city atlantis\n```\n", r"has the city 'atlantis'"),
    "program": ("```sh\nrm -r index_data\n```\n", r"no test knows rm"),
    "owner": ("```sh\ncp seeds/*.txt /srv/timtin/\n```\n", r"belongs to somebody else"),
    "path": ("```sh\ncp seeds/*.txt /usr/share/\n```\n", r"would leave the folder"),
    "pipe": (
        "```sh\ntimtin search covid --year 1800 --json | python -c 'raise SystemExit(3)'\n```\n",
        r"raise SystemExit",
    ),
    "target": ("```sh\nmake coffee\n```\n", r"non-zero exit status"),
    "address": ("```sh\ncurl -sf http://127.0.0.1:8080/no-such-page\n```\n", r"no-such-page"),
    "unit of systemd": (
        "```sh\nsudo systemctl enable --now no-such.service\n```\n",
        r"no unit no-such.service",
    ),
    "extra": ('```sh\npip install "timtin[no-such]"\n```\n', r"is not Tìm Tin"),
    "statement": ("```python\nimport no_such_module\n```\n", r"no_such_module"),
    "value": ("```python\n1 + 1  # 3\n```\n", r"2 is not 3"),
    "print": ("```python\nprint(1)\n```\n\n```text\n2\n```\n", r"the page has\n2"),
    "output": (
        "```sh\ntimtin topics\n```\n\n```text\nno topics\n```\n",
        r"the page has\nno topics",
    ),
    "quotation": ("```text\nshare = weight\n```\n", r"nor in the code"),
    "json": ('```json\n{"a": }\n```\n', r"Expecting value"),
    "answer": (
        '```sh\ncurl -s http://127.0.0.1:8080/healthz\n```\n\n```json\n{"articles": 6}\n```\n',
        r"\$\.articles",
    ),
    "record": ('```jsonl\n{"title": "a"}\n```\n', r'no "body"'),
    "toml": ("```toml\na = \n```\n", r"Invalid value"),
    "section": (f"```ini\n{UNIT}[Sevrice]\nUser=a\n```\n", r"Sevrice"),
    "brace": ("```nginx\n# /etc/nginx/a.conf\nserver {\n    listen 80;\n```\n", r"last brace"),
    "semicolon": (
        "```nginx\n# /etc/nginx/a.conf\nserver {\n    listen 80\n}\n```\n",
        r"no semicolon",
    ),
    "directive": ("```nginx\n# /etc/nginx/a.conf\nserver {\n    lisen 80;\n}\n```\n", r"lisen"),
}


@pytest.fixture
def follow(desk, tmp_path, monkeypatch):
    """Return a function that follows a page with this text."""
    monkeypatch.setattr(pages, "ROOT", tmp_path)

    def followed(text):
        page = tmp_path / "page.md"
        page.write_text(text, "utf-8")
        desk.follow(page)

    return followed


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_a_page_is_found(text, said, follow):
    with pytest.raises(Exception, match=said):
        follow(text)


def test_what_is_right_is_not(follow):
    follow("```sh\ntimtin topics | grep 'chuyển đổi số' > topics.txt\n```\n")
    follow(f"```ini\n{UNIT}```\n")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("line", ["Usr=timtin", "ExecStart=/no/such/program"])
def test_systemd_finds_what_it_does_not_know(line, follow):
    with pytest.raises(AssertionError):
        follow(f"```ini\n{UNIT}{line}\n```\n")
