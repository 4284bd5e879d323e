"""The query that was likelier meant, as it would have been typed."""

from collections.abc import Callable

from analyzers import Syllable, normalise
from search_app.core.accents import cased, read_accents
from search_app.core.forms import forms_of
from search_app.core.limits import spend
from search_app.core.port import Lexicon
from search_app.core.query import Query, whole
from search_app.core.spacing import joined, parted
from search_app.core.spelling import best_change

_MOST_STEPS = 4  # of a space or some syllables each; what wants more is no text of ours
_MOST_CHANGES = 3  # syllables in a step
_MOST_UNKNOWN = _MOST_STEPS * _MOST_CHANGES  # more are no slips, and take as long as they are many


def suggest(text: str, query: Query, read: Callable[[str], Query], lexicon: Lexicon) -> str | None:
    """Return `text` with the slips in it mended, or None where there seems to be none.

    Only mended syllables are changed, and the accents of a query that was typed without:
    quotation marks, numbers and all between them stay. `read` reads a text as a query, as
    `query` was; for what this returns, it returns None.
    """
    suggestion = None
    for _ in range(_MOST_STEPS + 1):  # the last must find nothing more
        mended = _mended(whole(text), query, read, lexicon)
        if mended is None:
            return suggestion and suggestion.strip()
        suggestion = text = mended
        query = read(text)
    return None


def _mended(text: str, query: Query, read: Callable[[str], Query], lexicon: Lexicon) -> str | None:
    """Return a text after one step, or None if nothing is to be mended."""
    if query.notes or not query.syllables:
        return None
    fixed = _fixed(text, query)
    respaced = _respaced(text, query, fixed, lexicon)
    if respaced is None:
        return _respelled(text, query, fixed, lexicon)
    query = read(respaced)
    if not query.without_accents:
        return respaced
    return _spliced(
        respaced, query, read_accents(query.syllables, lexicon, query.numbers).likeliest
    )


def _fixed(text: str, query: Query) -> set[int]:
    """Return the syllables that are no words: of numbers, units and abbreviations."""
    units = [range(unit.start, unit.end) for unit in query.units]
    is_shouted = not any(letter.islower() for letter in text)
    return {
        at
        for at, syllable in enumerate(query.syllables)
        if at in query.numbers
        or any(syllable.start in unit for unit in units)
        or (not is_shouted and len(_typed(text, syllable)) > 1 and _typed(text, syllable).isupper())
    }


def _respelled(text: str, query: Query, fixed: set[int], lexicon: Lexicon) -> str | None:
    forms = forms_of(query, lexicon)
    unknown = sum(not lexicon.spellings(form.folded) for form in forms)
    if unknown > _MOST_UNKNOWN:
        return None
    changed: set[int] = set()
    for _ in range(_MOST_CHANGES):
        change = best_change(forms, frozenset(query.pair_starts), fixed | changed, lexicon)
        if change is None:
            break
        forms[change.at] = change.form
        changed.add(change.at)
    if not changed:
        return None
    meant = [
        syllable._replace(marked=form.marked or form.folded, folded=form.folded)
        for syllable, form in zip(query.syllables, forms, strict=True)
    ]
    keep = fixed if query.without_accents else {*range(len(meant))} - changed
    return _spliced(text, query, read_accents(meant, lexicon, keep).likeliest)


def _respaced(text: str, query: Query, fixed: set[int], lexicon: Lexicon) -> str | None:
    """Return a text with one space more or less, or None."""
    forms = forms_of(query, lexicon)
    for at, syllable in enumerate(query.syllables):
        if at in fixed:
            continue
        spend()
        parts = parted(forms[at], lexicon)
        if parts:
            typed, cut = _typed(text, syllable), len(parts[0])
            is_composed = len(typed) == cut + len(parts[1])
            spaced = f"{typed[:cut]} {typed[cut:]}" if is_composed else " ".join(parts)
            return text[: syllable.start] + spaced + text[syllable.end :]
        following = query.syllables[at + 1 : at + 2]
        if following and at + 1 not in fixed and text[syllable.end : following[0].start] == " ":
            one = joined(forms[at], forms[at + 1], lexicon)
            if one:
                end = following[0].end
                return text[: syllable.start] + cased(one, _typed(text, syllable)) + text[end:]
    return None


def _spliced(text: str, query: Query, meant: tuple[str, ...]) -> str:
    """Return a text with the syllables that are not meant as typed replaced."""
    parts, end = [], 0
    for syllable, own in zip(query.syllables, meant, strict=True):
        typed = _typed(text, syllable)
        parts += [text[end : syllable.start], typed if _same(typed, own) else cased(own, typed)]
        end = syllable.end
    return "".join([*parts, text[end:]])


def _same(typed: str, meant: str) -> bool:
    return normalise(typed) == normalise(meant)


def _typed(text: str, syllable: Syllable) -> str:
    return text[syllable.start : syllable.end]
