"""Which articles are copies of one."""

from search_app.engines.opensearch.asking import Asking


def copies(asking: Asking, number: int) -> list[int]:
    """Return the other articles of the group of one, the newest first; equal days by number."""
    own = {"bool": {"filter": [{"term": {"number": number}}]}}
    fields = {"_source": False, "docvalue_fields": ["leader"]}
    found = asking.hits({"query": own, **fields}, 1)
    if not found:
        return []
    group = [{"term": {"leader": found[0]["fields"]["leader"][0]}}]
    others = {"bool": {"filter": group, "must_not": [{"term": {"number": number}}]}}
    newest_first = [{"day": "desc"}, {"number": "asc"}]
    hits = asking.every({"query": others, "_source": False, "sort": newest_first})
    return [int(hit["sort"][-1]) for hit in hits]
