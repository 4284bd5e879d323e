"""An article as scholars cite it: a note in the Chicago style, a BibTeX entry, a RIS record."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from analyzers.fold_diacritics import fold_diacritics
from indexer.article import Article
from search_app.core.cited import Cited, cited

_MOST_NAMED = 3  # authors in a note; of more the first alone (Chicago Manual of Style, 17th ed.)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_QUOTED = re.compile('[“"]([^“”"]*)[”"]')
_CLOSING = re.compile(
    r"(?<!\.)[.,;:](?=\]?$)"
)  # gives way to the comma behind a title; "..." stays
# BibTeX counts braces even where a backslash stands before them, so none may stand alone.
_LATEX = str.maketrans(
    {
        **{char: f"\\{char}" for char in "#$%&_"},
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
    }
)
_LONGEST_SOURCE = 24  # letters of it in a key


def chicago(article: Article, *, english: bool = False) -> str:
    """Return a note on a newspaper article online: author, “title,” source, date, address.

    Names stand as they are written, the family name first. Only what holds the names together
    and the date are Vietnamese, or English.
    """
    known = cited(article)
    title = _CLOSING.sub("", _QUOTED.sub(r"‘\1’", known.title))
    told = [known.source, _day(known, english=english), known.url]
    by = f"{_together(known.authors, english=english)}, " if known.authors else ""
    return f"{by}“{title},” {', '.join(filter(None, told))}."


def bibtex(article: Article) -> str:
    """Return a BibTeX entry in UTF-8, with a line break at its end.

    Each author stands in braces of its own, so that no style takes the name apart or inverts it.
    """
    known = cited(article)
    fields = {
        "author": " and ".join(f"{{{_latex(name)}}}" for name in known.authors),
        "title": f"{{{_latex(known.title)}}}",  # in braces, so that capitals stay
        "journal": _latex(known.source),
        "year": str(known.year or ""),
        "date": known.date.isoformat()[:10] if known.date else "",
        "url": known.url,
        "langid": "vietnamese",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{'article' if known.source else 'misc'}{{{_key(known)},\n{''.join(lines)}}}\n"


def ris(article: Article) -> str:
    """Return a RIS record; its lines end with CR and LF, as the format demands."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(cited(article)))


def citation_key(article: Article) -> str:
    """Return the key of the BibTeX entry: ASCII letters, digits and a hyphen."""
    return _key(cited(article))


def _ris(known: Cited) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", known.id
    yield "TI", known.title
    for name in known.authors:
        yield "AU", name
    if known.source:
        yield "T2", known.source
    if known.year:
        yield "PY", f"{known.year:04}"
    if known.date:
        yield "DA", f"{known.date.year:04}/{known.date.month:02}/{known.date.day:02}"
    if known.url:
        yield "UR", known.url
    yield "LA", "vi"
    yield "ER", ""


def _together(names: Sequence[str], *, english: bool) -> str:
    if len(names) > _MOST_NAMED:
        return f"{names[0]} {'et al.' if english else 'và cộng sự'}"
    *others, last = names
    if not others:
        return last
    comma = "," if english and len(others) > 1 else ""
    return f"{', '.join(others)}{comma} {'and' if english else 'và'} {last}"


def _day(known: Cited, *, english: bool) -> str:
    date = known.date
    if date is None:
        unknown, year = ("n.d.", "") if english else ("không rõ ngày", "năm ")
        return f"{year}{known.year}" if known.year else unknown
    if english:
        return f"{_MONTHS[date.month - 1]} {date.day}, {date.year}"
    return f"ngày {date.day} tháng {date.month} năm {date.year}"


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _key(known: Cited) -> str:
    """Return source, year and first word of the title, and what tells it from others like it."""
    source = _ascii(known.source)[:_LONGEST_SOURCE]
    word = next(filter(None, map(_ascii, known.title.split())), "")
    digest = hashlib.sha256(known.id.encode()).hexdigest()[:8]
    return f"{source}{known.year or ''}{word}-{digest}".removeprefix("-")


def _ascii(text: str) -> str:
    return re.sub("[^a-z0-9]", "", fold_diacritics(text.lower()))
