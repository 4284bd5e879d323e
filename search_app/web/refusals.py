"""What is wrong with a parameter of a query string, for people and for programs."""

import difflib
from collections.abc import Sequence
from typing import NamedTuple

from search_app.core.errors import InvalidRequestError


class Said(NamedTuple):
    """The same in both languages: the page says the first, the OpenAPI document the second."""

    vietnamese: str
    english: str


class ParameterError(InvalidRequestError):
    """What is wrong with a parameter of the query string, in both languages."""

    def __init__(self, name: str, message: Said) -> None:
        super().__init__(message.english)
        self.name = name
        self.vietnamese = message.vietnamese


class UnreadableParameterError(ParameterError):
    """A parameter is no number, date or name; says what to write instead."""

    def __init__(self, name: str, value: str, *, use: str, vietnamese: str) -> None:
        message = Said(
            f"Tham số “{name}” phải là {vietnamese}, không phải “{value[:60]}”.",
            f"{name} must be {use}, not {value[:60]!r}.",
        )
        super().__init__(name, message)


class UnknownParameterError(ParameterError):
    """Nothing reads a parameter of this name; names the one that was meant."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        nearest = difflib.get_close_matches(name.lower(), known, n=1)
        names = ", ".join(known)
        message = Said(
            f"Địa chỉ này không có tham số “{name[:60]}”."
            + (f" Có phải là {nearest[0]}?" if nearest else "")
            + (f" Dùng được: {names}." if known else " Không dùng tham số nào."),
            f"{name[:60]!r} is no parameter of this address."
            + (f" Did you mean {nearest[0]}?" if nearest else "")
            + (f" Known here: {names}." if known else " It takes none."),
        )
        super().__init__(name, message)


class TooManyValuesError(ParameterError):
    """A parameter has more values, or a longer one, than anybody chooses."""

    def __init__(self, name: str, most: int, longest: int) -> None:
        message = Said(
            f"Tham số “{name}” có nhiều nhất {most} giá trị, mỗi giá trị tới {longest} chữ cái.",
            f"{name} can have at most {most} values, each of at most {longest} characters.",
        )
        super().__init__(name, message)


class TooDeepError(ParameterError):
    """A cursor leads farther down the list than any may; a file has all of it."""

    def __init__(self, name: str, deepest: int) -> None:
        message = Said(
            f"Con trỏ chỉ dẫn tới bài thứ {deepest}. Hãy thêm bộ lọc,"
            " hoặc tải tất cả thành tệp ở /export.jsonl.",
            f"Cursors lead to the first {deepest} hits. Narrow the search by a filter,"
            " or fetch all of it as a file from /export.jsonl.",
        )
        super().__init__(name, message)


class RepeatedParameterError(ParameterError):
    """A parameter that can have one value has several."""

    def __init__(self, name: str, times: int) -> None:
        message = Said(
            f"Tham số “{name}” được viết {times} lần. Hãy viết một lần.",
            f"{name} is given {times} times. Give it once.",
        )
        super().__init__(name, message)
