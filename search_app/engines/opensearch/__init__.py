"""The engine on an index in an OpenSearch cluster."""
