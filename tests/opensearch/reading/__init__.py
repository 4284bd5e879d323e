"""What is read from a cluster, beside what the local engine reads of the same articles."""
