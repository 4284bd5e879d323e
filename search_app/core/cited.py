"""What a citation says of an article, as plain text on one line each."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from analyzers.invisible import drop_invisible
from indexer.article import Article
from search_app.core.addresses import outside_url, source_of
from search_app.core.snippets import heading

_BETWEEN_NAMES = re.compile(r"\s*[,;/|&]\s*|\s+-\s+|\s*[–—]\s*")
_AND = re.compile(r"\s+và\s+")
# "Tin, ảnh: Thu Hà", "Theo TTXVN": what a name did is no part of it.
_WORK = r"(?:tin|bài|ảnh|video|clip|tác giả|thực hiện|nguồn|theo)"
_LABEL = re.compile(rf"\b{_WORK}(?:(?:, ?| và | ){_WORK}){{0,4}} ?: ?", re.IGNORECASE)
_AFTER = re.compile(r"^theo ", re.IGNORECASE)
# Bare in all three formats: no space, no brace or backslash for LaTeX, nothing of a line's end.
_NOT_BARE = re.compile(r'[\s\\{}<>"^`|]')


@dataclass(frozen=True, slots=True)
class Cited:
    """Empty or None: nobody knows. No text has line breaks or control characters."""

    id: str
    title: str  # or, in square brackets, the first words of the body, or the id
    authors: tuple[str, ...]  # people as they write themselves, the family name first; agencies
    source: str  # as written, or the host of the address
    date: datetime.date | None
    year: int | None
    url: str  # of a web page


def cited(article: Article) -> Cited:
    """Return what is cited of `article`."""
    return Cited(
        id=one_line(article.id),
        title=one_line(cited_title(article)) or f"[{one_line(article.id)}]",
        authors=authors(article.byline),
        source=one_line(source_of(article)),
        date=article.date,
        year=article.date.year if article.date else article.year,
        url=_bare(outside_url(article.url) or ""),
    )


def cited_title(article: Article) -> str:
    """Return the title; where there is none, the first words in square brackets.

    So bibliographies mark what the cataloguer supplied. Empty when there is no body either.
    """
    words = heading(article)
    return words if article.title or not words else f"[{words}]"


def authors(byline: str) -> tuple[str, ...]:
    """Return the names that a byline holds: of ``Hoàng Tùng - Thu Hà`` two, of ``TTXVN`` one."""
    names: list[str] = []
    for piece in _BETWEEN_NAMES.split(_LABEL.sub("", one_line(byline))):
        name = _AFTER.sub("", piece.strip())
        parts = _AND.split(name)
        # “và” stands in names of offices too: Sở Thông tin và Truyền thông
        names += parts if all(map(_is_name, parts)) else [name]
    return tuple(dict.fromkeys(name for name in names if any(map(str.isalnum, name))))


def one_line(text: str) -> str:
    """Return `text` without line breaks, control characters and what nobody sees."""
    shown = "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char
        for char in drop_invisible(text)
    )
    return " ".join(shown.split())


def _is_name(text: str) -> bool:
    return bool(text) and all(word[0].isupper() for word in text.split())


def _bare(url: str) -> str:
    return _NOT_BARE.sub(lambda match: quote(match[0]), one_line(url))
