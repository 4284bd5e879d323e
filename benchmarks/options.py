"""What every benchmark can be told on the command line."""

import argparse
from pathlib import Path


def parser(usage: str) -> argparse.ArgumentParser:
    """Return a parser that knows the file of articles and --record."""
    made = argparse.ArgumentParser(
        description=usage, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("file", nargs="?", type=Path, help="articles, .jsonl or .jsonl.gz")
    made.add_argument("--record", action="store_true", help="append to results.jsonl")
    return made


def parse(made: argparse.ArgumentParser) -> argparse.Namespace:
    """Read the command line; what was measured on the seeds is not recorded."""
    options = made.parse_args()
    if options.record and not options.file:
        made.error("the seeds are too few for figures: name a file of articles to --record")
    return options
