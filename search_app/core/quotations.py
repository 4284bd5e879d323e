"""Quotation marks of a pasted sentence, which quote somebody and demand nothing.

Of 71 headlines with quotations, 21 quote what stands so in no article at all, and 20 what
only other articles have; asked for as phrases, they hide their own article. So in a query as
long as a sentence, quotations demand their phrases only if some article has all of it: the
phrases and every other word.
"""

import dataclasses

from search_app.core.language import Group
from search_app.core.port import Lexicon
from search_app.core.query import Query
from search_app.core.request import Condition, Every
from search_app.core.required import all_words

_SENTENCE = 8  # syllables; with fewer, people narrow what they quote


def whole_sentence(query: Query, where: Condition, lexicon: Lexicon) -> Condition | None:
    """Return what an article meets that has all of a sentence, its quotations as phrases.

    None for a query that is no such thing. `where` is what it demands.
    """
    words = [
        group.terms[0]
        for group in query.groups
        if not group.is_required and group.terms[0].kind == "words"
    ]
    asked_for = [*query.phrases, *(term.syllables for term in words)]
    if not (query.phrases and words) or sum(map(len, asked_for)) < _SENTENCE:
        return None
    return Every((where, *(all_words(term, query, lexicon) for term in words)))


def without_quotations(query: Query) -> Query:
    """Return `query` with its quotations as words."""
    return dataclasses.replace(
        query,
        groups=tuple(_as_words(group) if group.is_quotation else group for group in query.groups),
        cited=tuple(group.terms[0] for group in query.groups if group.is_quotation),
    )


def _as_words(group: Group) -> Group:
    return Group((dataclasses.replace(group.terms[0], kind="words"),))
