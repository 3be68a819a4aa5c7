"""One measure: the parts sorted by their difference, what is certain among them, and what so few could not show."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import text
from store.release import Release
from views import rest, wording, words
from views.comparison import against as held
from views.comparison import leaning, parts
from views.periods import period_name
from views.rows import hover, records, with_columns

VERDICTS = (*wording.CERTAIN, wording.LEANING, "uncertain")
CERTAIN = frozenset(wording.CERTAIN)
MOST_DRAWN = 30
MOST_TOLD = 3
COLUMNS = (
    "label", "n", "mean", "lower", "upper", "other_mean", "other_n", "difference", "difference_lower",
    "difference_upper", "standing", "smallest", "unassessed",
)  # fmt: skip
FIGURE = ("label", "mean", "lower", "upper", "raw", "scale_max", "n")


def by_part(release: Release, selection: Selection, measure: str, against: str) -> pd.DataFrame:
    """One row a part: its difference from the rest or another, the highest first and those without one last.

    The parts are one family of tests (Holm). Columns besides those of ``against.differences``: p_adjusted, family_size,
    verdict, smallest (the smallest difference that could have been found), standing (the verdict in words), said (the
    same where it is certain), hover, instead (in words, why there is no difference) and unassessed (why there is no
    verdict).
    """
    rows = held.differences(release, selection, against)
    rows = rows[rows["measure"].eq(measure)] if len(rows) else rows
    if rows.empty:
        return rows
    order = np.argsort(-np.nan_to_num(rows["difference"].to_numpy(dtype="float64"), nan=-np.inf), kind="stable")
    judged = rest.judge_again(rows.iloc[order].reset_index(drop=True))
    judged = (
        leaning.not_leaning(judged) if against == held.REST else with_columns(judged, leans_on=[None] * len(judged))
    )
    return in_words(judged, held.other(release, selection, against))


def in_words(judged: pd.DataFrame, other: str) -> pd.DataFrame:
    """Judged differences with the words that a chart and a table show."""
    told = list(held.as_told(judged))
    verdicts = judged["verdict"].tolist()
    figures = records(judged, *FIGURE)
    return with_columns(
        judged,
        standing=[wording.verdict(verdict, "difference") for verdict in verdicts],
        said=[wording.verdict(verdict, "difference").lower() if verdict in CERTAIN else "" for verdict in verdicts],
        hidden=[words.hidden(reason) for reason in judged["hidden"].tolist()],
        instead=[_instead(row) for row in records(judged, "hidden", "difference", "reason")],
        unassessed=[_unassessed(row) for row in records(judged, "hidden", "verdict", "reason")],
        hover=[
            f"{hover([row['label']], row, 0)}<br>{_lines(wording.compared(one, other=other))}"
            for row, one in zip(figures, told, strict=True)
        ],
    )


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that a chart has room for: of very many, those farthest to each side."""
    if len(table) <= MOST_DRAWN:
        return table
    known = np.flatnonzero(table["difference"].notna().to_numpy())
    half = MOST_DRAWN // 2
    kept = known if len(known) <= MOST_DRAWN else np.concatenate([known[:half], known[-half:]])
    return table.iloc[kept]


def sentences(release: Release, table: pd.DataFrame, selection: Selection, measure: str, against: str) -> list[str]:
    """What is certain, one sentence a part; what there is to see otherwise."""
    first = _counted(release, table, selection, measure)
    if table.empty or not table["verdict"].isin(VERDICTS).any():
        return [first, _untested(table, selection)]
    other = held.other(release, selection, against)
    sure = table[table["verdict"].isin(CERTAIN)]
    if sure.empty:
        return [first, _none_certain(table, selection, other)]
    return [first, *_certain(sure, other), _others(sure), leaning.told(table)]


def caption(release: Release, table: pd.DataFrame, selection: Selection, against: str) -> str:
    """How the chart is read, and what it leaves out."""
    other = held.other(release, selection, against)
    kept = text("comparison.drawn", shown=len(drawn(table)), all=len(table)) if len(table) > MOST_DRAWN else ""
    constant = against == held.BENCHMARK and held.constant(release, selection, table)
    return words.joined(
        [
            text("comparison.differences_caption", other=other, floor=wording.points(wording.FLOOR)),
            text("comparison.constant") if constant else "",
            kept,
        ]
    )


def _counted(release: Release, table: pd.DataFrame, selection: Selection, measure: str) -> str:
    shown, asked = parts.counted(parts.of_measure(release, selection, measure)) if len(table) else (0, 0)
    what = text(f"comparison.parts.{parts.kind(selection)}", count=asked)
    return text(
        "comparison.count",
        place=parts.name_of_whole(release, selection),
        period=period_name(selection.period or ""),
        measure=parts.measure_name(measure),
        shown=shown,
        asked=asked,
        parts=what,
    )


def _certain(sure: pd.DataFrame, other: str) -> list[str]:
    """Farthest from nothing first."""
    order = np.argsort(-np.abs(sure["difference"].to_numpy(dtype="float64")), kind="stable")
    rows = sure.iloc[order[:MOST_TOLD]]
    told = held.as_told(rows)
    sizes = rows["family_size"].tolist()
    return [
        wording.compared(one, other=other, who=str(label), family_size=size)
        for one, label, size in zip(told, rows["label"].tolist(), sizes, strict=True)
    ]


def _others(sure: pd.DataFrame) -> str:
    left = len(sure) - MOST_TOLD
    return text("comparison.more_certain", count=left) if left > 0 else ""


def _none_certain(table: pd.DataFrame, selection: Selection, other: str) -> str:
    """That nothing is certain, and what could have been found, from the part with most answers to that with fewest."""
    size = float(table["family_size"].max())
    none = text(
        "comparison.none_certain",
        parts=text(f"comparison.the_parts.{parts.kind(selection)}"),
        other=other,
        family=wording.family(size),
    )
    known = table[table["smallest"].notna()]
    if known.empty:
        return none
    low, high = float(known["smallest"].min()), float(known["smallest"].max())
    alike = round(low) == round(high)
    least = wording.points(np.ceil(low))
    found = (
        text("comparison.power_one", least=least)
        if alike
        else text("comparison.power", least=least, most=wording.points(np.ceil(high)))
    )
    return words.joined([none, found])


def _untested(table: pd.DataFrame, selection: Selection) -> str:
    """Why nothing can be compared: one part, or no figures."""
    what = parts.kind(selection)
    shown = int(table["mean"].notna().sum()) if len(table) else 0
    if shown == 1:
        return text(f"comparison.one_part.{what}")
    if shown == 0:
        return text("comparison.no_figures")
    reasons = [wording.why(reason) for reason in dict.fromkeys(table["reason"].dropna().tolist())]
    return text("comparison.untested", why="; ".join(reasons))


def _instead(row: dict[str, object]) -> str | None:
    if isinstance(row["hidden"], str):
        return words.hidden(row["hidden"])
    if words.missing(row["difference"]):
        return f"{wording.verdict(None, 'difference')}: {wording.why(str(row['reason']))}"
    return None


def _unassessed(row: dict[str, object]) -> str | None:
    if isinstance(row["hidden"], str):
        return words.hidden(row["hidden"])
    return None if row["verdict"] in wording.JUDGED else wording.why(str(row["reason"]))


def _lines(sentence: str) -> str:
    """A sentence broken into lines that a small box holds."""
    lines: Sequence[str] = [""]
    for word in sentence.split(" "):
        fits = len(lines[-1]) + len(word) < 60
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return "<br>".join(lines)
