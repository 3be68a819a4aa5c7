"""What attacks on releases before have led to hiding: it is hidden again, and no decision need take it into account."""

from pathlib import Path

import pandas as pd

from disclosure.policy import Policy
from disclosure.told import KEY
from etl.publish.decisions import rules_name

WITHHELD = "withheld.csv"
COLUMNS = [*KEY, "unlisted"]
RULES = "rules"


def hidden_before(folder: Path, policy: Policy) -> pd.DataFrame:
    """The names of the cells (``KEY``), and whether nothing at all is told of each; none if the rules were others."""
    try:
        found = pd.read_csv(folder / WITHHELD, dtype="str", keep_default_na=False)
    except (OSError, ValueError):
        found = pd.DataFrame(columns=[*COLUMNS, RULES])
    kept = found[found[RULES].eq(rules_name(policy))]
    return kept[COLUMNS].assign(unlisted=kept["unlisted"].eq("True"))


def keep_hidden(folder: Path, policy: Policy, cells: pd.DataFrame) -> None:
    """Keep the names for the next release."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = (folder / WITHHELD).with_suffix(".unfinished")
    # What was hidden first and is not told of at all since stands there twice.
    latest = cells[COLUMNS].sort_values("unlisted").drop_duplicates(KEY, keep="last")
    latest.assign(rules=rules_name(policy)).to_csv(unfinished, index=False)
    unfinished.replace(folder / WITHHELD)


def forget_hidden(folder: Path) -> None:
    """Remove the names."""
    (folder / WITHHELD).unlink(missing_ok=True)
