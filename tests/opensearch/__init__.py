"""A real OpenSearch to test and measure with: each node a Java process of its own."""
