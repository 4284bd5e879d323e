"""Files in, articles out, index on disk."""

import analyzers as _analyzers  # noqa: F401  first of all: it hushes Whoosh's syntax warnings
