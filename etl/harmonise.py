"""From an export and a codebook to answers: the one place where columns get their meaning."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from core.catalogue import Catalogue
from core.codebook import Codebook, Edition
from core.findings import Finding
from core.settings import Settings
from etl.aggregates import aggregates_of
from etl.answer_codes import folded
from etl.answers import long_answers, wide_answers
from etl.export import Export
from etl.harmonised import SPOT, Harmonised, empty
from etl.masking import masked
from etl.numbers import decimal
from etl.structure import Layout, structure_of

INVITED = [*SPOT[:3], "unit_name", *SPOT[3:], "year", "invited"]
RESPONDENTS = [
    "respondent", "row", *SPOT[:3], "unit_name", *SPOT[3:], "year", "mode", "weight", "status", "source_key",
]  # fmt: skip
AGGREGATES = [*INVITED[:-1], "item", "n", "mean", "sd", "histogram", "dont_know", "hidden"]


def harmonised(
    export: Export, codebook: Codebook, edition: Edition, catalogue: Catalogue, settings: Settings
) -> Harmonised:
    """The answers, background, comments and invited of an export; what could not be used stands in the findings."""
    layout = Layout(export, codebook, edition, catalogue, settings)
    structure, findings = structure_of(layout)
    read: Callable[[Layout, pd.DataFrame, list[Finding]], Harmonised] = {
        "wide": _wide,
        "long": _long,
        "aggregated": _aggregated,
    }[edition.layout]
    return read(layout, structure, [*export.findings, *findings])


def _wide(layout: Layout, structure: pd.DataFrame, findings: list[Finding]) -> Harmonised:
    kept = structure[structure["unit"].notna()]
    kept, found = _without_repeated(layout, kept)
    respondents = _respondents(layout, kept)
    answers, dubious = wide_answers(layout, respondents)
    return _complete(layout, structure, respondents, answers, [*findings, *found, *dubious])


def _long(layout: Layout, structure: pd.DataFrame, findings: list[Finding]) -> Harmonised:
    keys = layout.cells("respondent")
    named = structure["unit"].notna()
    owner_names = structure.index.to_series().astype("str") if keys is None else keys
    owners, distinct = pd.factorize(owner_names.where(named))
    first = structure[named & ~owner_names.duplicated()]
    respondents = _respondents(layout, first)
    owner_of_row = pd.Series(owners, index=structure.index, dtype="float64").where(owners >= 0)
    answers, dubious = long_answers(layout, respondents, owner_of_row)
    return _complete(layout, structure, respondents, answers, [*findings, *dubious])


def _aggregated(layout: Layout, structure: pd.DataFrame, findings: list[Finding]) -> Harmonised:
    aggregates, found = aggregates_of(layout, structure)
    return Harmonised(
        codebook=layout.codebook,
        edition=layout.edition,
        rows_read=layout.export.rows_in_file,
        rows_quarantined=layout.export.rows_in_file - len(aggregates),
        respondents=empty(RESPONDENTS),
        answers=empty(["respondent", "item", "value", "missing"]),
        background=empty(["respondent", "variable", "value"]),
        comments=empty(["respondent", "comment", "text"]),
        invited=_invited_by_figure(layout, structure),
        aggregates=aggregates[AGGREGATES],
        findings=(*findings, *found),
    )


def _without_repeated(layout: Layout, structure: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    keys = layout.cells("respondent")
    if keys is None:
        return structure, []
    keys = keys.loc[structure.index]
    repeated = keys.ne("") & keys.duplicated()
    if not repeated.any():
        return structure, []
    rows = structure.index[repeated]
    return structure[~repeated], [layout.finding("repeated_respondent", rows, "respondent", severity="warning")]


def _respondents(layout: Layout, structure: pd.DataFrame) -> pd.DataFrame:
    rows = structure.index
    weight = layout.cells("weight")
    status = layout.export.status
    optional = {name: layout.cells(name) for name in ("mode", "respondent")}
    return structure.assign(
        respondent=np.arange(len(rows), dtype="int32"),
        row=rows,
        mode=None if optional["mode"] is None else optional["mode"].loc[rows],
        weight=np.nan if weight is None else decimal(weight.loc[rows]),
        status=None if status is None else status.loc[rows],
        source_key=None if optional["respondent"] is None else optional["respondent"].loc[rows].replace("", None),
    )[RESPONDENTS].reset_index(drop=True)


def _complete(
    layout: Layout, structure: pd.DataFrame, respondents: pd.DataFrame, answers: pd.DataFrame, findings: list[Finding]
) -> Harmonised:
    background, strange = _background(layout, respondents)
    quarantined = int(structure["unit"].isna().sum())
    quarantined += sum(found.row_count for found in findings if found.code in {"repeated_respondent", "ragged_rows"})
    return Harmonised(
        codebook=layout.codebook,
        edition=layout.edition,
        rows_read=layout.export.rows_in_file,
        rows_quarantined=quarantined,
        respondents=respondents,
        answers=answers,
        background=background,
        comments=_comments(layout, respondents),
        invited=_invited_by_status(respondents),
        aggregates=empty(AGGREGATES),
        findings=(*findings, *strange),
    )


def _background(layout: Layout, respondents: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    frames, findings = [], []
    for variable in layout.codebook.background:
        column = layout.column(variable.id)
        if column is None:
            continue
        cells = layout.export.table.loc[respondents["row"], column].str.strip()
        labels = {folded(word): str(key) for key, names in variable.values.items() for word in names.values()}
        question = layout.export.questions.get(column)
        told = {} if question is None else {folded(code): labels.get(folded(label), "") for code, label in question.labels.items()}
        keys = {str(key): str(key) for key in variable.values} | {code: key for code, key in told.items() if key} | labels
        values = cells.map({written: keys.get(folded(written)) for written in cells.drop_duplicates()})
        strange = cells[values.isna() & cells.ne("")]
        if len(strange):
            findings.append(layout.finding("unknown_background", strange.index, variable.id, strange, severity="warning"))
        frame = pd.DataFrame({"respondent": respondents["respondent"].to_numpy(), "variable": variable.id, "value": values.to_numpy()})
        frames.append(frame.dropna(subset="value"))
    return pd.concat(frames, ignore_index=True) if frames else empty(["respondent", "variable", "value"]), findings


def _comments(layout: Layout, respondents: pd.DataFrame) -> pd.DataFrame:
    frames = []
    for comment in layout.codebook.comments:
        column = layout.column(comment.id)
        if column is None:
            continue
        words = layout.export.table.loc[respondents["row"], column].str.strip()
        owners = respondents["respondent"].to_numpy()
        frame = pd.DataFrame({"respondent": owners, "comment": comment.id, "text": words.to_numpy()})
        frames.append(frame[frame["text"].ne("")])
    if not frames:
        return empty(["respondent", "comment", "text"])
    comments = pd.concat(frames, ignore_index=True)
    return comments.assign(text=masked(comments["text"].astype("str")))


def _invited_by_status(respondents: pd.DataFrame) -> pd.DataFrame:
    """An export with status columns lists everybody who was asked."""
    if not respondents["status"].notna().any():
        return empty(INVITED)
    asked = respondents[respondents["status"].ne("new")]
    return asked.groupby(INVITED[:-1], as_index=False, dropna=False).size().rename(columns={"size": "invited"})


def _invited_by_figure(layout: Layout, structure: pd.DataFrame) -> pd.DataFrame:
    cells = layout.cells("invited")
    if cells is None:
        return empty(INVITED)
    named = structure[structure["unit"].notna()]
    table = named.assign(invited=decimal(cells.loc[named.index]))
    return table.groupby(INVITED[:-1], as_index=False)["invited"].max().dropna(subset="invited")
