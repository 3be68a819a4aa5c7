"""What becomes different from the former export, unit by unit."""

from collections.abc import Sequence

import pandas as pd

from etl.plans import Change, Plan, of_several_roles
from ui import show
from views import words

COLUMNS = ("unit", "respondents_before", "respondents_after", "answers_before", "answers_after")


def show_changes(planned: Sequence[Plan], heading: str) -> bool:
    """The units before and after; whether there were any."""
    changes = [change for one in planned for change in one.changes]
    if changes:
        show.heading(heading)
        show.reader_table(named(changes), COLUMNS)
    return bool(changes)


def named(changes: Sequence[Change]) -> pd.DataFrame:
    """One row a unit, with the role added where the same unit occurs with several."""
    several = of_several_roles(changes)
    units = [
        f"{change.unit} – {words.role(change.role).lower()}" if change.unit in several else change.unit
        for change in changes
    ]
    return pd.DataFrame([vars(change) for change in changes]).assign(unit=units)
