"""Hold the licences of the installed packages to the list in pyproject.toml.

    python -m tools.licences

Asks pip-licenses. `[tool.timtin.licences]` lists the licences that go with MIT, and each
package that may have another one, with that licence and the reason. Exit 1 when a package
has what is not listed.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def refusals(packages: Sequence[Mapping[str, str]], rules: Mapping[str, Any]) -> Iterator[str]:
    """Give a line for each package whose licence is neither allowed nor its exception.

    `packages` have "Name", "Version" and "License", as pip-licenses prints them.
    """
    exceptions = dict(rules["exceptions"])
    for package in packages:
        name, licence = package["Name"].lower().replace("_", "-"), package["License"]
        exception = exceptions.pop(name, None)
        if exception:
            if exception["licence"] != licence:
                yield f"{name}: {licence} instead of {exception['licence']}, which is excepted"
        elif not is_allowed(licence, rules["allowed"]):
            yield f"{name} {package['Version']}: {licence} is not allowed"


def is_allowed(licence: str, allowed: Sequence[str]) -> bool:
    """Say whether all that must be kept is allowed: of `A OR B` one, of `A AND B` and `A; B` both.

    Brackets, which no package here has, are not read: then nothing is allowed.
    """
    return any(
        all(part.strip() in allowed for part in re.split(r" AND |;", choice))
        for choice in licence.split(" OR ")
    )


def main() -> int:
    """Print what is not allowed; return the exit code."""
    command = (sys.executable, "-m", "piplicenses", "--format", "json", "--from", "mixed")
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603  our own interpreter
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    refused = list(refusals(json.loads(done.stdout), rules["tool"]["timtin"]["licences"]))
    for line in refused:
        print(f"Licence of {line}", file=sys.stderr)
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
