"""Topics: about, not merely mentioned, in whatever spelling; and why."""

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import Topic, Topics, default_topics

FILLER = "Các đại biểu đã thảo luận nhiều nội dung quan trọng của kỳ họp. " * 30
TOPICS = default_topics()


def one_topic(*phrases, enough=1.0, enough_per_100=0.0, hints=()):
    """Return a table with one topic, whose phrases are worth 1 point each."""
    weights = (dict.fromkeys(some, 1.0) for some in (phrases, hints))
    return Topics((Topic("chủ đề", enough, enough_per_100, *weights),))


def found(phrase, text):
    """Whether `text` has `phrase`."""
    return bool(one_topic(phrase).find("", text))


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
    assert TOPICS.find(title, f"{title}. Hội nghị đã diễn ra.") == (topic,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỉnh cũng quan tâm chuyển đổi số.",
        "Do ảnh hưởng của dịch Covid-19, hội nghị họp trực tuyến.",
        "Công tác thông tin đối ngoại được duy trì.",
    ],
)
def test_one_sentence_in_a_long_article_is_in_passing(sentence):
    body = f"{FILLER}{sentence} {FILLER}"

    assert TOPICS.find("Kỳ họp thứ mười", body) == ()
    verdicts = [own.verdict for own in TOPICS.judge("Kỳ họp thứ mười", body)]
    assert sorted(verdicts) == ["mentioned", "not", "not"]


@pytest.mark.parametrize(
    "text",
    [
        "chuyển đổi số điện thoại của thuê bao",
        "384 tấn trong số hoá chất nhập về, số hoá đơn",
        "Giám đốc Truyền thông Đối ngoại của công ty",
        "dịch tả lợn châu Phi: tiêu hủy, cách ly, phòng, chống dịch bệnh, tiêm vắc xin",
        "hoạt động đối ngoại của Đảng",
        "Hội đồng Nhân quyền thảo luận, báo cáo nhân quyền, nhân quyền",
        "Tổng thống Corona",
    ],
)
def test_phrase_that_only_looks_alike_is_no_topic(text):
    assert TOPICS.find(text, f"{text}.") == ()


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("vắc xin", "tiêm vắc-xin"),
        ("vắc-xin", "tiêm vắc  xin"),
        ("vắc xin", "tiêm vắc - xin, vắc\u00a0xin"),
        ("vắc xin", "tiêm vắc-\nxin"),
        ("Covid-19", "dịch COVID–19"),
        ("Covid-19", "dịch covid 19"),
        ("Covid-19", "dịch Covid19 ở tỉnh này"),
        ("kỹ thuật số", "máy ảnh kĩ thuật số"),
        ("hóa đơn", "HOÁ ĐƠN điện tử"),
        ("hóa đơn", unicodedata.normalize("NFD", "HOÁ ĐƠN điện tử")),
        ("hóa đơn", "hó\u200ba đơn điện tử"),
        ("chuyển đổi số", "“chuyển đổi” số, chuyển_đổi_số"),
        ("thông tin, tuyên truyền đối ngoại", "công tác thông tin, tuyên truyền đối ngoại"),
        ("Vietnam+", "báo Vietnam+ đưa tin"),
    ],
)
def test_a_phrase_is_found_in_any_spelling(phrase, text):
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("quốc gia số", "trên cả quốc gia, số liệu"),
        ("quốc gia số", "của quốc gia. Số liệu"),
        ("quốc gia số", "của quốc gia\nSố liệu"),
        ("quốc gia số", "của quốc gia (số liệu)"),
        ("số hóa", "cả số hòa"),
        ("thông tin, tuyên truyền đối ngoại", "thông tin tuyên truyền đối ngoại"),
        ("chuyển đổi số", "chuyen doi so, một từ không dấu"),
        ("vắc xin", "vắc -\nxin"),
        ("F0", "F01"),
    ],
)
def test_what_is_another_phrase_is_not_found(phrase, text):
    assert not found(phrase, text)


def test_where_nothing_has_accents_phrases_are_found_without_theirs():
    assert found("chuyển đổi số", "Hai Phong day manh chuyen doi so")
    assert one_topic("chuyển đổi số", enough=3).find("Chuyen doi so", "Hải Phòng họp.")
    assert not one_topic("chuyển đổi số").find("Chuyen", "đổi số")


def test_title_and_lead_weigh_more_and_long_articles_are_asked_more():
    topics = one_topic("lễ hội", enough_per_100=0.5)
    body = "lễ hội một " + "hai ba bốn năm " * 24 + "lễ hội sáu. Lễ hội bảy."

    (judgement,) = topics.judge("Lễ hội", body)

    places = [(own.place, own.factor, own.count, own.points) for own in judgement.findings]
    assert places == [("title", 3, 1, 3), ("lead", 2, 2, 4), ("body", 1, 1, 1)]
    assert judgement.points == 8
    assert judgement.asked == pytest.approx(1 + 0.5 * 105 / 100)


def test_the_lead_ends_with_its_hundredth_syllable():
    topics = one_topic("lễ hội")
    for before, place in ((99, "lead"), (100, "body")):
        (judgement,) = topics.judge("", "một, " * before + "lễ hội")
        assert [own.place for own in judgement.findings] == [place]


def test_more_is_asked_of_long_articles_up_to_a_length():
    topics = one_topic("lễ hội", enough_per_100=1.0)
    long, longer = (topics.judge("", "một " * length)[0].asked for length in (1_300, 5_000))

    assert long == longer == 14


def test_hints_count_only_beside_a_phrase():
    topics = one_topic("Covid-19", hints=("cách ly",), enough=4)

    (alone,) = topics.judge("Cách ly", "cách ly, cách ly")
    assert (alone.points, alone.is_hinted, alone.verdict) == (0, True, "not")
    (beside,) = topics.judge("Cách ly", "cách ly, Covid-19")
    assert (beside.points, beside.is_hinted, beside.verdict) == (7, False, "about")


def test_the_longest_phrase_at_a_place_wins_and_may_take_out_or_lower():
    weights = {"chuyển đổi số": 1.0, "chuyển đổi số điện thoại": 0.0, "sốt": -2.0}
    topics = Topics((Topic("chủ đề", 1.0, 0.0, weights, {}),))

    assert topics.find("Chuyển đổi số", "") == ("chủ đề",)
    assert topics.find("Chuyển đổi số điện thoại", "") == ()
    assert topics.find("Chuyển đổi số", "sốt") == ()


def test_a_longer_phrase_of_one_topic_hides_none_of_another():
    topics = Topics(
        (
            Topic("ảnh", 1.0, 0.0, {"hình ảnh": 1.0}, {}),
            Topic("nước", 1.0, 0.0, {"hình ảnh Việt Nam": 1.0}, {}),
        )
    )

    assert topics.find("Hình ảnh Việt Nam", "") == ("ảnh", "nước")


def test_tenths_that_add_up_are_enough():
    weights = {"một": 0.1, "hai": 0.2}
    assert Topics((Topic("t", 0.9, 0.0, weights, {}),)).find("một hai", "")


@pytest.mark.parametrize("topic", TOPICS.topics, ids=lambda topic: topic.name)
def test_every_phrase_that_is_shipped_can_be_found(topic):
    """One hidden by a longer one, or that the analysis never gives, could never count."""
    for phrase in topic.weights:
        (judgement,) = Topics((topic,)).judge("", f"từ {phrase} từ")
        assert [own.phrase for own in judgement.findings] == [phrase]


def test_workers_get_topics_that_judge_alike():
    TOPICS.find("chuyển đổi số", "")
    copy = pickle.loads(pickle.dumps(TOPICS))

    assert copy == TOPICS
    assert copy.find("Chuyển đổi số", "Tin.") == ("chuyển đổi số",)


PARTS = [
    "chuyển đổi số",
    "Hoá đơn",
    "kĩ",
    "Covid–19",
    "vắc-",
    "\n",
    "xin",
    ",",
    ".",
    " ",
    "F0",
    "-",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map(" ".join))


@given(title=TEXTS, body=TEXTS)
def test_nothing_raises_and_the_short_way_judges_like_the_long_one(title, body):
    judged = TOPICS.judge(title, body)

    assert TOPICS.find(title, body) == tuple(j.topic for j in judged if j.verdict == "about")


@given(text=st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_composition_case_and_tone_places_change_nothing(text):
    def points(text):
        return [own.points for own in TOPICS.judge("", text)]

    expected = points(text)
    assert points(unicodedata.normalize("NFD", text)) == expected
    assert points(text.upper()) == expected
    assert points(text.replace("oá", "óa").replace("kĩ", "kỹ")) == expected
