"""Files that are made when their button is pressed."""

from collections.abc import Callable

from core.text import in_language, language
from core.told_counts import in_bands, told_in_bands


def as_here(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make`` as it would be now: it is called outside the run that shows the page, where no reader is known."""
    code, banded = language(), in_bands()

    def made() -> bytes:
        with in_language(code), told_in_bands(banded):
            return make()

    return made
