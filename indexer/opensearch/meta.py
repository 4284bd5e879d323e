"""What an index in a cluster says of itself, beside its fields."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

KEY = "timtin"  # in the ``_meta`` of its mapping
State = Literal["building", "whole"]


def new_build() -> str:
    """Return what names a state of an index as no other: it is new at each change."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The `_meta` of a concrete index."""

    format: str  # indexer.schema.fingerprint() of the code that wrote it
    layout: str  # indexer.opensearch.mapping.layout() of the same
    state: State
    build: str
    articles: int = 0
    built: str = ""  # ISO time, UTC
    sources: tuple[str, ...] = ()  # what it was built from
    previous: str = ""  # the concrete index that answered when it was built
    title_length: float = 0.0  # mean, in terms: frequencies are beside these
    body_length: float = 0.0
    parts: tuple[int, ...] = ()  # of the lexicon that make up its counts: see `parts`

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Self | None:
        """Return what a mapping says; None where the index is none of ours.

        Raises:
            ValueError: it is damaged.
        """
        told = mapping.get("_meta", {}).get(KEY)
        if told is None:
            return None
        try:
            return cls(
                format=str(told["format"]),
                layout=str(told["layout"]),
                state="whole" if told["state"] == "whole" else "building",
                build=str(told["build"]),
                articles=int(told["articles"]),
                built=str(told["built"]),
                sources=tuple(map(str, told["sources"])),
                previous=str(told["previous"]),
                title_length=float(told["title_length"]),
                body_length=float(told["body_length"]),
                parts=tuple(map(int, told["parts"])),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"its _meta cannot be read: {error!r}") from error

    def as_json(self) -> dict[str, Any]:
        """Return it as `read` takes it, below `KEY`."""
        return asdict(self)
