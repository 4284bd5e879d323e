"""What does a fresh process need that opens an index and answers? Prints it as JSON.

    python -m benchmarks.serving INDEX < QUERIES

The time to open, the time of each answer as a whole, and the memory then held. Started
by benchmarks.growth, because only a fresh process says what opening costs.
"""

import itertools
import json
import sys
import time
from pathlib import Path

from benchmarks.memory import resident
from benchmarks.peers import timtin


def main() -> None:
    """Open, ask each line of standard input, print."""
    system = timtin.System()
    times = [time.perf_counter()]
    system.open(Path(sys.argv[1]))
    times.append(time.perf_counter())
    for query in sys.stdin.read().splitlines():
        system.ask(query)
        times.append(time.perf_counter())
    opening, *asking = (1e3 * (end - start) for start, end in itertools.pairwise(times))
    print(json.dumps({"open_ms": opening, "query_ms": asking, "resident_mb": resident()}))


if __name__ == "__main__":
    main()
