"""Show what becomes of a text: ``python -m analyzers "Thành uỷ Hải Phòng"``, or a file as input.

Each syllable with the stages that changed it, pyvi's words, units, abbreviations, and
every term with its place in the text.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from analyzers.abbreviations import default_abbreviations
from analyzers.chains import FOLDED
from analyzers.encodings import Decoded, decode, repair
from analyzers.segmentation import segment
from analyzers.syllables import split_syllables
from analyzers.terms import Term, analyse
from analyzers.typed import read_telex, read_vni


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the analysis of the text in `arguments`, or of standard input."""
    parser = argparse.ArgumentParser(prog="python -m analyzers", description=__doc__)
    parser.add_argument("text", nargs="*", help="text to analyse; none reads standard input")
    words = parser.parse_args(arguments).text
    if not words and sys.stdin.isatty():
        parser.error("no text. Write it behind the command, or give a file: < article.txt")
    try:
        decoded = repair(" ".join(words)) if words else decode(sys.stdin.buffer.read())
        lines = "".join(f"{line}\n" for line in describe(decoded))
        # As bytes: a terminal of another encoding must not end the run.
        sys.stdout.buffer.write(lines.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has enough; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    return 0


def describe(decoded: Decoded) -> Iterator[str]:
    """Yield what there is to say about a text, line by line."""
    text = decoded.text
    if decoded.encoding != "utf-8" or decoded.warning:
        yield f"Read as {decoded.encoding}. {decoded.warning or ''}".rstrip()
    syllables = split_syllables(text)
    if not syllables:
        yield "There is no letter or digit in this text."
        return
    yield "Syllables"
    for syllable in syllables:
        written = text[syllable.start : syllable.end]
        yield f"  {syllable.start:4} {syllable.end:4}  {' → '.join(_steps(written))}"
        for name, read in (("Telex", read_telex), ("VNI", read_vni)):
            if readings := read(written):
                yield f"{'':13}or {', '.join(readings)}, if it is typed in {name}"
    yield "Words"
    yield f"  {' '.join(segment(text).split())}"
    yield "Terms"
    for term in analyse(text, abbreviations=default_abbreviations()):
        yield _line(term, text)


def _steps(written: str) -> Iterator[str]:
    """Yield a syllable as written, and after each stage that changed it."""
    yield written
    for stage in FOLDED:
        before, written = written, stage(written)
        if written != before:
            yield f"{written} ({stage.__name__})"


def _line(term: Term, text: str) -> str:
    forms = term.marked if term.marked == term.folded else f"{term.marked}, {term.folded}"
    written = "".join(c if c.isprintable() else " " for c in text[term.start : term.end])
    return f"  {term.start:4} {term.end:4}  {term.kind:18}  {forms}  ← {written}"


if __name__ == "__main__":
    sys.exit(main())
