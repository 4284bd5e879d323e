"""The engine that asks an OpenSearch cluster: the same answers, from many machines."""
