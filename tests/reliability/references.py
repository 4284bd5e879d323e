"""Strict readers of what reference managers read, to find what an article smuggled in."""

import re

_LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
_TAGS = ("TY", "ID", "TI", "AU", "T2", "PY", "DA", "UR", "LA", "ER")
_ENTRY = re.compile(r"@(article|misc)\{([a-z0-9-]+),\n((?:  [a-z]+ = \{.*\},\n)+)\}\n\n?")
_FIELD = re.compile(r"  ([a-z]+) = \{(.*)\},\n")
_FIELDS = ("author", "title", "journal", "year", "date", "url", "langid")


def ris_records(text: str) -> list[list[tuple[str, str]]]:
    """Return tag and value of each line of each record.

    Raises:
        AssertionError: a line has no known tag, or records are not one behind the other.
    """
    records: list[list[tuple[str, str]]] = []
    for line in filter(None, text.splitlines()):  # at whatever might end a line
        found = _LINE.fullmatch(line)
        assert found, line
        if found[1] == "TY":
            records.append([])
        records[-1].append((found[1], found[2]))
    for record in records:
        tags = [tag for tag, _ in record]
        assert set(tags) <= set(_TAGS), tags
        assert tags == sorted(tags, key=_TAGS.index), tags
        assert [tags.count(tag) for tag in _TAGS if tag != "AU"] == [
            int(tag in tags) for tag in _TAGS if tag != "AU"
        ], tags
        assert tags[-1] == "ER", tags
    return records


def bib_entries(text: str) -> list[dict[str, str]]:
    """Return the fields of each entry.

    Raises:
        AssertionError: it is no row of entries, each of known fields with balanced braces.
    """
    entries = []
    at = 0
    while at < len(text):
        found = _ENTRY.match(text, at)
        assert found, text[at : at + 200]
        fields = _FIELD.findall(found[3])
        names = [name for name, _ in fields]
        assert names == [name for name in _FIELDS if name in names], names
        for _, value in fields:
            assert _is_balanced(value), value
        entries.append({"key": found[2], **dict(fields)})
        at = found.end()
    assert len({entry["key"] for entry in entries}) == len(entries)
    return entries


def _is_balanced(value: str) -> bool:
    depth = 0
    for char in value:  # BibTeX counts braces behind a backslash, too
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0
