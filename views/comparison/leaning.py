"""Differences that are there only because one other part stands out the other way, and pulls the rest with it."""

import numpy as np
import pandas as pd

from core.text import listing, text
from metrics.arguments import floats
from metrics.differences import holm
from metrics.weighted import difference_from_others
from views import words
from views.certainty import LEVEL
from views.comparison import parts
from views.rows import with_columns
from views.wording import CERTAIN, LEANING


def not_leaning(judged: pd.DataFrame) -> pd.DataFrame:
    """The judged rows, where a difference that does not hold without the part farthest out opposite is told apart.

    One weak unit pulls down what every other unit is held against. ``leans_on`` names the part where the difference is
    no longer certain without it; the verdict is then "leaning": certain as the other pages have it, and no finding.
    """
    verdicts = judged["verdict"].tolist()
    leans: list[str | None] = [None] * len(judged)
    for _, rows in judged[judged["verdict"].isin(CERTAIN)].groupby("measure", sort=False):
        sides = np.sign(floats(rows["difference"]))
        farthest = int(np.argmax(np.abs(floats(rows["difference"]))))
        opposite = rows[sides == -sides[farthest]]
        if opposite.empty:
            continue
        p = _without(judged[judged["measure"].eq(rows["measure"].iloc[0])], rows["part"].iloc[farthest])
        for place, part in zip(
            judged.index.get_indexer(opposite.index).tolist(), opposite["part"].tolist(), strict=True
        ):
            # Of two parts neither has another rest to be held against: one test, seen from both sides.
            if p[part] >= LEVEL:
                verdicts[place], leans[place] = LEANING, str(rows["label"].iloc[farthest])
    return with_columns(judged, verdict=verdicts, leans_on=leans)


def told(judged: pd.DataFrame) -> str:
    """Which parts lie apart from the rest only because of another; nothing where none does."""
    found = []
    for (measure, other), rows in judged[judged["leans_on"].notna()].groupby(["measure", "leans_on"], sort=False):
        key = "pulls_down" if rows["difference"].iloc[0] > 0 else "pulls_up"
        names = listing(rows["label"].tolist())
        found.append(text(f"comparison.{key}", measure=parts.measure_name(str(measure)), others=names, part=other))
    return words.joined(found)


def _without(rows: pd.DataFrame, part: str) -> dict[str, float]:
    """The p (Holm) of each part against the others that are shown, with one of the parts left out of them all."""
    kept = rows[rows["part"].ne(part) & rows["mean"].notna()]
    invited = floats(kept["invited"])
    weight = floats(kept["n"]) if np.isnan(invited).any() else invited
    tested = difference_from_others(with_columns(kept, weight=weight), by=["measure"])
    return dict(zip(kept["part"].tolist(), holm(floats(tested["p"])).tolist(), strict=True))
