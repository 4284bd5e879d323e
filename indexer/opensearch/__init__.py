"""An index in a cluster of OpenSearch: how it is named, written and checked."""
