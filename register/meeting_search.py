"""Finding meetings in the log."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from register.meetings import Meeting


def found(session: Session, municipality: str | None, *, withdrawn: bool | None = False) -> list[Meeting]:
    """The meetings of a municipality, or of all, the newest first: those that stand, were withdrawn, or both.

    A meeting may have been about several places: they are few, and gone through here.
    """
    asked = select(Meeting).order_by(Meeting.held_on.desc(), Meeting.id.desc())
    if withdrawn is not None:
        asked = asked.where(Meeting.withdrawn.is_(withdrawn))
    return [row for row in session.scalars(asked) if _is_of(row, municipality)]


def _is_of(row: Meeting, municipality: str | None) -> bool:
    return municipality is None or not row.places or any(place.split("/")[0] == municipality for place in row.places)
