"""Which format reads a file: what its first bytes show, else what its name says."""

import re
from pathlib import PurePosixPath

from analyzers.encodings import decode
from indexer.report import Skipped, is_report
from indexer.sources.gz import unpacked
from indexer.sources.magic import kind_of_bytes
from indexer.sources.page import begins_as_html, is_html

HEAD = 4096  # bytes that show what a text is

HTML = (".html", ".htm", ".xhtml", ".shtml")
BY_SUFFIX = {
    **dict.fromkeys(HTML, "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    ".json": "json",
    **dict.fromkeys((".mht", ".mhtml"), "mhtml"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".rss", ".atom"), "feed"),
}
_PAGES = frozenset({*HTML, ".txt", ".pdf", ".docx", ".mht", ".mhtml"})

_REPORT = Skipped("", "a report of a run", passed=True)
_BLANK = "\ufeff \t\r\n"
_XML = re.compile(r"<\?xml|<(?:!doctype\s+)?(?:\w+:)?(?:rss|feed|rdf)[\s>\[]", re.IGNORECASE)
# A document type may declare entities in brackets; when they go on out of sight, its name is
# that of the root. Nothing is gone back over, so that the time is that of one pass.
_ROOT = re.compile(
    r"""(?:<\?.*?\?>|<!--.*?-->|\s
        |<!(?!--)[^>\[]*+(?:\[(?:"[^"]*+"|'[^']*+'|<!--.*?-->|<(?!!--)|[^]"'<])*+\]\s*+)?>
    )*+<(?:!doctype\s+)?(?:\w+:)?(\w+)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_FEEDS = frozenset({"rss", "feed", "rdf"})
_COLLECTIONS = frozenset({"jsonl", "json", "csv"})
_TEXTS = frozenset({"", ".txt", ".text"})
# Settings and scripts lie beside articles; of the letters of Vietnamese every fifth is marked.
_MARKED = re.compile("[À-ưẠ-ỹ\u0300-\u0323]+")
_FEWEST_MARKED = 0.05
_JSON = re.compile(r'(?:\[\s*)?\{\s*"[^"\n]*"\s*:')
_OBJECT_LINE = re.compile(r"\{.*(?:\}[ \t\r]*\n|\Z)")  # as far as is in sight
_SAVED = re.compile(r"From: <Saved by |MIME-Version: |Snapshot-Content-Location: ")


def is_page(name: str) -> bool:
    """Return whether a file holds one page by its name, so that it states no ids."""
    return PurePosixPath(unpacked(name).lower()).suffix in _PAGES


def kind_of(head: bytes, name: str) -> str | Skipped:
    """Return the name of the format of a file that begins with `head`, or why it has none."""
    kind = kind_of_bytes(head)
    if kind:
        return kind
    text = decode(head[:HEAD]).text.lstrip(_BLANK)
    return _REPORT if is_report(text) else _of_text(text, name)


def _of_text(text: str, name: str) -> str | Skipped:
    suffix = PurePosixPath(name.lower()).suffix
    named = BY_SUFFIX.get(suffix, "text")
    if _XML.match(text):
        return _of_xml(text, named)
    if _SAVED.match(text):
        return "mhtml"
    # The articles of a collection may be markup; it is one itself where it begins so.
    is_collection = named in _COLLECTIONS or _JSON.match(text)
    if begins_as_html(text) or (not is_collection and is_html(text)):
        return "html"
    if named == "text" and _JSON.match(text):
        return "jsonl" if _OBJECT_LINE.match(text) else "json"
    if named == "text" and suffix not in _TEXTS and not _is_vietnamese(text):
        return Skipped(
            "", f"text, but {suffix} is no kind that is read: if it is news, call it .txt"
        )
    return named


def _of_xml(text: str, named: str) -> str | Skipped:
    root = _ROOT.match(text)
    kind = root[1].lower() if root else ""
    if kind in _FEEDS:
        return "feed"
    if kind != "html" and named != "html":
        return Skipped("", f"XML, but neither a page nor a feed (<{kind[:40]}>)")
    return "html"


def _is_vietnamese(text: str) -> bool:
    marked = sum(map(len, _MARKED.findall(text)))
    return marked >= _FEWEST_MARKED * len(text)
