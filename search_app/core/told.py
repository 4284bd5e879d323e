"""What was read as an operator, for the person who asked, in Vietnamese."""

import datetime
import functools
from collections.abc import Iterator, Sequence

from search_app.core.facets import FacetValues
from search_app.core.language import Group, Term
from search_app.core.messages import Message
from search_app.core.model import UNKNOWN, FacetName
from search_app.core.port import Lexicon
from search_app.core.query import Query
from search_app.core.required import values_named
from search_app.core.scanner import FIRST_YEAR, LAST_YEAR, NO_YEAR, Kind

_SHOWN = 10  # names, to one that is unknown
_NAMES: dict[Kind, Message] = {
    "title": Message("tiêu đề"),
    "byline": Message("tác giả"),
    "source": Message("nguồn"),
    "year": Message("năm"),
    "city": Message("tỉnh, thành phố"),
    "topic": Message("chủ đề"),
}


def told_filters(query: Query, facet_values: FacetValues) -> tuple[str, ...]:
    """Return each demand of `query` but single phrases, as ``tiêu đề: chuyển đổi số``."""
    return tuple(
        _told(group, facet_values)
        for group in query.groups
        if group.is_required and not group.is_quotation
    )


def told_demand(group: Group, facet_values: FacetValues) -> str:
    """Return one demand of a query, single phrases included."""
    told = _told(group, facet_values)
    return Message("nguyên văn %(phrase)s", phrase=told) if group.is_quotation else told


def told_values(facet: FacetName, values: Sequence[str]) -> str:
    """Return the chosen values of a facet, as ``năm: 2021, 2022``."""
    return _named(facet, ", ".join(values))


def told_dates(first: datetime.date | None, last: datetime.date | None) -> str:
    """Return the first and last chosen day, either of which may be open."""
    days = {
        name: f"{date.day:02}/{date.month:02}/{date.year:04}"
        for name, date in {"first": first, "last": last}.items()
        if date
    }
    if len(days) > 1:
        return Message("ngày: từ %(first)s đến %(last)s", **days)
    if first:
        return Message("ngày: từ %(first)s", **days)
    return Message("ngày: đến %(last)s", **days)


def unknown_values(query: Query, facet_values: FacetValues) -> Iterator[str]:
    """Yield a note for each city and topic that no article has."""
    for group in query.groups:
        for term in group.terms:
            if term.kind in {"city", "topic"} and not values_named(term, facet_values):
                known = facet_values.known("city" if term.kind == "city" else "topic")
                shown = ", ".join([*known[:_SHOWN], *("…" for _ in known[_SHOWN : _SHOWN + 1])])
                yield Message(
                    "Không có bài nào thuộc %(facet)s “%(value)s”. Các tên có bài: %(names)s.",
                    facet=_NAMES[term.kind],
                    value=term.text,
                    names=shown or Message("chưa có"),
                )


def unknown_documents(query: Query, lexicon: Lexicon) -> Iterator[str]:
    """Yield a note for each document number that no article has."""
    for unit in query.units:
        if unit.kind == "document" and not lexicon.spellings(unit.folded):
            typed = query.source[unit.start : unit.end]
            yield Message(
                "Không bài nào có số hiệu “%(number)s”; đây là những bài có một phần của nó.",
                number=typed,
            )


def _told(group: Group, facet_values: FacetValues) -> str:
    terms = [_term(term, facet_values) for term in group.terms]
    if group.is_excluded:
        (term,) = group.terms
        if term.kind in _NAMES:
            return Message("không có %(condition)s", condition=terms[0])
        return Message("không có: %(words)s", words=terms[0])
    return terms[0] if len(terms) == 1 else _any_of(terms)


def _term(term: Term, facet_values: FacetValues) -> str:
    match term.kind:
        case "words":
            return term.text
        case "phrase":
            return f"“{term.text}”"
        case "prefix":
            return Message("bắt đầu bằng “%(begun)s”", begun=term.text)
        case "year":
            return _named("year", _years(*(term.years or (0, 0))))
        case "city" | "topic":
            names = values_named(term, facet_values)
            return _named(term.kind, ", ".join(names) or term.text)
        case _:
            return _named(term.kind, term.text)


def _named(kind: Kind, value: str) -> Message:
    return Message("%(field)s: %(value)s", field=_NAMES[kind], value=value)


def _any_of(terms: Sequence[str]) -> Message:
    """Return the terms as alternatives, each a message that may hold others."""
    joined = functools.reduce(
        lambda left, right: Message("%(left)s hoặc %(right)s", left=left, right=right), terms
    )
    return Message("một trong: %(alternatives)s", alternatives=joined)


def _years(first: int, last: int) -> str:
    if first == last:
        return Message(UNKNOWN) if first == NO_YEAR else str(first)
    if first == FIRST_YEAR:
        return Message("đến %(year)s", year=last)
    return Message("từ %(year)s", year=first) if last == LAST_YEAR else f"{first}–{last}"
