"""What a prefix of a syllable begins, to find it and to mark it."""

import dataclasses
from collections.abc import Iterator

from analyzers import Syllable, fold
from analyzers.compose import compose
from analyzers.fold_diacritics import fold_diacritics
from analyzers.lowercase import lowercase
from search_app.core.language import Term
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare
from search_app.core.request import Begins

_MOST_MARKED = 64  # syllables that a prefix begins; of ten articles that have one, all show it
# Of all prefixes of a query: 350 prefixes of two letters begin 12,500 syllables, which took 3 s.
_MOST_MARKED_OF_ALL = 1_024


def beginnings(term: Term) -> Iterator[Begins]:
    """Yield what a prefix may begin: ``ki`` begins kinh, and kỹ, for which ky is written."""
    (syllable,) = term.syllables
    written = lowercase(compose(term.text))
    if is_bare(syllable):
        for text in dict.fromkeys([fold_diacritics(written), syllable.folded]):
            yield Begins("folded", text)
    else:
        for text in dict.fromkeys([written, syllable.marked]):
            yield Begins("marked", text)


def with_begun(query: Query, lexicon: Lexicon) -> Query:
    """Return `query` with what its prefixes begin as further syllables, for what is to be marked.

    Those of the most articles: two letters begin thousands.
    """
    wanted = [
        beginning
        for group in query.groups
        for term in group.terms
        if term.kind == "prefix" and not group.is_excluded
        for beginning in beginnings(term)
    ]
    most = min(_MOST_MARKED, _MOST_MARKED_OF_ALL // max(len(wanted), 1))
    begun = []
    for own in wanted:
        spend()
        found = lexicon.beginning(own.form, own.prefix, max(most, 1))
        begun += [text for text in found if text.isalpha()]
    if not begun:
        return query
    syllables = (Syllable(text, fold(text), -1, -1) for text in dict.fromkeys(begun))
    return dataclasses.replace(query, syllables=(*query.syllables, *syllables))
