from indexer.extract.lines import passage


def test_a_passage_has_whole_words_around_it():
    text = "Hội nghị tổng kết\nnăm 2021 của thành phố"
    at = text.index("2021")

    assert passage(text, at, at + 4, 12) == "kết năm 2021 của thành"
    assert passage(text, at, at + 4, 99) == text.replace("\n", " ")
    assert passage(text, at, at + 4, 2) == "2021"
    assert passage("không", 0, 5, 3) == "không"
