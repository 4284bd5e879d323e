"""Bylines, sources and hosts as fields, in which a name is found by its syllables."""

from analyzers import fold, split_syllables
from indexer.hosts import host
from indexer.opensearch.tokens import alternatives, bounded, token


def name_fields(byline: str, source: str, url: str) -> dict[str, str | list[str]]:
    """Return the fields of an article that say whose it is; empty ones may be left out.

    `NAME_name` has the syllables, each marked or folded, `NAME_whole` all of them run together,
    for byline, source and host. A label is a source as written, or the host that stands for it.
    """
    fields: dict[str, str | list[str]] = {}
    for name, text in (("byline", byline), ("source", source), ("host", host(url))):
        syllables = split_syllables(text)
        fields[f"{name}_name"] = " ".join(
            alternatives(dict.fromkeys((token(own.marked), token(own.folded)))) for own in syllables
        )
        together = "".join(own.marked for own in syllables)
        fields[f"{name}_whole"] = [
            *dict.fromkeys(map(token, filter(None, (together, fold(together)))))
        ]
    fields["source_label"] = bounded(source)
    fields["host_label"] = "" if source else bounded(host(url).removeprefix("www."))
    return fields
