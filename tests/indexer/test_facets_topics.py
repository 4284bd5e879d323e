"""Topics: about, not merely mentioned; and the data file that a user can extend."""

import pytest

from indexer.facets import find_topics
from indexer.facets.topics import load_topics

FILLER = "Các đại biểu đã thảo luận nhiều nội dung quan trọng của kỳ họp. " * 30


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Đẩy mạnh chuyển đổi số trong cơ quan Đảng", "chuyển đổi số"),
        ("CHUYỂN ĐỔI SỐ TRONG CƠ QUAN ĐẢNG", "chuyển đổi số"),
        ("Thêm ba ca mắc COVID-19", "Covid-19"),
        ("Hội nghị tổng kết công tác thông tin đối ngoại", "thông tin đối ngoại"),
    ],
)
def test_title_makes_the_topic(title, topic):
    assert find_topics(title, f"{title}. Hội nghị đã diễn ra.") == (topic,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỉnh cũng quan tâm chuyển đổi số.",
        "Do ảnh hưởng của dịch Covid-19, hội nghị họp trực tuyến.",
        "Công tác thông tin đối ngoại được duy trì.",
    ],
)
def test_one_sentence_in_a_long_article_is_in_passing(sentence):
    assert find_topics("Kỳ họp thứ mười", f"{FILLER}{sentence} {FILLER}") == ()


@pytest.mark.parametrize(
    "text",
    [
        "chuyển đổi số điện thoại của thuê bao",
        "Giám đốc Truyền thông Đối ngoại của công ty",
        "dịch tả lợn châu Phi",
        "hoạt động đối ngoại của Đảng",
    ],
)
def test_phrase_that_only_looks_alike_is_no_topic(text):
    assert find_topics(text, f"{text}.") == ()


@pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.name)
def test_every_phrase_is_matched_whole(topic):
    """A phrase in the wrong case, or one hidden by a longer one, could never count."""
    for phrase in topic.weights:
        match = topic.pattern.search(f" {phrase} ")
        assert match is not None
        assert match[0] == phrase


def test_user_can_add_a_topic_in_a_file_of_his_own(tmp_path):
    path = tmp_path / "topics.toml"
    path.write_text(
        '[[topic]]\nname = "lễ hội"\nenough = 2.0\nenough_per_1000 = 0.0\n'
        '[topic.phrases]\n"lễ hội" = 1.0\n"hội xoá mù" = 0.0\n',
        "utf-8",
    )
    topics = load_topics(path)
    assert find_topics("Lễ hội mùa xuân", "Quận họp.", topics=topics) == ("lễ hội",)
    assert find_topics("Quận họp", "Quận họp.", topics=topics) == ()
