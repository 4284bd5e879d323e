"""Ask whether a pinned package has a known vulnerability; never call clean what nobody knows.

    python -m tools.vulnerabilities requirements/dev.lock

Asks pip-audit. Exit 1 when a package has a vulnerability that is not in the list
`[tool.timtin.vulnerabilities]` of pyproject.toml, when pip-audit fails, or when the
lock file has no package; exit 0 when all is well, and also when the advisories cannot be reached,
which is said: a machine without network can still be worked on. Says nothing when everything was
looked up and is well.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 40  # that pip-audit may take; the whole of `make check` is to stay below a minute
_WRONG_USAGE = 2  # exit code of argparse
# The last complaint of a pip-audit that reached nobody, or that was told to come later.
_UNREACHABLE = re.compile(
    r"requests\.exceptions\.(ConnectionError|ProxyError|SSLError|\w*Timeout|ChunkedEncodingError):"
    r"|pip_audit\._service\.interface\.ServiceError$"
    r"|.*your network may be blocking this service"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to tell, and whether that is a failure."""

    lines: tuple[str, ...]
    failed: bool = False


def judge(answer: str, complaints: str, accepted: Mapping[str, str]) -> Verdict:
    """Judge what pip-audit printed; `accepted` says of the ids of vulnerabilities why they stay.

    An empty answer is that of a pip-audit that reached nobody, or of one that failed; its last
    complaint says which.
    """
    if not answer.strip():
        last = complaints.strip().rpartition("\n")[2] or "pip-audit said nothing"
        if _UNREACHABLE.match(last):
            return _unlooked(last)
        return Verdict((f"Vulnerabilities: pip-audit failed: {last}",), failed=True)
    try:
        packages = json.loads(answer)["dependencies"]
        skipped = [each["name"] for each in packages if "skip_reason" in each]
        looked_up = [each for each in packages if "skip_reason" not in each]
        found = [(each, hole) for each in looked_up for hole in each["vulns"]]
        told = [(_named(*each), _accepted(each[1], accepted)) for each in found]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = f"Vulnerabilities: pip-audit's answer cannot be read ({error!r}): {answer[:200]}"
        return Verdict((said,), failed=True)
    if not packages:
        return Verdict(("Vulnerabilities: the lock file has no package.",), failed=True)
    if not looked_up:
        return _unlooked(f"the advisories know none of {len(packages)} packages")
    lines = [f"Vulnerability in {name}" for name, reason in told if reason is None]
    failed = bool(lines)
    lines += [f"Accepted: {name}: {reason}" for name, reason in told if reason is not None]
    if skipped:
        lines.append(
            f"Vulnerabilities: {len(looked_up)} of {len(packages)} packages were looked up;"
            f" nothing is known of {', '.join(skipped)}."
        )
    return Verdict(tuple(lines), failed)


def accepted(pyproject: str) -> dict[str, str]:
    """Return why each vulnerability that is listed stays, and since when, by id.

    Raises:
        ValueError: one has no id, no reason or no date.
    """
    listed = tomllib.loads(pyproject).get("tool", {}).get("timtin", {}).get("vulnerabilities", [])
    try:
        return {each["id"]: f"{each['reason']} ({each['date']:%Y-%m-%d})" for each in listed}
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            "pyproject.toml, [[tool.timtin.vulnerabilities]]: each needs id, reason and date"
            f" (2026-11-22, without quotes): {error!r}"
        ) from error


def audited(lock: Path) -> Verdict:
    """Have pip-audit look up every package of a lock file, and judge what it found."""
    command = (
        sys.executable, "-m", "pip_audit", "--requirement", lock, "--disable-pip", "--no-deps",
        "--format", "json", "--progress-spinner", "off", "--timeout", "5",
    )  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter
            command, check=False, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return _unlooked(f"pip-audit had no answer within {SECONDS} seconds")
    if done.returncode == _WRONG_USAGE or "No module named" in done.stderr:
        return Verdict((f"Vulnerabilities: pip-audit did not run: {done.stderr}",), failed=True)
    return judge(done.stdout, done.stderr, accepted((ROOT / "pyproject.toml").read_text("utf-8")))


def _unlooked(reason: str) -> Verdict:
    return Verdict((f"Vulnerabilities: NOTHING WAS LOOKED UP: {reason}.",))


def _named(package: Mapping[str, Any], hole: Mapping[str, Any]) -> str:
    fixed = " or ".join(hole.get("fix_versions", ())) or "no version"
    names = ", ".join([hole["id"], *hole.get("aliases", ())])
    return f"{package['name']} {package['version']}: {names} (mended in {fixed})"


def _accepted(hole: Mapping[str, Any], reasons: Mapping[str, str]) -> str | None:
    names = (hole["id"], *hole.get("aliases", ()))
    return next((reasons[name] for name in names if name in reasons), None)


def main(arguments: Sequence[str]) -> int:
    """Print what is to be told of the lock file that is named; return the exit code."""
    verdict = audited(Path(arguments[0]))
    for line in verdict.lines:
        print(line, file=sys.stderr)
    return int(verdict.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
