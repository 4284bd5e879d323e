"""The engine that asks an OpenSearch cluster: the same answers, from as many machines as it takes."""
