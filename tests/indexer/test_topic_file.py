"""Files of topics: what a user may write, what replaces what, and what is told of mistakes."""

import pytest

from indexer.errors import TopicsError
from indexer.facets import default_topics, load_topics
from indexer.facets.topic_file import SHIPPED

NAMES = ["chuyển đổi số", "Covid-19", "thông tin đối ngoại"]


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file of topics and returns its path."""

    def topics_file(text):
        path = tmp_path / "topics.toml"
        path.write_text(text, "utf-8")
        return path

    return topics_file


def names(topics):
    return [topic.name for topic in topics.topics]


def test_a_name_and_phrases_are_enough(write):
    path = write('[[topic]]\nname = "lễ hội"\n[topic.phrases]\n"lễ hội" = 1\n"hội xoá mù" = 0\n')
    topics = load_topics(SHIPPED, path)

    assert names(topics) == [*NAMES, "lễ hội"]
    assert topics.find("Lễ hội mùa xuân", "Quận họp.") == ("lễ hội",)
    assert topics.find("Quận họp", "Quận họp.") == ()


def test_a_topic_of_the_same_name_takes_the_place_of_the_shipped_one(write):
    path = write('[[topic]]\nname = "COVID 19"\n[topic.phrases]\n"cúm" = 1.0\n')
    topics = load_topics(SHIPPED, path)

    assert names(topics) == ["chuyển đổi số", "COVID 19", "thông tin đối ngoại"]
    assert topics.find("Cúm, Covid-19", "Tin.") == ("COVID 19",)
    assert topics.find("Covid-19", "Covid-19.") == ()


def test_a_topic_can_be_left_out(write):
    path = write('[[topic]]\nname = "Covid-19"\nleave_out = true\n')

    assert names(load_topics(SHIPPED, path)) == ["chuyển đổi số", "thông tin đối ngoại"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff"])
def test_an_empty_file_adds_nothing(write, text):
    assert load_topics(SHIPPED, write(text)) == default_topics()


PHRASES = '[[topic]]\nname = "t"\n[topic.phrases]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[topic]\n", "not TOML: .*line 1"),
        ('[topic]\nname = "t"\n', r"one pair of brackets; write \[\[topic\]\]"),
        ("topic = [1]\n", r"write \[\[topic\]\]"),
        ('name = "t"\n', r"“name” is no \[\[topic\]\]"),
        ("[[topic]]\nenough = 1\n", "topic 1: it has no name; write name ="),
        ('[[topic]]\nname = "…"\n', "topic 1: it has no name"),
        ('[[topic]]\nname = "t"\n', "topic “t”: no phrase has a weight above 0"),
        (f'{PHRASES}"a" = 1\nenough = 3\n', "“enough” stands among the phrases; put it below"),
        (f'{PHRASES}"a" = 0\n', "no phrase has a weight above 0"),
        (f'{PHRASES}"a" = "1"\n', "“a” is '1', not a number; write one like 1.0"),
        (f'{PHRASES}"a" = true\n', "“a” is True, not a number"),
        (f'{PHRASES}"a" = inf\n', "“a” is inf, not a number"),
        (f'{PHRASES}"a" = 1\n"..." = 1\n', "“...” has neither letter nor digit"),
        (f'{PHRASES}"vắc xin" = 1\n"vắc-xin" = 1\n', "“vắc xin” and “vắc-xin” are one phrase"),
        (f'{PHRASES}"a" = 1\n[topic.hints]\n"A" = 1\n', "“a” and “A” are one phrase"),
        ('[[topic]]\nname = "t"\nenoguh = 1\n', "“enoguh” means nothing here; use name, enough"),
        ('[[topic]]\nname = "t"\nphrases = "a"\n', r"phrases is no table; below \[topic.phrases\]"),
        ('[[topic]]\nname = "t"\nenough = 0\nphrases = {a = 1}\n', "enough is not above 0"),
        ('[[topic]]\nname = "t"\nenough = "x"\nphrases = {a = 1}\n', "enough is 'x', not a number"),
        ('[[topic]]\nname = "t"\nenough_per_100 = -1\nphrases = {a = 1}\n', "is below 0"),
        ('[[topic]]\nname = "t"\nleave_out = 1\n', "neither true nor false"),
        (f'{PHRASES}"a" = 1\n{PHRASES}"b" = 1\n', "topic “t”: stands there twice"),
    ],
)
def test_a_mistake_is_named_with_file_and_topic_and_what_to_write(write, text, message):
    path = write(text)

    with pytest.raises(TopicsError, match=message) as error:
        load_topics(path)
    assert str(error.value).startswith(str(path))
    assert ";" in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "old.toml").write_bytes(b'[[topic]]\nname = "\xd0"\n')

    with pytest.raises(TopicsError, match=r"old\.toml: not UTF-8; save the file as UTF-8"):
        load_topics(tmp_path / "old.toml")
    with pytest.raises(TopicsError, match=r"none\.toml: No such file"):
        load_topics(tmp_path / "none.toml")


def test_the_example_in_the_shipped_file_is_right(write):
    """Users copy it."""
    head = SHIPPED.read_text("utf-8").partition("\n[[topic]]")[0]
    lines = [line[6:] for line in head.split("\n") if line.startswith("#     ")]
    example = "\n".join(line for line in lines if line.startswith(("[", '"', "name")))

    topics = load_topics(write(example))

    assert names(topics) == ["lễ hội"]
    assert topics.find("", "Quận khai mạc lễ hội, du khách đến đông") == ("lễ hội",)


def test_what_is_not_there_cannot_be_left_out(write):
    entries = (f'[[topic]]\nname = "{name}"\nleave_out = true\n' for name in ("Covid 19", "cô vít"))

    message = r"no topic “cô vít” to leave out; those there are: .*Covid-19"
    with pytest.raises(TopicsError, match=message):
        load_topics(SHIPPED, write("".join(entries)))
