"""The values of the facets: asked for with each page, and the same as long as a build is."""

from collections.abc import Sequence

from indexer.memo import memo
from search_app.engines.opensearch.asking import Asking

_KEPT = 8  # fields


class FacetValues:
    """Every value that any article of a build has in a field, UNKNOWN if one has none."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self.of = memo(self._of, _KEPT)

    def _of(self, field: str) -> Sequence[str]:
        """Return the values of a field, in order."""
        return sorted(self._asking.counts(field, unknown=True))
