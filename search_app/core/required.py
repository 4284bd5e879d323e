"""What an article must meet besides the evidence of words: the groups of a query as a condition."""

from analyzers import Syllable, split_syllables
from analyzers.units import Unit
from indexer import places
from search_app.core.beginnings import beginnings
from search_app.core.errors import UnknownFacetValueError
from search_app.core.facets import FacetValues
from search_app.core.language import Group, Term
from search_app.core.limits import spend
from search_app.core.model import FacetName
from search_app.core.phrases import phrase_condition
from search_app.core.port import Lexicon
from search_app.core.query import Query, is_bare
from search_app.core.readings import readings
from search_app.core.request import AnyOf, Condition, Every, Has, HasValue, Named, Not, Published


def required(query: Query, lexicon: Lexicon, facet_values: FacetValues) -> Condition | None:
    """Return what every group of `query` demands, None when none demands anything."""
    demands = [
        _group(group, query, lexicon, facet_values) for group in query.groups if group.is_required
    ]
    # What is typed twice is looked for once.
    return Every(tuple(dict.fromkeys(demands))) if demands else None


def counted(query: Query) -> frozenset[str]:
    """Return the folded syllables and units that an article needs, sorted by date, if any has all.

    Of alternatives it needs one, which is a condition.
    """
    spans = [
        (group.terms[0].start, group.terms[0].end)
        for group in query.groups
        if len(group.terms) == 1 and group.is_evident
    ]
    looked_for: list[Syllable | Unit] = [*query.syllables, *query.units]
    return frozenset(
        own.folded for own in looked_for if any(start <= own.start < end for start, end in spans)
    )


def values_named(term: Term, facet_values: FacetValues) -> tuple[str, ...]:
    """Return the values of a facet that a term names; marks that were typed must be there."""
    facet: FacetName = "city" if term.kind == "city" else "topic"
    try:
        found = facet_values.resolve(facet, [term.text])
    except UnknownFacetValueError:
        return ()
    # Who types "Sài Gòn", or what is a part of a city now, has its marks, not those of the value.
    typed = places.names(term.text) if facet == "city" else ()
    if any(_has_marks(term, name) for name in typed):
        return found
    return tuple(value for value in found if _has_marks(term, value))


def _has_marks(term: Term, name: str) -> bool:
    """Whether a name has the typed marks; what kind of place it is, is not always said in both."""
    ends = zip(reversed(term.syllables), reversed(split_syllables(name)), strict=False)
    return all(is_bare(typed) or typed.marked == own.marked for typed, own in ends)


def _group(group: Group, query: Query, lexicon: Lexicon, facet_values: FacetValues) -> Condition:
    spend()
    if group.is_excluded:
        (term,) = group.terms
        if term.kind == "words":  # of one word, which may have several syllables: Covid-19
            return Not(phrase_condition(term.syllables, query, lexicon))
        return Not(_term(term, query, lexicon, facet_values))
    terms = tuple(_term(term, query, lexicon, facet_values) for term in group.terms)
    return terms[0] if len(terms) == 1 else AnyOf(terms)


def _term(  # noqa: PLR0911  one for each kind
    term: Term, query: Query, lexicon: Lexicon, facet_values: FacetValues
) -> Condition:
    match term.kind:
        case "words":
            return all_words(term, query, lexicon)
        case "phrase":
            return phrase_condition(term.syllables, query, lexicon)
        case "title":
            return phrase_condition(term.syllables, query, lexicon, "title")
        case "prefix":
            return AnyOf(tuple(beginnings(term)))
        case "byline" | "source":
            return Named(term.kind, tuple(syllable.marked for syllable in term.syllables))
        case "year":
            first, last = term.years or (0, 0)
            return Published(first, last)
        case "city" | "topic":
            return HasValue(term.kind, values_named(term, facet_values))


def all_words(term: Term, query: Query, lexicon: Lexicon) -> Condition:
    """Return the condition that an article has all words of a term, accents as typed."""
    units = [unit for unit in query.units if term.start <= unit.start < term.end]
    parts: list[Syllable | Unit] = [
        syllable
        for syllable in query.syllables
        if term.start <= syllable.start < term.end
        and not any(unit.start <= syllable.start < unit.end for unit in units)
    ]
    # A unit stands for its syllables: those of 15-NQ/TW are others where it is 15-NQ/TƯ.
    found = [readings(own, lexicon, literal=query.is_literal) for own in [*units, *parts]]
    if not all(found):
        return AnyOf(())
    return Every(tuple(dict.fromkeys(Has("marked", (spellings,)) for spellings in found)))
