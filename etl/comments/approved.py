"""What the register says may be shown."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from core.settings import Settings
from register import reviews
from register.database import RegisterUnavailableError, open_register
from register.reviews import Review

log = logging.getLogger(__name__)
UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Approved:
    """The reviews that let a comment be shown by its key; ``state`` is another one after every decision about it."""

    reviews: dict[str, Review]
    state: str


def approved_in(settings: Settings) -> Approved:
    """What is approved now. Without a register nothing is, and the release is then made without comments."""
    if not _may_have_reviews(settings):
        return Approved({}, "")
    try:
        register = open_register(settings)
    except RegisterUnavailableError:
        log.warning("comments=left_out reason=register_unavailable")
        return Approved({}, UNAVAILABLE)
    try:
        with register.reading() as session:
            return Approved({one.key: one for one in reviews.approved(session)}, reviews.state(session))
    except RegisterUnavailableError:
        log.warning("comments=left_out reason=register_unavailable")
        return Approved({}, UNAVAILABLE)
    finally:
        register.close()


def forget_reviews(settings: Settings, keys: Iterable[str]) -> None:
    """Remove the reviews of forgotten comments; they hold no text, and are no hindrance where they stay."""
    if not _may_have_reviews(settings):
        return
    try:
        register = open_register(settings)
    except RegisterUnavailableError:
        log.warning("reviews=kept reason=register_unavailable")
        return
    try:
        with register.session() as session:
            reviews.forget(session, keys)
    except RegisterUnavailableError:
        log.warning("reviews=kept reason=register_unavailable")
    finally:
        register.close()


def _may_have_reviews(settings: Settings) -> bool:
    """Nobody has written anything where the file is not there yet."""
    return settings.register_url is not None or (settings.data / "register.sqlite3").exists()
