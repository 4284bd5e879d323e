"""The index in an OpenSearch cluster: what it holds, and how it is written."""
