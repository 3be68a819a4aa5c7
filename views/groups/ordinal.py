"""Two roles question by question, by the order of the answers alone."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import text
from metrics.ordinal import MAGNITUDES, cliffs_delta, mann_whitney
from metrics.screening import screened
from store.release import Release
from views import words
from views.asked import SCALE
from views.figures import held
from views.groups.choices import roles_of
from views.questions import wordings
from views.rows import records

COLUMNS = [
    "item", "label", "group", "against", "n", "other_n", "delta", "delta_lower", "delta_upper", "magnitude",
    "difference_verdict",
]  # fmt: skip
Histogram: TypeAlias = Mapping[int, int]


def by_question(release: Release, selection: Selection) -> pd.DataFrame:
    """One row a role other than the chosen one, and question that both answered on the same scale.

    ``delta`` is Cliff's: how much oftener an answer of ``group`` lies above one of ``against`` than below (-1 to 1),
    with its interval. ``difference_verdict`` is by Mann-Whitney's test with all questions as one family (Holm). Only
    questions whose distribution may be shown for both.
    """
    roles = roles_of(release, selection)
    counts = _histograms(release, selection)
    asked = [
        (
            role,
            {row["item"]: row for row in records(wordings(release, selection.but(role=role)), "item", "label", *SCALE)},
        )
        for role in roles
    ]
    pairs = [
        (item, first, other)
        for other, others in asked[1:]
        for first, own in asked[:1]
        for item, row in own.items()
        if _same_scale(row, others.get(item)) and counts.keys() >= {(first, item), (other, item)}
    ]
    if not pairs:
        return pd.DataFrame(columns=COLUMNS)
    labels = {item: row["label"] for item, row in asked[0][1].items()}
    rows = pd.DataFrame(
        {
            "item": [item for item, _, _ in pairs],
            "label": [labels[item] for item, _, _ in pairs],
            "group": [words.role(other) for _, _, other in pairs],
            "against": [words.role(first) for _, first, _ in pairs],
        }
    )
    return _judged(rows, *_aligned([(counts[other, item], counts[first, item]) for item, first, other in pairs]))


def _judged(rows: pd.DataFrame, a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    deltas = cliffs_delta(a, b)
    told = screened(deltas["delta"], mann_whitney(a, b)["p"], MAGNITUDES["negligible"], adjust="holm")
    return rows.assign(
        n=a.sum(axis=1),
        other_n=b.sum(axis=1),
        delta=deltas["delta"],
        delta_lower=deltas["lower"],
        delta_upper=deltas["upper"],
        magnitude=[text(f"groups.magnitude.{size}") for size in deltas["magnitude"].tolist()],
        difference_verdict=told["verdict"],
    )[COLUMNS]


def _histograms(release: Release, selection: Selection) -> dict[tuple[str, str], dict[int, int]]:
    """How many chose each scale point, by role and question."""
    counts: dict[tuple[str, str], dict[int, int]] = {}
    found = held(release, "distribution", [selection.place], selection.period, None)
    for row in records(found, "role", "item", "value", "n"):
        counts.setdefault((row["role"], row["item"]), {})[int(row["value"])] = int(row["n"])
    return counts


def _aligned(pairs: list[tuple[Histogram, Histogram]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides as histograms over the scale points of all questions; a point that a question lacks nobody chose."""
    points = sorted({point for pair in pairs for side in pair for point in side})
    first, second = (
        np.array([[pair[side].get(point, 0) for point in points] for pair in pairs], dtype=np.float64)
        for side in (0, 1)
    )
    return pd.DataFrame(first, columns=points), pd.DataFrame(second, columns=points)


def _same_scale(own: Mapping[str, object], other: Mapping[str, object] | None) -> bool:
    return other is not None and [own[end] for end in SCALE] == [other[end] for end in SCALE]
