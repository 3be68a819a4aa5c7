"""The groups of a place beside each other: one row a measure and group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import text
from store.release import Release
from views import words
from views.figures import cells
from views.groups.choices import ROLE, group_cells, roles_of, variables
from views.rows import Row, hover, records, rows_where, with_columns
from views.words import ASSESSMENT, CORE_DIMENSIONS

OVERALL = "overall"
NUMBERS = ("n", "mean", "lower", "upper", "sd", "se", "df", "raw", "scale_max")


@dataclass(frozen=True)
class Groups:
    """Every measure by every group: ``table`` has as many rows as there are of both, measures outermost.

    - ``names``: every group's name by key, in order. ``shown``: the keys of those with a figure somewhere.
    - ``answers``: the answers behind each group's overall index, by key; missing where it is hidden.
    - ``table``: measure, label (of the measure), key and group (key and name of the group), series (as group, for the
      chart), n, mean, lower, upper, sd, se, df (0-100 index), raw, scale_max, hidden (in words), reason, hover.
    """

    names: Mapping[str, str]
    shown: Sequence[str]
    answers: Mapping[str, float]
    table: pd.DataFrame

    @property
    def hidden(self) -> list[str]:
        """The names of the groups without a figure anywhere."""
        return [name for key, name in self.names.items() if key not in self.shown]


def groups(release: Release, selection: Selection, variable: str) -> Groups:
    """The groups by a background variable, or by role, on the overall index and what matters to the user."""
    found = _by_role(release, selection) if variable == ROLE else _by_value(release, selection, variable)
    cells_by_spot, named = found
    measures = {OVERALL: text("measure.overall")} | {
        f"dimension:{key}": words.dimension(key) for key in CORE_DIMENSIONS
    }
    if any(measure == ASSESSMENT for measure, _ in cells_by_spot):
        measures[ASSESSMENT] = words.dimension("overall")
    rows = [
        _row(cells_by_spot.get((measure, key)), measure, label, key, name)
        for measure, label in measures.items()
        for key, name in named.items()
    ]
    told = {row["key"] for row in rows if not words.missing(row["mean"])}
    answers = {row["key"]: row["n"] for row in rows if row["measure"] == OVERALL}
    return Groups(named, [key for key in named if key in told], answers, _table(rows))


def _table(rows: list[Row]) -> pd.DataFrame:
    # Of a place that lists no groups there are no rows, and the same columns.
    names = rows[0] if rows else _row(None, "", "", "", "")
    columns: dict[str, Iterable[object]] = {name: [row[name] for row in rows] for name in names}
    numbers = {name: np.array(columns[name], dtype=np.float64) for name in NUMBERS}
    return with_columns(pd.DataFrame(index=range(len(rows))), **(columns | numbers))


def _by_role(release: Release, selection: Selection) -> tuple[dict[tuple[str, str], Row], dict[str, str]]:
    roles = roles_of(release, selection)
    rows = cells(release, [selection.place], selection.period, None, ("overall", "dimension"))
    spots = {(row["measure"], row["role"]): row for row in records(rows, "measure", "role", *NUMBERS, "hidden")}
    return spots, {role: words.role(role) for role in roles}


def _by_value(
    release: Release, selection: Selection, variable: str
) -> tuple[dict[tuple[str, str], Row], dict[str, str]]:
    rows = group_cells(release, selection)
    wanted = rows_where(rows, (name == variable for name in rows["variable"].tolist()))
    own = records(wanted, "measure", "value", *NUMBERS, "hidden")
    asked = {row["value"] for row in own}
    known = variables(release, selection).get(variable)
    named = {value: name for value, name in known.labels.items() if value in asked} if known else {}
    named |= {value: value for value in sorted(asked - set(named))}
    return {(row["measure"], row["value"]): row for row in own}, named


def _row(cell: Row | None, measure: str, label: str, key: str, name: str) -> Row:
    reason = words.NOT_MEASURED if cell is None else cell["hidden"]
    numbers = {
        column: float("nan") if cell is None or words.missing(cell[column]) else float(cell[column])
        for column in NUMBERS
    }
    told = {"measure": measure, "label": label, "key": key, "group": name, "series": name} | numbers
    return told | {
        "reason": reason if isinstance(reason, str) else None,
        "hidden": words.hidden(reason),
        "hover": hover([text("groups.spot", measure=label, group=name)], told, 0),
    }
