"""What an import needs to know beforehand: settings, reference lists and codebooks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core import catalogue, codebook
from core.catalogue import Catalogue
from core.codebook import Codebooks
from core.settings import Settings


@dataclass(frozen=True)
class Context:
    """Settings with the lists and codebooks that they point to; ``by`` is who imports, where that is known."""

    settings: Settings
    catalogue: Catalogue
    codebooks: Codebooks
    by: str = ""

    def but_with(self, extra: Sequence[Path]) -> "Context":
        """The same context with further codebook files over the known ones."""
        more = {book.id: book for book in (codebook.load(path, self.catalogue) for path in extra)}
        return replace(self, codebooks=Codebooks({**self.codebooks, **more}))


def load_context(settings: Settings, codebooks: Sequence[Path] = (), by: str = "") -> Context:
    """Read the reference lists and the codebooks; an InputError names what is wrong in them."""
    lists = catalogue.load(settings.reference_folders)
    known = codebook.load_all(settings.all_codebook_folders, lists)
    return Context(settings, lists, known, by).but_with(codebooks)
