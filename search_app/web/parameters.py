"""Every parameter of every address, once: the doors read by this table, and the documents show it.

`read_state` (`search_app.web.state`) makes a search of those of a search.
"""

from dataclasses import replace

from search_app.core.model import PLACES, SORTS
from search_app.web.kinds import Args, Choice, Day, PageNumber, Several, Switch, Text, Whole
from search_app.web.refusals import Said

PAGE_SIZES = (10, 20, 50, 100)  # that the page offers; any up to the last can be asked for

Q = Text(
    "q",
    Said(
        "Từ cần tìm, có dấu hoặc không dấu; dùng được các cách gõ của ô tìm",
        "What is looked for, with or without accents, in the query language of the search box",
    ),
    "chuyen doi so",
)
CITY = Several(
    "city",
    Said(
        "Tỉnh, thành phố; lặp lại được, bài thuộc một trong số đó",
        "Province or city by any of its names; repeatable, values are alternatives",
    ),
    "Hải Phòng",
)
YEAR = Several(
    "year",
    Said(
        "Năm đăng, hoặc “không rõ”; lặp lại được",
        'Year of publication, or "không rõ" for those of no known year; repeatable',
    ),
    "2021",
)
TOPIC = Several(
    "topic",
    Said("Chủ đề; lặp lại được", "Topic, with or without accents; repeatable"),
    "chuyển đổi số",
)
PLACES_OF = Choice(
    "places",
    Said(
        "2025: tỉnh, thành phố theo tên từ tháng 7 năm 2025",
        "2025: cities by their names since July 2025, not those of each article's time",
    ),
    "2025",
    default="",
    names=PLACES,
    explained=Said(
        "2025 (34 tỉnh, thành hiện nay) hoặc để trống (theo tên lúc đăng bài)",
        "2025 (today's provinces) or left out (their names when an article appeared)",
    ),
)
DATE_FROM = Day("from", Said("Từ ngày này", "Not before this day"), "2021-01-01")
DATE_TO = Day("to", Said("Đến hết ngày này", "Not after this day"), "2022-12-31")
SORT = Choice(
    "sort",
    Said(
        "Thứ tự: liên quan nhất, mới nhất hay cũ nhất",
        "Order; without words relevance is newest first",
    ),
    "newest",
    default="relevance",
    names=SORTS,
    explained=Said(
        "relevance (liên quan), newest (mới nhất) hoặc oldest (cũ nhất)",
        "one of relevance, newest, oldest",
    ),
)
# Hits that cursors lead to, and the largest pages. Of a million articles the page with this one
# takes 110 to 360 ms, where the first takes 10 to 50: whoever wants more of a list wants all of it,
# which a file has.
DEEPEST = 100_000
PAGE = PageNumber(
    "page", Said("Trang, từ 1", "Page, from 1"), "1", default=1, most=DEEPEST // PAGE_SIZES[-1]
)
PER_PAGE = Whole(
    "per_page",
    Said("Số bài mỗi trang, 1 đến 100", "Hits on a page, 1 to 100"),
    "10",
    default=PAGE_SIZES[0],
    most=PAGE_SIZES[-1],
)
COLLAPSE = Switch(
    "collapse",
    Said(
        "1: gộp các bài gần như giống nhau",
        "1: of articles that are nearly the same, list only the best",
    ),
    "1",
)
LITERAL = Switch(
    "literal",
    Said(
        "1: tìm nguyên văn, không đoán dấu và ý",
        "1: take q as typed: add no accents, correct nothing",
    ),
    "1",
)
HISTOGRAM = Switch(
    "histogram",
    Said(
        "1: thêm số bài theo năm hoặc tháng",
        "1: also count the matches by year, or by month when narrowed",
    ),
    "1",
)
LANG = Choice(
    "lang",
    Said("Ngôn ngữ của trang", "Language of the page"),
    "en",
    default="vi",
    names=("vi", "en"),
    explained=Said("vi (tiếng Việt) hoặc en (tiếng Anh)", "vi (Vietnamese) or en (English)"),
)
MATCH = Whole(
    "m", Said("Chỗ khớp đang xem trong bài", "The match that is looked at"), "1", default=0
)
CURSOR = Text(
    "cursor",
    Said(
        "Chỗ đi tiếp, thay cho page: next_cursor của câu trả lời trước; tham số khác giữ nguyên",
        "Where to go on, instead of page: next_cursor of the answer before; all else stays",
    ),
    "",
)
TYPED = Text("q", Said("Chữ đang gõ", "What is being typed"), "chuyen d", is_unfinished=True)
LIMIT = Whole(
    "limit",
    Said("Nhiều nhất bao nhiêu, 1 đến 100", "How many at most, 1 to 100"),
    "5",
    default=8,
    most=PAGE_SIZES[-1],
)

_FILTERS = (Q, CITY, YEAR, TOPIC, PLACES_OF, DATE_FROM, DATE_TO)
# People turn pages of a list in which copies are one; programs get all of it.
EXPORT = (*_FILTERS, SORT, PAGE, PER_PAGE, replace(COLLAPSE, default=True), LITERAL)
SEARCH = (*_FILTERS, SORT, PAGE, PER_PAGE, COLLAPSE, LITERAL, HISTOGRAM, CURSOR)
SUGGEST = (TYPED, LIMIT)
SIMILAR = (replace(LIMIT, default=5),)
STATS = (PLACES_OF,)
_BY_NAME = {own.name: own for own in (*SEARCH, LANG, MATCH, LIMIT)}


def heard(args: Args) -> dict[str, list[str]]:
    """Return the values of each parameter in `args` that there is, as far as they are read.

    An address that is made of another one repeats these: who sends a megabyte gets none back.
    """
    return {name: _BY_NAME[name].heard(args) for name in args if name in _BY_NAME}
