"""The register of this process, and what a page says where it cannot be had."""

import time
from functools import cache

from core.errors import AppError
from core.settings import current_settings
from core.text import text
from register.database import Register, open_register
from ui import access, show

# A register that did not answer is not asked again at every click: a reader would wait each time.
SECONDS_BETWEEN_TRIES = 10
EVERYBODY = "open"


class _Refused:
    """When the register last could not be opened, and why."""

    def __init__(self, error: AppError) -> None:
        self.error, self.when = error, time.monotonic()


_refused: dict[str, _Refused] = {}


def register() -> Register:
    """The register, opened once and again where its file was replaced; AppError where it cannot be had."""
    address = _address()
    known = _refused.get(address)
    if known is not None and time.monotonic() - known.when < SECONDS_BETWEEN_TRIES:
        raise known.error
    try:
        opened = _opened(address)
        if not opened.is_in_place():
            opened.close()
            _opened.cache_clear()
            opened = _opened(address)
    except AppError as error:
        _refused[address] = _Refused(error)
        raise
    _refused.pop(address, None)
    return opened


def unavailable(_error: AppError | None = None) -> None:
    """That figures go on, and follow-up does not."""
    show.note(text("register.unavailable"))


def by() -> str:
    """Who writes, as a role and never a person: the reader's role, or that anybody may."""
    reader = access.reader()
    roles = sorted(reader.roles) if reader else []
    return roles[0] if len(roles) == 1 else EVERYBODY


def _address() -> str:
    settings = current_settings()
    return settings.register_url.get_secret_value() if settings.register_url else str(settings.data)


@cache
def _opened(_address: str) -> Register:
    return open_register(current_settings())
