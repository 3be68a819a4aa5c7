"""What a reader has chosen; every field is a stable id that can stand in an address."""

from dataclasses import dataclass, replace

EVERYWHERE = "all"
EVERYONE = "everyone"


@dataclass(frozen=True)
class Selection:
    """Place, period, role and measure; ``None`` means nothing chosen below the level above."""

    municipality: str = EVERYWHERE
    service: str | None = None
    unit: str | None = None
    period: str | None = None
    role: str | None = None
    measure: str | None = None

    @property
    def place(self) -> str:
        """The id of the chosen place: ``0301``, ``0301/home_care`` or ``0301/home_care/solbakken``."""
        return place_id(self.municipality, self.service, self.unit)

    @property
    def one_role(self) -> str | None:
        """The chosen role; ``None`` for everyone, whose answers stand role by role below a municipality."""
        return None if self.role == EVERYONE else self.role

    def but(self, **changes: str | None) -> "Selection":
        """The same selection with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def place_id(municipality: str, service: str | None = None, unit: str | None = None) -> str:
    """The id of a place from its parts."""
    return "/".join(part for part in (municipality, service, unit) if part)
