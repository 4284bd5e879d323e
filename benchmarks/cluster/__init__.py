"""The same index in a cluster of OpenSearch: building, searching, and the shape of more nodes."""
