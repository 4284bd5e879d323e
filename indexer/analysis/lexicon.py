"""What is kept from batch to batch: chunks, pieces and terms that were met, by number."""

from analyzers.abbreviations import Abbreviations
from analyzers.segmentation import default_tagger
from indexer.analysis.chunks import Chunks
from indexer.analysis.form_tree import FormTree
from indexer.analysis.other_forms import OtherForms
from indexer.analysis.pieces import Pieces, Terms

# What is kept before a lexicon is full, and a new one is begun.
MAX_CHUNKS = 1 << 17
MAX_CHARACTERS = 1 << 24


class Lexicon:
    """Numbers for all that a text is made of. Not safe to use from two threads at once."""

    def __init__(self, abbreviations: Abbreviations) -> None:
        self.abbreviations = abbreviations
        self.terms = Terms()
        self.forms = FormTree(abbreviations)
        self.other_forms = OtherForms(self.forms, self.terms)
        self.pieces = Pieces(self.terms, self.forms.letters)
        self.chunks = Chunks(self.terms, self.pieces, default_tagger().new_vocabulary())

    @property
    def is_full(self) -> bool:
        """Whether it holds enough; then a new one should be begun."""
        return (
            len(self.chunks) > MAX_CHUNKS
            or max(len(self.pieces.texts), len(self.other_forms.table)) > 2 * MAX_CHUNKS
            or self.chunks.size + self.pieces.size > MAX_CHARACTERS
            or self.chunks.vocabulary.is_full
        )
