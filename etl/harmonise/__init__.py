"""From an export and a codebook to answers: the one place where columns get their meaning."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from core.catalogue import Catalogue
from core.codebook import Background, Codebook, Edition
from core.findings import Finding
from core.settings import Settings
from etl.export import STATUSES, Export
from etl.harmonise.aggregates import figures_of
from etl.harmonise.answer_codes import folded
from etl.harmonise.answers import long_answers, wide_answers
from etl.harmonise.harmonised import SPOT, Harmonised, empty
from etl.harmonise.structure import Layout, structure_of
from etl.harmonise.totals import are_sums_of_answers
from etl.masking import masked
from etl.reading.numbers import decimal

INVITED = [*SPOT[:3], "unit_name", *SPOT[3:], "year", "invited"]
RESPONDENTS = [
    "respondent", "row", *SPOT[:3], "unit_name", *SPOT[3:], "year", "mode", "weight", "status", "source_key",
]  # fmt: skip
AGGREGATES = [*INVITED[:-1], "item", "n", "mean", "sd", "histogram", "dont_know", "hidden"]
# Findings about rows that are left out as a whole.
WHOLE_ROWS = {
    "repeated_respondent", "missing_respondent", "unknown_item", "repeated_answer", "ragged_rows", "previews_left_out",
    "sums_of_answers",
}  # fmt: skip


def harmonised(
    export: Export, codebook: Codebook, edition: Edition, catalogue: Catalogue, settings: Settings
) -> Harmonised:
    """The answers, background, comments and invited of an export; what could not be used stands in the findings."""
    layout = Layout(export, codebook, edition, catalogue, settings)
    if edition.layout == "aggregated":
        return _aggregated(layout)
    structure, findings = structure_of(layout)
    read: Callable[[Layout, pd.DataFrame, list[Finding]], Harmonised] = _long if edition.layout == "long" else _wide
    return read(layout, structure, [*export.findings, *findings])


def _wide(layout: Layout, structure: pd.DataFrame, findings: list[Finding]) -> Harmonised:
    named, sums = _without_sums(layout, structure[structure["unit"].notna()])
    kept, found = _without_repeated(layout, named)
    respondents = _respondents(layout, _unit_by_unit(kept))
    answers, dubious = wide_answers(layout, respondents)
    return _complete(layout, structure, respondents, answers, [*findings, *sums, *found, *dubious])


def _long(layout: Layout, structure: pd.DataFrame, findings: list[Finding]) -> Harmonised:
    named, found = _with_respondent(layout, structure[structure["unit"].notna()])
    keys = _source_keys(layout, named)
    owners = pd.Series(pd.factorize(keys)[0], index=named.index).reindex(structure.index)
    respondents = _respondents(layout, named[~keys.duplicated()])
    answers, dubious = long_answers(layout, respondents, owners)
    return _complete(layout, structure, respondents, answers, [*findings, *found, *dubious])


def _aggregated(layout: Layout) -> Harmonised:
    figures = figures_of(layout)
    return Harmonised(
        codebook=layout.codebook,
        edition=layout.edition,
        rows_read=layout.export.rows_in_file,
        rows_quarantined=layout.export.rows_in_file - figures.rows_used,
        respondents=empty(RESPONDENTS),
        answers=empty(["respondent", "item", "value", "missing"]),
        background=empty(["respondent", "variable", "value"]),
        comments=empty(["respondent", "comment", "text"]),
        invited=figures.invited,
        aggregates=figures.aggregates[AGGREGATES],
        findings=(*layout.export.findings, *figures.findings),
        benchmarks=figures.benchmarks,
    )


def _without_sums(layout: Layout, structure: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows without those that sum up the others, as people write them under a table."""
    for name in ("unit", "respondent"):
        cells = layout.cells(name)
        if cells is None:
            continue
        told = cells.loc[structure.index]
        sums = are_sums_of_answers(told)
        if sums.any() and not sums.all():
            found = layout.finding("sums_of_answers", told.index[sums], name, told[sums], severity="warning")
            return structure[~sums], [found]
    return structure, []


def _without_repeated(layout: Layout, structure: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    if _keys(layout) is None:
        return structure, []
    keys = _source_keys(layout, structure)
    repeated = keys.notna() & keys.duplicated()
    if not repeated.any():
        return structure, []
    rows = structure.index[repeated]
    return structure[~repeated], [layout.finding("repeated_respondent", rows, "respondent", severity="warning")]


def _unit_by_unit(structure: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of their units, roles and periods, which is also the order of counting.

    What is counted together is then stored together, which makes counting many respondents several times as fast.
    """
    spots = structure.groupby(SPOT, dropna=False).ngroup()
    return structure.iloc[np.argsort(spots.to_numpy(), kind="stable")]


def _with_respondent(layout: Layout, structure: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows that say whose answer they are; where no column does, each row is somebody."""
    keys = _keys(layout)
    if keys is None:
        return structure, []
    told = keys.loc[structure.index].ne("")
    if told.all():
        return structure, []
    rows = structure.index[~told]
    return structure[told], [layout.finding("missing_respondent", rows, "respondent", severity="warning")]


def _keys(layout: Layout) -> pd.Series | None:
    """The source's own number of each row's respondent: the column that the codebook names, or what the tool tells."""
    written = layout.cells("respondent")
    if written is None and layout.export.respondents is not None:
        return layout.export.respondents.str.strip()
    return written


def _source_keys(layout: Layout, structure: pd.DataFrame) -> pd.Series:
    """Whom each row is about, missing where the file does not tell.

    Many exports number their respondents anew in each unit and period, so that the number alone names nobody.
    """
    written = _keys(layout)
    if written is None:
        return pd.Series(structure.index.astype("str"), index=structure.index)
    numbers = written.loc[structure.index]
    keys = numbers
    for part in reversed(SPOT):
        # Facts that could not be understood are findings; the file is refused for them elsewhere.
        keys = structure[part].fillna("") + "/" + keys
    return keys.where(numbers.ne(""))


def _respondents(layout: Layout, structure: pd.DataFrame) -> pd.DataFrame:
    rows = structure.index
    weight, mode = layout.cells("weight"), layout.cells("mode")
    status = _statuses(layout)
    named = _keys(layout) is not None
    return structure.assign(
        respondent=np.arange(len(rows), dtype="int32"),
        row=rows,
        mode=None if mode is None else mode.loc[rows],
        weight=np.nan if weight is None else decimal(weight.loc[rows]),
        status=None if status is None else status.loc[rows],
        source_key=_source_keys(layout, structure) if named else None,
    )[RESPONDENTS].reset_index(drop=True)


def _statuses(layout: Layout) -> pd.Series | None:
    """How far each respondent came, as the export's own columns or the codebook's column tell."""
    if layout.export.status is not None:
        return layout.export.status
    cells = layout.cells("status")
    if cells is None:
        return None
    meanings = {status: status for status in STATUSES} | layout.translations("status")
    return cells.map({written: meanings.get(written) for written in cells.drop_duplicates()}).astype("str")


def _complete(
    layout: Layout, structure: pd.DataFrame, respondents: pd.DataFrame, answers: pd.DataFrame, findings: list[Finding]
) -> Harmonised:
    background, strange = _background(layout, respondents)
    left_out = int(structure["unit"].isna().sum())
    left_out += sum(found.row_count for found in findings if found.code in WHOLE_ROWS)
    return Harmonised(
        codebook=layout.codebook,
        edition=layout.edition,
        rows_read=layout.export.rows_in_file,
        rows_quarantined=left_out,
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
        keys = _background_keys(layout, variable, column)
        values = cells.map({written: keys.get(folded(written)) for written in cells.drop_duplicates()})
        strange = cells[values.isna() & cells.ne("")].sort_index()
        if len(strange):
            found = layout.finding("unknown_background", strange.index, variable.id, strange, severity="warning")
            findings.append(found)
        owners = respondents["respondent"].to_numpy()
        frame = pd.DataFrame({"respondent": owners, "variable": variable.id, "value": values.to_numpy()})
        frames.append(frame[frame["value"].notna()])
    return pd.concat(frames, ignore_index=True) if frames else empty(["respondent", "variable", "value"]), findings


def _background_keys(layout: Layout, variable: Background, column: str) -> dict[str, str]:
    """A value's key by everything an export may write: the key, a label, the export's own code, the edition's words."""
    known = variable.values  # noqa: PD011 - a field of the codebook
    keys = {folded(key): str(key) for key in known}
    labels = {folded(word): str(key) for key, names in known.items() for word in names.values()}
    question = layout.export.questions.get(column)
    told = {} if question is None else question.labels
    # The code of a tool may be another value's key with us: its label decides.
    codes = {folded(code): labels[folded(label)] for code, label in told.items() if folded(label) in labels}
    words = {folded(written): key for written, key in layout.translations(variable.id).items()}
    return keys | labels | codes | words


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
    """Where some have not begun, the export lists everybody who was asked; else only those who began are there."""
    if not respondents["status"].isin(["new", "distributed"]).any():
        return empty(INVITED)
    asked = respondents[respondents["status"].ne("new")]
    return asked.groupby(INVITED[:-1], as_index=False, dropna=False).size().rename(columns={"size": "invited"})
