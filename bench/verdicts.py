"""A measured figure beside its limit, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADER = ("what", "measured", "limit", "verdict")


@dataclass(frozen=True)
class Figure:
    """One measured figure; without limits it is only told. ``unit`` follows the number: ``×``, `` ms``."""

    what: str
    measured: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limits."""
        above = self.at_most is not None and self.measured > self.at_most
        below = self.at_least is not None and self.measured < self.at_least
        return not (above or below)

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The figure as a row of the table."""
        limits = (("≥ ", self.at_least), ("≤ ", self.at_most))
        limit = ", ".join(f"{sign}{bound:g}{self.unit}" for sign, bound in limits if bound is not None)
        verdict = ("kept" if self.kept else "BROKEN") if limit else ""
        return self.what, f"{self.measured:.{self._decimals}f}{self.unit}", limit, verdict

    @property
    def _decimals(self) -> int:
        return 0 if abs(self.measured) >= 100 else 1 if abs(self.measured) >= 10 else 2


def table(figures: Sequence[Figure]) -> str:
    """The figures in aligned columns."""
    rows = [HEADER, *(figure.cells for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADER))]
    what, *numbers = widths
    return "\n".join(
        "  ".join(
            [row[0].ljust(what), *(cell.rjust(width) for cell, width in zip(row[1:], numbers, strict=True))]
        ).rstrip()
        for row in rows
    )
