"""The kinds of parameters a query string can have: how one is read, and what its schema is.

A form sends empty fields too; they mean what a parameter that is left out means.
"""

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from werkzeug.datastructures import MultiDict

from search_app.core.query import MAX_CHARACTERS
from search_app.web.refusals import (
    RepeatedParameterError,
    Said,
    TooManyValuesError,
    UnknownParameterError,
    UnreadableParameterError,
)

T = TypeVar("T")
Args = MultiDict[str, str]
Schema = Mapping[str, Any]
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_MORE = 999_999_999  # what nobody asks for
# One more than is looked at, so that whoever reads a text still sees that it was cut. A page has a
# hundred links, each of which repeats it.
LONGEST_TEXT = MAX_CHARACTERS + 1
# A chosen value is in every link, and each has a link without it: what is shown grows with the
# square of how many there are. There are 63 provinces.
_MOST_VALUES = 100
_LONGEST_VALUE = 200  # characters


@dataclass(frozen=True, slots=True)
class Parameter(ABC, Generic[T]):
    """One parameter of a query string."""

    name: str
    meaning: Said
    example: str  # finds something in the seeds
    default: T = field(kw_only=True)  # when it is left out or empty

    def heard(self, args: Args) -> list[str]:
        """Return what `args` say of it, as far as anything looks at that."""
        return [raw[:LONGEST_TEXT] for raw in args.getlist(self.name)[:1]]

    @property
    @abstractmethod
    def schema(self) -> Schema:
        """Return what must be written as a JSON schema."""

    @abstractmethod
    def wanted(self) -> Said:
        """Return what must be written, to end a sentence with."""

    @abstractmethod
    def parse(self, raw: str) -> T | None:
        """Return a text that is not empty as a value, or None when it cannot be read."""

    def read(self, args: Args) -> T:
        """Return the value that `args` give; the first, if there are several.

        Raises:
            UnreadableParameterError: it is none.
        """
        raw = args.get(self.name, "")
        if not raw:
            return self.default
        value = self.parse(raw)
        if value is None:
            vietnamese, english = self.wanted()
            raise UnreadableParameterError(self.name, raw, use=english, vietnamese=vietnamese)
        return value


class _Words(Parameter[T]):
    """What any text can be."""

    __slots__ = ()

    def wanted(self) -> Said:
        """Return that any text is."""
        return Said("chữ", "text")


@dataclass(frozen=True, slots=True)
class Text(_Words[str]):
    """Any text. What is still being typed may end with a space that says something."""

    default: str = field(default="", kw_only=True)
    is_unfinished: bool = field(default=False, kw_only=True)

    @property
    def schema(self) -> Schema:
        """Return that it is text."""
        return {"type": "string"}

    def parse(self, raw: str) -> str:
        """Return it as it is."""
        return raw

    def read(self, args: Args) -> str:
        """Return the text, or as much of it as anything looks at."""
        raw = args.get(self.name, self.default)
        return (raw if self.is_unfinished else raw.strip())[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Several(_Words[tuple[str, ...]]):
    """Up to 100 texts, each in a parameter of this name; each counts once."""

    default: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def schema(self) -> Schema:
        """Return that it is a list."""
        item = {"type": "string", "maxLength": _LONGEST_VALUE}
        return {"type": "array", "items": item, "maxItems": _MOST_VALUES}

    def heard(self, args: Args) -> list[str]:
        """Return the texts, one too long or too many as such."""
        texts = args.getlist(self.name)[: _MOST_VALUES + 1]
        return [raw[: _LONGEST_VALUE + 1] for raw in texts]

    def parse(self, raw: str) -> tuple[str, ...]:
        """Return the one text."""
        return (raw,)

    def read(self, args: Args) -> tuple[str, ...]:
        """Return all that are not empty.

        Raises:
            TooManyValuesError: there are more than 100, or one is longer than a page repeats.
        """
        given = args.getlist(self.name)
        if len(given) > _MOST_VALUES or any(len(raw) > _LONGEST_VALUE for raw in given):
            raise TooManyValuesError(self.name, _MOST_VALUES, _LONGEST_VALUE)
        return tuple(dict.fromkeys(raw.strip() for raw in given if raw.strip()))


@dataclass(frozen=True, slots=True)
class Day(Parameter[datetime.date | None]):
    """A day, as ISO 8601 writes it."""

    default: datetime.date | None = field(default=None, kw_only=True)

    @property
    def schema(self) -> Schema:
        """Return the format."""
        return {"type": "string", "format": "date"}

    def wanted(self) -> Said:
        """Show one."""
        return Said(
            "ngày viết theo kiểu năm-tháng-ngày, ví dụ 2021-12-31", "a date such as 2021-12-31"
        )

    def parse(self, raw: str) -> datetime.date | None:
        """Return the day."""
        # fromisoformat() alone also takes 20211231 and 2021-W52-5.
        try:
            return datetime.date.fromisoformat(raw) if _DAY.fullmatch(raw) else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Choice(Parameter[str]):
    """One of a few names; `explained` says what they mean."""

    names: tuple[str, ...] = field(kw_only=True)
    explained: Said = field(kw_only=True)

    @property
    def schema(self) -> Schema:
        """Return the names."""
        default = {"default": self.default} if self.default else {}
        return {"type": "string", "enum": list(self.names), **default}

    def wanted(self) -> Said:
        """Return what they mean."""
        return self.explained

    def parse(self, raw: str) -> str | None:
        """Return a name that is one of them."""
        return raw if raw in self.names else None


@dataclass(frozen=True, slots=True)
class Switch(Parameter[bool]):
    """Yes or no."""

    default: bool = field(default=False, kw_only=True)

    @property
    def schema(self) -> Schema:
        """Return the two digits."""
        return {"type": "string", "enum": ["0", "1"], "default": str(int(self.default))}

    def wanted(self) -> Said:
        """Name the two digits."""
        return Said("0 (không) hoặc 1 (có)", "0 (no) or 1 (yes)")

    def parse(self, raw: str) -> bool | None:
        """Return what a digit says."""
        return {"0": False, "1": True}.get(raw)


@dataclass(frozen=True, slots=True)
class Whole(Parameter[int]):
    """A whole number from 1 to `most`, in plain digits."""

    most: int = field(default=_NO_MORE, kw_only=True)

    @property
    def schema(self) -> Schema:
        """Return the bounds."""
        return {"type": "integer", "minimum": 1, "maximum": self.most, "default": self.default}

    def wanted(self) -> Said:
        """Name the bounds, but for one that nobody meets."""
        if self.most == _NO_MORE:
            return Said("số nguyên từ 1 trở lên", "a whole number from 1")
        return Said(f"số nguyên từ 1 đến {self.most}", f"a whole number from 1 to {self.most}")

    def parse(self, raw: str) -> int | None:
        """Return the number."""
        # int() alone also takes "1_0", "+1" and thousands of digits.
        number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0  # noqa: PLR2004
        return number if 1 <= number <= self.most else None


@dataclass(frozen=True, slots=True)
class PageNumber(Whole):
    """A page of a list; who wants what lies behind the last one wants all of it."""

    def wanted(self) -> Said:
        """Say how to go farther, too."""
        bounds = Whole.wanted(self)
        return Said(
            f"{bounds.vietnamese} (xa hơn: thêm bộ lọc, dùng next_cursor của API,"
            " hoặc tải tất cả ở /export.jsonl)",
            f"{bounds.english} (farther: add a filter, follow next_cursor of the API,"
            " or fetch all of it from /export.jsonl)",
        )


def check_names(args: Args, known: Sequence[Parameter[Any]]) -> None:
    """Refuse what would be ignored: a name that is none of `known`, and a second value.

    Raises:
        UnknownParameterError, RepeatedParameterError: of the first that is wrong.
    """
    by_name = {parameter.name: parameter for parameter in known}
    for name, values in args.lists():
        if name not in by_name:
            raise UnknownParameterError(name, list(by_name))
        if len(values) > 1 and not isinstance(by_name[name], Several):
            raise RepeatedParameterError(name, len(values))
