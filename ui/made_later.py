"""Files that are made when their button is pressed."""

from collections.abc import Callable
from contextvars import copy_context


def as_here(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make`` as it would be now: it is called outside the run that shows the page, where no reader is known."""
    here = copy_context()
    return lambda: here.copy().run(make)
