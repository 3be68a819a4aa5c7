"""What becomes different from the former export, unit by unit."""

from collections.abc import Sequence

import pandas as pd

from etl.plans import Plan
from ui import show

COLUMNS = ("unit", "respondents_before", "respondents_after", "answers_before", "answers_after")


def show_changes(planned: Sequence[Plan], heading: str) -> bool:
    """The units before and after; whether there were any."""
    changed = [vars(change) for one in planned for change in one.changes]
    if changed:
        show.heading(heading)
        show.reader_table(pd.DataFrame(changed), COLUMNS)
    return bool(changed)
