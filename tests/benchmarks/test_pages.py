"""The pages that reading is measured on hold what they say they hold."""

import pytest

from benchmarks.extraction import ours, right
from benchmarks.pages import make_page

PARAGRAPHS = [
    f"Đoạn thứ {n} của bài kể về công tác tuyên truyền ở các huyện miền núi của tỉnh trong năm nay."
    for n in range(12)
]
ARTICLE = {"id": "a", "title": "Tỉnh miền núi đổi mới tuyên truyền", "body": "\n".join(PARAGRAPHS)}


@pytest.mark.parametrize("look", range(4))
def test_article_and_captions_come_out_of_a_page_of_each_look(look):
    page, captions = make_page(ARTICLE, look)
    found = ours(page)
    assert (found.title, found.body) == (ARTICLE["title"], ARTICLE["body"])
    assert found.captions == tuple(captions)
    assert len(captions) == 3


def test_what_is_wrong_is_counted():
    page, captions = make_page(ARTICLE, 0)
    shares = right([ARTICLE, ARTICLE], [(page, captions), (page, ["another"])])
    assert shares["title"] == shares["paragraphs"] == 1
    assert shares["captions"] == 0.5
