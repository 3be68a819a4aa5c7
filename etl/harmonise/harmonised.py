"""What an export means once a codebook has been laid over it."""

from dataclasses import dataclass, field

import pandas as pd

from core.codebook import Codebook, Edition
from core.findings import Finding

SPOT = ["municipality", "service", "unit", "role", "period"]
BENCHMARKS = [
    "area", "area_name", "municipality", "county", "group", "service", "role", "period", "year", "item", "n", "mean",
    "sd", "histogram", "dont_know", "hidden",
]  # fmt: skip


@dataclass(frozen=True)
class Harmonised:
    """The answers of one edition, with what could not be used counted and named.

    Frames (respondents are numbered from 0 within the export):

    - ``respondents``: respondent, row, municipality, service, unit, unit_name, role, period, year, mode, weight,
      status, source_key; one row a respondent. ``unit`` is empty where the file does not tell units.
    - ``answers``: respondent, item, value (scale units, higher is better; missing with a reason), missing.
    - ``background``: respondent, variable, value. ``comments``: respondent, comment, text (personal data masked).
    - ``invited``: municipality, service, unit, unit_name, role, period, invited.
    - ``aggregates``: municipality, service, unit, unit_name, role, period, item, n, mean, sd, histogram, dont_know,
      hidden; for exports that hold figures only.
    - ``benchmarks``: area (nation, county, region, group, or municipality beside its units), area_name and county as
      the source writes them, municipality (only of area municipality), group of respondents (``""`` is everybody),
      service, role, period, year, item, n (missing where the source gives a mean only), mean, sd, histogram,
      dont_know, hidden; figures of other places in the same export, which never enter the municipality's own.
    """

    codebook: Codebook
    edition: Edition
    rows_read: int
    rows_quarantined: int
    respondents: pd.DataFrame
    answers: pd.DataFrame
    background: pd.DataFrame
    comments: pd.DataFrame
    invited: pd.DataFrame
    aggregates: pd.DataFrame
    findings: tuple[Finding, ...] = field(default=())
    benchmarks: pd.DataFrame = field(default_factory=lambda: empty(BENCHMARKS))

    @property
    def rows_kept(self) -> int:
        """Rows that entered."""
        return self.rows_read - self.rows_quarantined

    @property
    def answer_count(self) -> int:
        """Answers with a value."""
        if len(self.aggregates):
            return int(self.aggregates["n"].sum())
        return int(self.answers["value"].notna().sum())

    @property
    def respondent_count(self) -> int:
        """Respondents, invited ones without an answer included."""
        return len(self.respondents)

    @property
    def unit_count(self) -> int:
        """Units, however the export tells of them."""
        frames = [frame for frame in (self.respondents, self.aggregates, self.invited) if len(frame)]
        return len(frames[0][["service", "unit"]].drop_duplicates()) if frames else 0

    @property
    def invited_count(self) -> int:
        """Invited, where the export tells it."""
        return int(self.invited["invited"].sum()) if len(self.invited) else 0


def empty(columns: list[str]) -> pd.DataFrame:
    """A frame with the columns and no rows."""
    return pd.DataFrame({column: pd.Series(dtype="object") for column in columns})
