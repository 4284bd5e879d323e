"""Python, and the packages that the installed distribution asks for."""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata

from search_app.cli.health import Finding, ok, problem, warning

_DISTRIBUTION = "timtin"
_REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+)\s*(?:\[[^]]*\])?\s*\(?(?P<limits>[^;)]*)\)?\s*(?:;(?P<condition>.*))?"
)
_LIMIT = re.compile(r"(>=|<|==|<=|>)\s*([\d.]+)")
_EXTRA = re.compile(r"""extra\s*==\s*['"](?P<name>[\w-]+)['"]""")


def installation() -> Iterator[Finding]:
    """Yield what Python and the packages are like."""
    try:
        about = metadata.metadata(_DISTRIBUTION)
        required = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        text = "timtin is not installed, so nobody knows what it asks for"
        yield warning("packages", text, "pip install -e .")
        return
    yield _python(str(about.json.get("requires_python", "")))
    yield from _packages(required)


def _python(limits: str) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if within(version, limits):
        return ok("Python", version)
    return problem("Python", f"{version}, but timtin asks for {limits}", "Install a newer Python")


def _packages(required: Iterable[str]) -> Iterator[Finding]:
    wrong: list[tuple[str, str]] = []  # requirement, what there is
    missing: dict[str, list[str]] = {}  # extra -> packages
    count = 0
    for requirement in required:
        found = _REQUIREMENT.match(requirement)
        if found is None:
            continue
        extra = _EXTRA.search(found["condition"] or "")
        asked = f"{found['name']}{found['limits'].strip()}"
        version = installed(found["name"])
        if extra and version is None:
            missing.setdefault(extra["name"], []).append(found["name"])
        elif version is None or not within(version, found["limits"]):
            wrong.append((asked, version or "missing"))
        else:
            count += 1
    for asked, version in wrong:
        yield problem("packages", f"{asked} is {version}", f'pip install "{asked}"')
    if not wrong:
        yield ok("packages", f"{count} as asked for")
    for name, packages in missing.items():
        text = f"{', '.join(packages)} missing: such files are reported and passed over"
        yield warning(name, text, f'pip install "{_DISTRIBUTION}[{name}]"')


def installed(name: str) -> str | None:
    """Return the version of a package; None when it is not there."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def within(version: str, limits: str) -> bool:
    """Return whether a version keeps to limits such as ``>=2.7.4,<3``."""
    own = _numbers(version)
    met = {
        ">=": lambda limit: own >= limit,
        "<=": lambda limit: own <= limit,
        "<": lambda limit: own < limit,
        ">": lambda limit: own > limit,
        "==": lambda limit: own == limit,
    }
    return all(met[sign](_numbers(limit)) for sign, limit in _LIMIT.findall(limits))


def _numbers(version: str) -> tuple[int, ...]:
    """Return the release numbers of a version, without zeros at the end: 2.0 is 2."""
    release = re.match(r"[\d.]*", version)
    numbers = [int(part) for part in release[0].split(".") if part] if release else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
