"""How new the register is: what was read before the latest change may be out of date."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from register.history import History


def latest(session: Session) -> int:
    """The number of the latest change; 0 where nothing was ever written."""
    return session.scalar(select(func.max(History.id))) or 0
