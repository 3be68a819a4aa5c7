"""Every part by what matters to the user: where to look first, with the chance of false findings held down."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.selection import Selection
from core.text import listing, text
from metrics.arguments import floats
from store.release import Release
from views import rest, wording, words
from views.comparison import against as held
from views.comparison import leaning, parts
from views.rows import matrix_cells, records, with_columns

MOST_ROWS = 40
MOST_TOLD = 8
MARKS = {"better": "▲", "worse": "▼", "below_floor": "◆"}
COLUMNS = (
    "row", "dimension", "n", "mean", "lower", "upper", "difference", "difference_lower", "difference_upper",
    "standing", "hidden",
)  # fmt: skip


@dataclass(frozen=True)
class Screening:
    """The parts by the six dimensions, judged as one list.

    - ``table``: one row a part and dimension: text, score, hover, hidden, standing.
    - ``drawn``: the rows of the table that the chart has room for, ``rows`` and ``columns`` its labels.
    - ``findings``: a sentence for each certain difference, by verdict; ``left`` counts those not told.
    - ``family``: how many comparisons there are, and how they are adjusted.
    - ``note``: who lies apart only because another does.
    """

    table: pd.DataFrame
    drawn: pd.DataFrame
    rows: list[str]
    columns: list[str]
    findings: dict[str, list[str]]
    left: int
    family: str
    note: str


def screening(release: Release, selection: Selection) -> Screening:
    """Every part against the rest on the six dimensions; Benjamini and Hochberg's adjustment over all of them."""
    rows = held.differences(release, selection, held.REST)
    rows = rows[rows["measure"].isin(parts.SCREENED)].reset_index(drop=True) if len(rows) else rows
    if rows.empty or not rows["difference"].notna().any():
        return Screening(rows, rows, [], [], {"worse": [], "better": []}, 0, "", "")
    judged = leaning.not_leaning(rest.judge_again(rows, screening=True))
    other = held.other(release, selection, held.REST)
    table = _in_words(judged)
    labels = _labels(table)
    columns = [
        text(f"dimension_short.{measure.partition(':')[2]}")
        for measure in parts.SCREENED
        if measure in set(table["measure"])
    ]
    told = _told(judged)
    return Screening(
        table=with_columns(table, hidden=map(words.hidden, table["hidden"].tolist())),
        drawn=_cells(table[table["row"].isin(labels)].reset_index(drop=True), other),
        rows=labels,
        columns=columns,
        findings={verdict: _sentences(told[told["verdict"].eq(verdict)], other) for verdict in ("worse", "better")},
        left=sum(max(0, int(told["verdict"].eq(verdict).sum()) - MOST_TOLD) for verdict in ("worse", "better")),
        family=wording.family(float(judged["family_size"].max()), screening=True),
        note=leaning.told(judged),
    )


def _in_words(judged: pd.DataFrame) -> pd.DataFrame:
    """The judged differences with the words that a table shows."""
    return with_columns(
        judged,
        row=judged["label"].tolist(),
        standing=[wording.verdict(verdict, "difference") for verdict in judged["verdict"].tolist()],
    )


def _cells(rows: pd.DataFrame, other: str) -> pd.DataFrame:
    """The rows that are drawn, as the matrix wants them."""
    told = [wording.compared(one, other=other) for one in held.as_told(rows)]
    measures = rows["measure"].tolist()
    titles = [
        (label, parts.measure_name(measure), sentence)
        for label, measure, sentence in zip(rows["label"].tolist(), measures, told, strict=True)
    ]
    columns = [text(f"dimension_short.{measure.partition(':')[2]}") for measure in measures]
    # The eye takes a shade for a finding.
    shades = np.where(rows["verdict"].isin([*MARKS]), floats(rows["difference"]), 0.0)
    cells = matrix_cells(rows, shades, titles, column=columns)
    marked = [
        f"{number} {MARKS[verdict]}" if verdict in MARKS else number
        for number, verdict in zip(cells["text"].tolist(), rows["verdict"].tolist(), strict=True)
    ]
    return with_columns(cells, text=marked)


def _labels(table: pd.DataFrame) -> list[str]:
    """The parts by name; of very many those with something certain first."""
    every = list(dict.fromkeys(table["row"].tolist()))
    if len(every) <= MOST_ROWS:
        return every
    sure = set(table.loc[table["verdict"].isin([*MARKS]), "row"])
    kept = [*(label for label in every if label in sure), *(label for label in every if label not in sure)]
    chosen = set(kept[:MOST_ROWS])
    return [label for label in every if label in chosen]


def _told(judged: pd.DataFrame) -> pd.DataFrame:
    """What is certain and large enough to matter, the clearest first."""
    sure = judged[judged["verdict"].isin(["better", "worse"])]
    return sure.iloc[np.argsort(-np.abs(sure["difference"].to_numpy(dtype="float64")), kind="stable")]


def _sentences(sure: pd.DataFrame, other: str) -> list[str]:
    rows = sure.head(MOST_TOLD)
    names = records(rows, "label", "measure")
    told = held.as_told(rows)
    return [
        wording.compared(
            one,
            other=other,
            who=text("comparison.finding", part=row["label"], measure=parts.measure_name(row["measure"])),
        )
        for row, one in zip(names, told, strict=True)
    ]


def caption(told: Screening) -> str:
    """How the table in colours is read, and what it leaves out."""
    every = len(dict.fromkeys(told.table["row"].tolist()))
    kept = text("comparison.screening_drawn", shown=len(told.rows), all=every) if len(told.rows) < every else ""
    return words.joined([text("comparison.screening_caption"), kept])


def summary(told: Screening, selection: Selection) -> str:
    """What is certain in the list, or that nothing is."""
    if not told.rows:
        return text("comparison.no_figures")
    if not any(told.findings.values()):
        what = text(f"comparison.the_parts.{parts.kind(selection)}")
        return text("comparison.screening_none", parts=what, family=told.family)
    counts = {verdict: len(lines) for verdict, lines in told.findings.items() if lines}
    found = listing([text(f"comparison.found.{verdict}", count=count) for verdict, count in counts.items()])
    return text("comparison.screening_found", found=found, family=told.family)
