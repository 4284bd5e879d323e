import json

import pytest

from benchmarks import queries
from benchmarks.articles import grown, made_up_facets, read_articles, write_articles

TWO = [
    {"id": "a", "title": "Hải Phòng chuyển đổi số toàn diện năm nay", "body": "Một. Hai.\nBa!"},
    {"id": "b", "title": "Hà Nội", "body": "Chỉ một câu"},
]


def test_articles_come_first_as_they_are_and_copies_differ_in_id_and_content():
    articles = list(grown(TWO, 9))

    assert articles[:2] == TWO
    assert len({article["id"] for article in articles}) == 9
    assert len({article["body"] for article in articles}) == 9


def test_a_copy_has_the_sentences_in_another_order_and_one_word_of_its_own():
    _, _, first, *_, second, _ = grown(TWO, 6)

    assert first["body"].startswith("Hai. Ba!\nMột.")
    assert second["body"].startswith("Ba! Một.\nHai.")
    assert first["title"] == TWO[0]["title"]
    own = set(first["body"].split()) - set(TWO[0]["body"].split())
    assert len(own) == 1
    assert not own & set(second["body"].split())


def test_no_copy_is_left_out_of_the_index_as_a_duplicate(build, seeds):
    originals = read_articles(None)

    assert build(*grown(originals, 23)).search("").total == 23
    assert len(originals) == len(list(seeds.glob("*.txt")))


def test_written_articles_are_counted_and_the_digest_knows_their_content(tmp_path):
    written = write_articles(TWO, tmp_path / "articles.jsonl")
    again = write_articles([*TWO[:1], {**TWO[1], "body": "Khác"}], tmp_path / "other.jsonl")

    assert written.articles == 2
    assert written.text_bytes == sum(len((one["title"] + one["body"]).encode()) for one in TWO)
    assert read_articles(written.path) == TWO
    assert written.digest != again.digest


def test_of_an_article_only_id_title_and_body_are_given_to_anybody(tmp_path):
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({**TWO[0], "cities": ["Huế"], "date": "2021-01-01"}), "utf-8")

    assert read_articles(path, 1) == TWO[:1]


def test_made_up_facets_are_skewed_and_have_as_many_values_as_real_ones():
    made = [made_up_facets(f"article {number}") for number in range(20_000)]
    cities = [facets["city"] for facets in made]

    assert len(set(cities)) == 60
    assert cities.count("city 0") > 20 * cities.count("city 59")
    assert len({facets["year"] for facets in made}) == 19
    assert len({facets["topic"] for facets in made}) == 4


@pytest.mark.parametrize("kind", queries.KINDS)
def test_queries_are_stretches_of_titles_and_the_same_every_time(kind):
    asked = queries.draw(TWO, 10)[kind]

    assert asked == queries.draw(TWO, 10)[kind]
    if "no accents" in kind:
        assert all(query.isascii() for query in asked)
    else:
        assert all(query.strip('"') in TWO[0]["title"] for query in asked)
    assert all(query.startswith('"') for query in asked) is (kind == "quoted phrase")


def test_queries_of_three_syllables_have_three():
    assert {len(query.split()) for query in queries.draw_three(TWO, 20)} == {3}
