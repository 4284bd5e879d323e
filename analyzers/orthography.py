"""How a Vietnamese syllable is spelled: onset, rhyme and one tone mark; what else is none.

The onsets and rhymes were compiled for this project, with a few that only place names
have (Bắc Kạn, Đắk Lắk). They make 94 % of the syllables of 20,000 news articles; the
rest are numbers, abbreviations and foreign words. All text here is composed (NFC) and in
lower case.
"""

import unicodedata
from functools import cache, lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng; no mark is a tone too
_STOPPED = ("c", "k", "p", "t", "ch")  # rhymes that end so carry sắc or nặng, no other tone
_STOPPED_TONES = "\u0301\u0323"

# Longest first: ng before n, gi and qu before g and q.
_ONSETS = "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x".split()
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăk ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot  oong ooc  oa oac oach oai oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt  oe oen oeo oet  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui uk um un ung up ut  uân uâng uât uây  uê uêch uênh  uôc uôi uôm uôn uông uôt  uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu  ươc ươi ươm ươn ương ươp ươt ươu
    y  yêm yên yêng yêt yêu
    """.split()
)
# qu takes the u of its rhyme: quan is qu and an, quyên is qu and yên.
_AFTER_QU = frozenset(
    """
    a ac ach ai an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  ân âng ât âu ây
    e en eo et  ê êch ên ênh êt  i ich in inh it iu  ôc ơ ơi  y ych yên yêt yn ynh yt yu
    """.split()
)
_AFTER_GI = frozenset("êc êm ên êng êp êt êu".split())  # giếng is gi and êng, written once


def take_tone(syllable: str) -> tuple[str, str]:
    """Return a syllable without its tone marks, and the marks: none, one, or too many."""
    letters = unicodedata.normalize("NFD", syllable)
    tones = "".join(letter for letter in letters if letter in TONES)
    if not tones:
        return syllable, ""
    rest = "".join(letter for letter in letters if letter not in TONES)
    return unicodedata.normalize("NFC", rest), tones


@lru_cache(maxsize=1 << 14)
def parse(toneless: str) -> tuple[str, str] | None:
    """Return the onset and rhyme of a syllable without its tone, or None if it has no such."""
    for onset in _ONSETS:
        if toneless.startswith(onset) and _fits(onset, toneless[len(onset) :]):
            return onset, toneless[len(onset) :]
    return ("", toneless) if toneless in _RHYMES else None


def is_syllable(text: str) -> bool:
    """Whether `text`, with its tone, can be a Vietnamese syllable."""
    toneless, tones = take_tone(text)
    parts = parse(toneless)
    return parts is not None and len(tones) <= 1 and _can_carry(parts[1], tones)


def is_bare_syllable(text: str) -> bool:
    """Whether lower-case `text` is a Vietnamese syllable typed without any mark: ``chuyen``."""
    return text in _bare_syllables()


def put_tone(toneless: str, tone: str) -> str | None:
    """Return a syllable with its tone mark where the older habit puts it: ``hòa``, ``thủy``.

    On the vowel with a mark of its own (the last, of two); else, in a closed syllable
    or among three vowels, on the second vowel; else on the first. None if this is no syllable.
    """
    parts = parse(toneless)
    if parts is None or not _can_carry(parts[1], tone):
        return None
    onset, rhyme = parts
    vowels = rhyme.rstrip("bcdghkmnpqt")
    shaped = [at for at, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    late = len(vowels) > 1 and (len(vowels) > 2 or vowels != rhyme)  # noqa: PLR2004
    at = len(onset) + (shaped[-1] if shaped else int(late))
    return unicodedata.normalize("NFC", toneless[: at + 1] + tone + toneless[at + 1 :])


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _AFTER_QU
    if onset == "gi" and rhyme in _AFTER_GI:
        return True
    if rhyme not in _RHYMES or (rhyme.startswith("y") and rhyme != "y"):
        return False
    front = rhyme.startswith(tuple("eêiy"))
    if onset in {"c", "g", "gi", "ng"}:
        # gì and gìn: gi would leave nothing for a rhyme.
        return not front or (onset, rhyme) in {("g", "i"), ("g", "in"), ("gi", "e"), ("gi", "eo")}
    if onset in {"gh", "k", "ngh"}:
        return front or (onset, rhyme) in {("k", "an"), ("k", "ông")}  # Bắc Kạn, Krông
    return True


def _can_carry(rhyme: str, tone: str) -> bool:
    return not rhyme.endswith(_STOPPED) or (tone != "" and tone in _STOPPED_TONES)


@cache
def _bare_syllables() -> frozenset[str]:
    spelled = (
        onset + rhyme
        for onset in ("", *_ONSETS)
        for rhyme in _RHYMES | _AFTER_QU | _AFTER_GI
        if parse(onset + rhyme)
    )
    return frozenset(
        unicodedata.normalize("NFD", syllable).encode("ascii", "ignore").decode()
        for syllable in (text.replace("đ", "d") for text in spelled)
    )
