"""The figures of clusters as Markdown."""

import math
from collections.abc import Iterator, Sequence

from benchmarks.results import Result
from benchmarks.svg import number
from benchmarks.tables import table

WAYS = {
    "together": "all on the same cores",
    "apart": "client and node on a core each",
}
KINDS = {
    "search": "search page",
    "suggestions": "suggestions while typing",
    "article": "page of an article",
}
RECKONED = (1_000_000, 10_000_000, 100_000_000)  # articles
_MB, _GB = 1e6, 1e9
_SHARD_GB = 40
_HOUR = 3_600  # seconds


def building(result: Result) -> str:
    """Return what building costs, in a cluster and beside."""
    heads = ("", "local, articles a second", "cluster, articles a second", "cluster / local",
             "client, processor s of 1,000: local", "cluster", "node, the same")  # fmt: skip
    rows = [
        [
            said,
            number(way["local"]["articles_per_s"]),
            number(way["cluster"]["articles_per_s"]),
            number(way["ratio"]),
            number(way["local"]["client_s_of_1000"]),
            number(way["cluster"]["client_s_of_1000"]),
            number(way["cluster"]["nodes_s_of_1000"]),
        ]
        for said, way in ((said, result["ways"][name]) for name, said in WAYS.items())
    ]
    parts = result["parts"]
    about = (
        f"Building an index of {result['articles']:,} articles, {result['machine']}, one node of"
        f" OpenSearch {result['opensearch']} with 1 GB of heap, {result['rounds']} rounds in turns:"
    )
    behind = (
        "Of the client's time in a cluster, documents take"
        f" {number(parts['documents_s_of_1000'])} s and sending them"
        f" {number(parts['sending_s_of_1000'])} s; {number(parts['sent_bytes_an_article'] / 1e3)}"
        f" kB are sent and {number(result['disk_bytes_an_article'] / 1e3)} kB kept of an article"
        f" that has {number(result['text_bytes'] / result['articles'] / 1e3)} kB of text."
    )
    own = result["ways"]["apart"]["cluster"]
    client, node = (
        own["articles_per_s"] * own[name] / 1e3 for name in ("client_s_of_1000", "nodes_s_of_1000")
    )
    busy = (
        f"With a core each, that of the client was busy for {client:.0%} of the time, that of the"
        f" node for {node:.0%}."
    )
    return "\n\n".join((about, table(heads, rows), f"{behind}\n{busy}"))


def searching(result: Result) -> str:
    """Return what pages cost, over a cluster and beside."""
    heads = ("ms, median (95th percentile)", "local", "cluster", "of that, `took`",
             "the first time: local", "cluster", "of that, `took`")  # fmt: skip
    rows = [
        [said, *(_times(own) for own in _cells(result["pages"][name]))]
        for name, said in KINDS.items()
    ]
    within = result["pages"]["search"]["cluster"]["first_within"]
    about = (
        f"Pages over {result['articles']:,} articles, {result['queries']} questions, each asked"
        f" {result['rounds']} times; `took` is what OpenSearch says that it took for the"
        f" {number(result['pages']['search']['cluster']['requests_a_page'])} requests of a search:"
    )
    behind = (
        f"When asked the first time, {within:.0%} of the search pages come within three times"
        f" `took` and 10 ms. The node held {result['node']['resident_mb']:,} MB,"
        f" {result['node']['heap_used_mb']:,} MB of its heap in use."
    )
    return "\n\n".join((about, table(heads, rows), behind))


def _cells(found: Result) -> Iterator[Result]:
    for prefix in ("", "first_"):
        page = "first_ms" if prefix else "page_ms"
        yield found["local"][page]
        yield found["cluster"][page]
        yield found["cluster"][f"{prefix}took_ms"]


def _times(ms: Result) -> str:
    return f"{number(ms['median'])} ({number(ms['p95'])})"


def shape(result: Result) -> str:
    """Return what more nodes and shards change."""
    heads = ("nodes", "shards", "replicas", "articles a second", "nodes, processor s of 1,000",
             "a question, ms", "questions a second, four at once", "disk of all nodes, MB",
             "memory of a node, MB")  # fmt: skip
    rows = [
        [
            str(case["nodes"]),
            str(case["shards"]),
            str(case["replicas"]),
            number(case["articles_per_s"]),
            number(case["nodes_s_of_1000"]),
            _times(case["query_ms"]),
            number(case["queries_per_s"]),
            number(case["disk_bytes"]["total"] / _MB),
            number(case["resident_mb"]),
        ]
        for case in result["cases"]
    ]
    about = (
        f"{result['articles']:,} articles with all nodes on the same 2 cores, which is the shape"
        " and not the speed:"
    )
    return "\n\n".join((about, table(heads, rows)))


def counts(results: Sequence[Result]) -> str:
    """Return how the counts grow that each server holds."""
    heads = ("articles", "different terms", "different pairs", "counts in memory, MB",
             "stored, MB", "opened in, ms")  # fmt: skip
    rows = [
        [
            f"{own['articles']:,}",
            f"{own['terms']:,}",
            f"{own['pairs']:,}",
            number(own["memory_bytes"] / _MB),
            number(own["stored_bytes"] / _MB),
            number(own["open_ms"]),
        ]
        for own in results
    ]
    power = growth(results)
    behind = f"Pairs grow with the articles to the power of {power:.2f}: Heaps' law."
    return "\n\n".join(("What a server holds of an index:", table(heads, rows), behind))


def reckoned(build: Result, search: Result, counted: Sequence[Result]) -> str:
    """Return what more articles would take, if all grows as it was measured to."""
    heads = ("articles", "disk of one copy, GB", "with one replica", "shards of 40 GB",
             "client, processor hours", "nodes, the same, for each copy",
             "counts in memory of a server, GB", "read before an update, minutes")  # fmt: skip
    last, power = counted[-1], growth(counted)
    each = build["ways"]["apart"]["cluster"]
    rows = []
    for articles in RECKONED:
        disk = search["store_bytes"] / search["articles"] * articles / _GB
        held = last["memory_bytes"] * (articles / last["articles"]) ** power / _GB
        rows.append(
            [
                f"{articles:,}",
                number(disk),
                number(2 * disk),
                f"{math.ceil(disk / _SHARD_GB):,}",
                number(each["client_s_of_1000"] * articles / 1e3 / _HOUR),
                number(each["nodes_s_of_1000"] * articles / 1e3 / _HOUR),
                number(held),
                number(last["scan_s"] / last["articles"] * articles / 60),
            ]
        )
    return "\n\n".join(("Reckoned from these, not measured:", table(heads, rows)))


def growth(results: Sequence[Result]) -> float:
    """Return the power of the number of articles by which different pairs grow, least squares."""
    points = [(math.log(own["articles"]), math.log(own["pairs"])) for own in results]
    across, up = (sum(values) / len(points) for values in zip(*points, strict=True))
    steep = sum((x - across) * (y - up) for x, y in points)
    return steep / sum((x - across) ** 2 for x, _ in points)
