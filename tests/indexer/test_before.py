"""What an update takes for there: only what is live, and lost only what lost its file."""

from indexer import pipeline, store
from search_app import open_index


def records(write_jsonl, ids):
    return write_jsonl(*({"id": own, "body": f"Hải Phòng {own}"} for own in ids))


def test_an_article_that_went_is_not_there_and_may_come_back(tmp_path, write_jsonl):
    """A deleted article stands in its segment until that is worn."""
    root = tmp_path / "index"
    pipeline.rebuild([records(write_jsonl, "abcdef")], root)
    assert pipeline.update([records(write_jsonl, "abcde")], root).removed == 1
    (own,) = store.current_generation(root).segments()
    assert own.segment.articles == 6

    assert pipeline.update([records(write_jsonl, "abcde")], root).removed == 0
    back = pipeline.update([records(write_jsonl, "abcdef")], root)

    assert (back.indexed, back.unchanged) == (1, 5)
    assert open_index(root).get("f").body == "Hải Phòng f"


def test_a_copy_in_another_folder_is_a_duplicate_while_the_first_has_its_file(tmp_path):
    root, first, second = tmp_path / "index", tmp_path / "a", tmp_path / "b"
    for folder, name in ((first, "x.txt"), (second, "y.txt")):
        folder.mkdir()
        (folder / name).write_text("Hải Phòng họp\n\nĐại hội diễn ra hôm nay.", "utf-8")
    pipeline.rebuild([first], root)
    (own,) = open_index(root).search("").hits

    (second / "z.txt").write_text("Hà Nội họp\n\nMột bài khác.", "utf-8")
    report = pipeline.update([second], root)

    assert [row.duplicate for row in report.skipped] == [True]
    assert open_index(root).get(own.id) is not None
    assert report.indexed == 1
