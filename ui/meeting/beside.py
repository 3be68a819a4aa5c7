"""What people have written beside the figures, read anew only when somebody has written."""

from core.errors import AppError
from register.latest import latest
from store.release import Release
from ui import data, registered
from views.meeting.beside import Beside
from views.meeting.written import beside_figures


def beside(municipality: str, period: str) -> Beside:
    """Tiltak and participation of a municipality; told as unreachable where the register is."""
    try:
        with registered.register().reading() as session:
            newest = latest(session)
        return data.cached(_read, municipality, period, newest)
    except AppError:
        return Beside(actions=None, activities=None)


def _read(_release: Release, municipality: str, period: str, _newest: int) -> Beside:
    with registered.register().reading() as session:
        return beside_figures(session, municipality, period)
