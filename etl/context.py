"""What an import needs to know beforehand: settings, reference lists and codebooks."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from core import catalogue, codebook
from core.catalogue import Catalogue
from core.codebook import Codebooks
from core.settings import Settings
from etl.surveyed import none_surveyed


@dataclass(frozen=True)
class Context:
    """Settings with the lists and codebooks that they point to; ``by`` is who imports, where that is known.

    ``surveyed`` is which units there are answers of, for an import that needs it: see ``etl.surveyed``.
    """

    settings: Settings
    catalogue: Catalogue
    codebooks: Codebooks
    by: str = ""
    surveyed: pd.DataFrame = field(default_factory=none_surveyed, compare=False, repr=False)

    def but_with(self, extra: Sequence[Path]) -> "Context":
        """The same context with further codebook files over the known ones."""
        more = {book.id: book for book in (codebook.load(path, self.catalogue) for path in extra)}
        return replace(self, codebooks=Codebooks({**self.codebooks, **more}))


def load_context(settings: Settings, codebooks: Sequence[Path] = (), by: str = "") -> Context:
    """Read the reference lists and the codebooks; an InputError names what is wrong in them."""
    lists = catalogue.load(settings.reference_folders)
    known = codebook.load_all(settings.all_codebook_folders, lists)
    return Context(settings, lists, known, by).but_with(codebooks)
