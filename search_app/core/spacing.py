"""Spaces that were forgotten, or typed inside a syllable: ``haiphong``, ``ph òng``."""

from analyzers import fold, normalise
from analyzers.orthography import is_bare_syllable
from search_app.core.forms import Form, count, count_pairs
from search_app.core.port import Lexicon

_LONGEST = 14  # letters: nghiêngnghiêng
_TIMES = 100  # so many articles must have it as mended for each that has it as typed
_SHARE = 0.02  # of the articles with the rarer part that must have it beside the other


def parted(form: Form, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return the two syllables that a form is, typed without the space; None if it is not."""
    text = form.marked or form.folded
    if is_bare_syllable(form.folded) or len(text) > _LONGEST or not text.isalpha():
        return None
    parts = [
        (left, right)
        for left, right in ((text[:at], text[at:]) for at in range(1, len(text)))
        if is_bare_syllable(fold(left)) and is_bare_syllable(fold(right))
    ]
    forms = [(_form(left), _form(right)) for left, right in parts]
    together = count_pairs(forms, lexicon).tolist()
    least = _TIMES * count(form, lexicon)
    fitting = [
        (number, part)
        for number, part, (left, right) in zip(together, parts, forms, strict=True)
        if number > max(least, 1, _SHARE * min(count(left, lexicon), count(right, lexicon)))
    ]
    return max(fitting)[1] if fitting else None


def joined(left: Form, right: Form, lexicon: Lexicon) -> str | None:
    """Return the syllable that two forms side by side are, typed with a space inside, or None."""
    if not is_bare_syllable(left.folded + right.folded):
        return None
    if count_pairs([(left, right)], lexicon).any():
        return None
    text = (left.marked or left.folded) + (right.marked or right.folded)
    whole = _form(text)
    rarer = min(count(left, lexicon), count(right, lexicon))
    return text if count(whole, lexicon) > _TIMES * rarer else None


def _form(text: str) -> Form:
    marked, folded = normalise(text), fold(text)
    return Form(folded, None if folded == marked else marked)
