"""How a site is served, as its operator decides: whom it answers, how much it gives and logs."""

from collections.abc import Callable
from dataclasses import dataclass

SETTINGS = "timtin-settings"  # where a site keeps its own, in its extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may set; each has an option of ``timtin serve``."""

    host_names: tuple[str, ...] = ()  # that the site is asked for by; none: by any
    trusted_proxy: str | None = None  # address of a proxy whose X-Forwarded-* are believed
    requests_per_minute: int = 1_200  # that one address may ask; 0: any number
    seconds_per_query: float = 5.0  # that a search may take; 0: any time
    # That a search may read; 0: any number. Of a million articles a sentence of 35 syllables reads
    # 5 million, an unfinished one of two letters 24, a quotation of four frequent syllables 58.
    postings_per_query: int = 300_000_000
    exports_at_once: int = 4  # files that are written at the same time
    access_log: Callable[[str], object] | None = None  # takes a line of JSON for each request
    logs_queries: bool = False  # whether what was looked for stands in it
