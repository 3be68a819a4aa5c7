"""The reference lists of this process, for those who have no import at hand."""

from core import catalogue
from core.catalogue import Catalogue
from core.settings import current_settings


def current_lists() -> Catalogue:
    """The lists as they are in the folders now."""
    return catalogue.load(current_settings().reference_folders)
