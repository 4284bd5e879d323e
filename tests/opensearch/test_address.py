"""How an index in a cluster is named."""

import pytest

from indexer.errors import AddressError
from indexer.opensearch.address import PASSWORD, USER, Address, alias_problem, is_address


def test_an_address_is_read_and_written():
    address = Address.parse("opensearch+https://lan:b%C3%AD@a:9201,b/bao", env={})

    assert address == Address("https", ("a:9201", "b:9200"), "bao", "lan", "bí")
    assert str(address) == "opensearch+https://lan@a:9201,b:9200/bao"
    assert Address.parse(str(address), env={PASSWORD: "bí"}) == address


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("http://127.0.0.1:9200", ("127.0.0.1:9200",)),
        ("http://127.0.0.1:9200/", ("127.0.0.1:9200",)),
        ("http://a:1,http://b:2", ("a:1", "b:2")),
        ("opensearch+http://[::1]:9200,b", ("[::1]:9200", "b:9200")),
    ],
)
def test_a_cluster_is_named_by_its_url(url, hosts):
    assert Address.of_url(url, "timtin", env={}) == Address("http", hosts, "timtin")


def test_who_asks_may_stand_in_the_environment():
    env = {USER: "lan", PASSWORD: "bí mật"}

    assert Address.parse("opensearch+http://a/b", env).password == "bí mật"
    assert Address.parse("opensearch+http://a/b", env).user == "lan"
    other = Address.parse("opensearch+http://mai:hoa@a/b", env)
    assert (other.user, other.password) == ("mai", "hoa")
    assert Address.parse("opensearch+http://mai@a/b", env).password == "bí mật"


@pytest.mark.parametrize(
    "text",
    [
        "opensearch+http://lan:secret@/b",
        "opensearch+http://lan:se/secret@a/b/c",
        "opensearch+http://lan:secret@a:99999/b",
        "opensearch+http://lan:secret@a b/b",
        "opensearch+ftp://lan:secret@a/b",
        "http://lan:secret@a/b",
        "opensearch+http://lan:secret@a",
        "opensearch+http://lan:secret@a/B",
    ],
)
def test_an_address_that_cannot_be_read_says_what_to_write_and_no_password(text):
    with pytest.raises(AddressError) as raised:
        Address.parse(text, env={})

    assert "secret" not in str(raised.value)
    assert "Write " in str(raised.value)


@pytest.mark.parametrize("rest", ["a:9200/x/b", "lan:secret@a,b:1/x/b", "a//b"])
def test_behind_the_port_stands_only_the_name_of_the_index(rest):
    with pytest.raises(AddressError, match=r"stands the name .*Write opensearch\+http.*/timtin"):
        Address.parse(f"opensearch+http://{rest}", env={})
    with pytest.raises(AddressError, match=r"port stands nothing; --index .*Write http://[^/]*$"):
        Address.of_url(f"http://{rest}", "timtin", env={})


@pytest.mark.parametrize("host", ["a b", "", "a:99999"])
def test_the_example_is_one_that_can_be_written_there(host):
    with pytest.raises(AddressError, match=r"Write opensearch\+http://127\.0\.0\.1:9200/timtin$"):
        Address.parse(f"opensearch+http://{host}/b", env={})
    with pytest.raises(AddressError, match=r"Write http://127\.0\.0\.1:9200$"):
        Address.of_url(f"http://{host}", "timtin", env={})


def test_nothing_shows_a_password():
    address = Address.parse("opensearch+http://lan:secret@a/b", env={})

    assert "secret" not in f"{address} {address!r}"


@pytest.mark.parametrize("alias", ["timtin", "báo-2021", "a.b_c", "x" * 200])
def test_names_that_opensearch_takes(alias):
    assert alias_problem(alias) is None


@pytest.mark.parametrize(
    "alias",
    ["", ".", "..", "Bao", "_a", "-a", "+a", "a b", "a,b", "a#b", "a:b", "a*", "a/b", "x" * 201]
    + [f"a{char}" for char in '\\?"<>|\n'],
)
def test_names_that_opensearch_refuses(alias):
    assert alias_problem(alias)


def test_a_directory_is_no_address():
    assert is_address("opensearch+http://a/b")
    assert is_address("http://a/b")
    assert not is_address("index_data")
    assert not is_address("C:/index")
    assert not is_address("/srv/a:b")
