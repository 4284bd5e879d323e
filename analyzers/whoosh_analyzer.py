"""The one module of this package that knows Whoosh: our terms as a Whoosh analyzer."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from analyzers.syllables import JOINER, Syllable, pair_starts, split_syllables
from analyzers.words import word_spans


class VietnameseAnalyzer(Analyzer):  # type: ignore[misc]
    """Vietnamese terms for any Whoosh schema.

    While indexing, each syllable gives its marked term (``chuyển``), its folded
    one (``chuyen``), the pair it opens (``chuyển_đổi``, ``chuyen_doi``) and the
    longer words pyvi finds there; all carry the position and the offsets of what
    they cover in the source. In a query each syllable gives one term, as typed:
    accents that were typed must match, accents left out match any. So AND, OR and
    quoted phrases of Whoosh's query parser work as they are:

        schema = Schema(body=TEXT(analyzer=VietnameseAnalyzer(), stored=True))
        QueryParser("body", schema).parse('"chuyen doi" số')

    Turn kinds of terms off for a smaller index; ``marked=False`` searches without
    regard to accents.

    Raises:
        ValueError: neither marked nor folded terms are wanted.
    """

    def __init__(
        self, *, marked: bool = True, folded: bool = True, pairs: bool = True, words: bool = True
    ) -> None:
        if not (marked or folded):
            raise ValueError("VietnameseAnalyzer needs marked=True or folded=True")
        self.marked = marked
        self.folded = folded
        self.pairs = pairs
        self.words = words

    def __call__(  # noqa: PLR0917  Whoosh's signature
        self,
        value: str,
        positions: bool = False,  # noqa: FBT001, FBT002
        chars: bool = False,  # noqa: FBT001, FBT002
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Any]:
        """Yield the terms of `value`, in Whoosh's manner: one Token object, over and over.

        Raises:
            TypeError: `value` is no text.
        """
        if not isinstance(value, str):
            raise TypeError(f"VietnameseAnalyzer needs text, not {type(value).__name__}")
        syllables = split_syllables(value)
        token = Token(positions, chars, mode=mode, **options)
        for text, first, end in self._terms(value, syllables, mode):
            token.text = text
            token.boost = 1.0
            if options.get("keeporiginal"):
                token.original = text
            if positions:
                token.pos = start_pos + first
            if chars:
                token.startchar = start_char + syllables[first].start
                token.endchar = start_char + syllables[end - 1].end
            yield token

    def _terms(
        self, value: str, syllables: list[Syllable], mode: str
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (term, first syllable, end), in order of position."""
        if mode == "query":
            for at, syllable in enumerate(syllables):
                yield (syllable.marked if self.marked else syllable.folded), at, at + 1
            return
        for first, end in self._spans(value, syllables):
            for text in self._forms(syllables[first:end]):
                yield text, first, end

    def _spans(self, value: str, syllables: list[Syllable]) -> list[tuple[int, int]]:
        """Return what becomes a term; a word of two syllables is a pair and stands once."""
        spans = {(at, at + 1) for at in range(len(syllables))}
        if self.pairs:
            spans.update((at, at + 2) for at in pair_starts(value, syllables))
        if self.words:
            spans.update(word_spans(value, syllables))
        return sorted(spans)

    def _forms(self, syllables: list[Syllable]) -> list[str]:
        marked = JOINER.join(syllable.marked for syllable in syllables)
        folded = JOINER.join(syllable.folded for syllable in syllables)
        if self.marked and self.folded:
            return [marked] if marked == folded else [marked, folded]
        return [marked if self.marked else folded]
