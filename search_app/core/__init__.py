"""The query API, as values and arithmetic."""
