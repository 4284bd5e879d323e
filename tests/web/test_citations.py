import pytest

from search_app.core.citations import bibtex, chicago, ris

ARTICLE = {
    "id": "tin/1",
    "title": "Họp về chuyển đổi số",
    "body": "Nội dung.",
    "date": "2021-03-11",
    "author": "Hoàng Tùng - Thu Hà",
    "source": "Báo Hải Phòng",
    "url": "https://bao.vn/tin-1",
}


@pytest.mark.parametrize(
    ("style", "cite", "content_type"),
    [
        ("chicago", chicago, "text/plain"),
        ("bib", bibtex, "application/x-bibtex"),
        ("ris", ris, "application/x-research-info-systems"),
    ],
)
def test_each_style_is_a_file_of_its_own(seed_index, client, style, cite, content_type):
    answer = client.get(f"/cite/{style}/000_fd392c4447f1aa74")
    assert answer.headers["Content-Type"] == f"{content_type}; charset=utf-8"
    assert answer.text == cite(seed_index.get("000_fd392c4447f1aa74"))


def test_files_have_names_and_the_note_is_shown(client_of):
    site = client_of(ARTICLE)
    names = {
        style: site.get(f"/cite/{style}/tin%2F1").headers.get("Content-Disposition")
        for style in ("chicago", "bib", "ris")
    }
    assert names == {
        "chicago": None,
        "bib": "attachment; filename=baohaiphong2021hop-58f36432.bib",
        "ris": "attachment; filename=baohaiphong2021hop-58f36432.ris",
    }


def test_note_is_in_the_language_of_the_page(client_of):
    site = client_of(ARTICLE)
    assert "ngày 11 tháng 3 năm 2021" in site.get("/cite/chicago/tin%2F1").text
    assert "Hoàng Tùng and Thu Hà" in site.get("/cite/chicago/tin%2F1?lang=en").text


@pytest.mark.parametrize("path", ["/cite/bib/khong-co", "/cite/mla/000_fd392c4447f1aa74"])
def test_what_there_is_none_of_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_article_page_shows_each_citation_and_links_its_file(client_of, read):
    site = client_of(ARTICLE)
    page = read("/article/tin%2F1", client=site)
    blocks = [text for _, text in page.find("pre")]
    for block, link in zip(blocks, ("Mở riêng", ".bib", ".ris"), strict=True):
        assert " ".join(site.get(page.link(link)).text.split()) == block
    assert page.find("div", class_="printed")[0][1].startswith(blocks[0])


def test_programs_that_keep_references_find_what_they_need_in_the_head(client_of, read):
    page = read("/article/tin%2F1?q=họp&lang=vi", client=client_of(ARTICLE))
    told = [
        (attrs.get("name"), attrs["content"])
        for attrs, _ in page.find("meta")
        if "content" in attrs
    ]
    assert ("z:itemType", "newspaperArticle") in told
    assert [pair for pair in told if "citation" in (pair[0] or "")] == [
        ("citation_title", "Họp về chuyển đổi số"),
        ("citation_author", "Hoàng Tùng,"),
        ("citation_author", "Thu Hà,"),
        ("citation_publication_date", "2021/03/11"),
        ("citation_journal_title", "Báo Hải Phòng"),
        ("citation_public_url", "https://bao.vn/tin-1"),
        ("citation_language", "vi"),
    ]
    assert page.find("link", rel="canonical")[0][0]["href"] == "/article/tin%2F1"
    assert page.find("meta", name="description")[0][0]["content"] == "Nội dung."


def test_head_says_no_more_than_is_known(client_of, read):
    page = read("/article/a", client=client_of({"id": "a", "body": "Nội dung.", "date": "2021"}))
    told = {attrs.get("name"): attrs.get("content") for attrs, _ in page.find("meta")}
    assert told["citation_publication_date"] == "2021"
    assert told["citation_public_url"] == "http://localhost/article/a"
    assert "citation_author" not in told
    assert "citation_journal_title" not in told


def test_what_an_article_holds_stays_text_in_the_head_and_in_citations(client_of, read):
    evil = 'Tin "><script>alert(1)</script></pre>'
    page = read(
        "/article/a", client=client_of({"id": "a", "title": evil, "body": evil, "author": evil})
    )
    for name in ("citation_title", "description"):
        assert page.find("meta", name=name)[0][0]["content"] == evil
    assert len(page.find("pre")) == 3
    assert not [attrs for attrs, _ in page.find("script") if "src" not in attrs]
