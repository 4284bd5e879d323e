"""Draw the pictures and write the tables of the pages, from results.jsonl and nothing else.

    python -m benchmarks.draw [--readme]

Prints the tables and draws *.svg beside this file and in docs/images; with --readme, puts the
tables between their marks in README.md, docs/operations.md and docs/scaling.md too.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks import charts, tables
from benchmarks.articles import ROOT
from benchmarks.cluster import charts as cluster_charts
from benchmarks.cluster import tables as cluster_tables
from benchmarks.results import RESULTS, latest

README = ROOT / "README.md"
OPERATIONS = ROOT / "docs" / "operations.md"
SCALING = ROOT / "docs" / "scaling.md"
CLUSTER_PICTURE = ROOT / "docs" / "images" / "scaling.svg"
PAGES_SHOWN = "Pages over a cluster, and over the local engine"
BEGIN = "<!-- benchmarks.draw begins -->"
END = "<!-- benchmarks.draw ends -->"
SHOWN = {  # each picture, and what it is called where it cannot be seen
    "search.svg": "Time of a query, by kind and system",
    "growth-query.svg": "Time of a query, by number of articles",
    "growth-build.svg": "Time of a build, by number of articles",
}


def pictures(results: Path = RESULTS) -> dict[str, str]:
    """Return the SVG of each picture for which there are figures, by file name."""
    search, growth = latest("search", results), latest("growth", results)
    drawn = {}
    if search:
        drawn["search.svg"] = charts.dots(search[-1])
    if max(len(search), len(growth)) > 1:  # one size makes no curve
        drawn["growth-query.svg"] = charts.query_curves(search, growth)
        drawn["growth-build.svg"] = charts.build_curves(search, growth)
    return drawn


def block(results: Path = RESULTS) -> str:
    """Return what the README says, in Markdown."""
    return "\n\n".join(_paragraphs(results))


def capacity(results: Path = RESULTS) -> str:
    """Return what docs/operations.md says of the machine that so many articles take."""
    return tables.capacity(latest("growth", results))


def scaling(results: Path = RESULTS) -> str:
    """Return what docs/scaling.md says was measured on clusters."""
    parts = [
        write(found[-1])
        for bench, write in (
            ("cluster-build", cluster_tables.building),
            ("cluster-search", cluster_tables.searching),
            ("cluster-nodes", cluster_tables.shape),
        )
        if (found := latest(bench, results))
    ]
    counted, build = latest("cluster-counts", results), latest("cluster-build", results)
    search = latest("cluster-search", results)
    if len(counted) > 1:  # one size says nothing of growth
        parts.append(cluster_tables.counts(counted))
        if build and search:
            parts.append(cluster_tables.reckoned(build[-1], search[-1], counted))
    if search:
        parts.append(f"![{PAGES_SHOWN}](images/{CLUSTER_PICTURE.name})")
    return "\n\n".join(parts)


def cluster_picture(results: Path = RESULTS) -> str:
    """Return the SVG of the page over a cluster, beside the local engine."""
    return cluster_charts.pages(latest("cluster-search", results)[-1])


def with_block(page: str, written: str) -> str:
    """Return a page with what stands between the marks replaced.

    Raises:
        ValueError: it does not have both marks once.
    """
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise ValueError(f"The page must have {BEGIN} and {END} once each.")
    between = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    return between.sub(lambda _: f"{BEGIN}\n{written}\n{END}", page)


def _paragraphs(results: Path) -> Iterator[str]:
    search, growth = latest("search", results), latest("growth", results)
    for analysis in latest("analysis", results)[-1:]:
        faster = analysis["ways"]["segment_all"]["times_pyvi"]
        yield f"pyvi's words, byte for byte, come {faster} times as fast as from pyvi."
    if search:
        yield tables.about(search[-1])
        yield tables.compared(search[-1])
    for page in latest("web", results)[-1:]:
        yield tables.page(page)
    if growth:
        yield (
            f"Growth: beyond {max(one['originals'] for one in growth):,} articles with copies"
            " that differ; every size built and served by processes of its own."
        )
        yield tables.growth(growth)
    for name in pictures(results):
        yield f"![{SHOWN[name]}](benchmarks/{name})"


def main() -> None:
    """Draw, print, and rewrite the pages if that is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    for name, svg in pictures().items():
        Path(__file__).with_name(name).write_text(svg, "utf-8")
    if latest("cluster-search"):
        CLUSTER_PICTURE.write_text(cluster_picture(), "utf-8")
    written = block()
    print(written)
    if options.readme:
        for page, text in ((README, written), (OPERATIONS, capacity()), (SCALING, scaling())):
            page.write_text(with_block(page.read_text("utf-8"), text), "utf-8")


if __name__ == "__main__":
    main()
