"""What the written answers of a column come to under a mapping, and what only a person can say of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from core.findings import Finding, of_rows
from etl.export import Export
from etl.harmonise.answer_codes import QUARANTINED, AnswerCodes, folded
from etl.mapping import figures, model
from etl.mapping.dates import DATED, ambiguous_dates, dates_read
from etl.mapping.model import BACKGROUND, COMMENT, DROP, ITEM, ColumnMapping
from etl.mapping.scales import points_left_out
from etl.masking import masked

PREVIEW = ["written", "label", "count", "value", "missing", "question"]


def preview(mapping: model.Mapping, export: Export, column: str) -> pd.DataFrame:
    """One row a distinct written answer.

    Columns: written, label, count, value (scale units, higher is better; missing where there is none), missing (why
    there is no value, else ``""``) and question (whether a person must say what it means). Of a question of figures the
    answers are those of all rows together, and where the source tells only means the ends of the scale, with count 0.
    """
    mapped = mapping.column(column)
    in_rows = bool(mapping.figures) and column in export.questions
    counts = _counts_in_rows(export, column) if in_rows else _counts(export, mapped)
    table = pd.DataFrame({"written": counts.index.astype("str"), "count": counts.to_numpy()})
    labels, told = _labels(export, column), _told(mapped)
    table["label"] = [told.get(written) or labels.get(written, "") for written in table["written"]]
    table["value"], table["missing"], table["question"] = float("nan"), "", False
    if mapped.use == ITEM and mapped.scale in mapping.scales:
        codes = AnswerCodes(mapping.scales[mapped.scale], labels)
        meanings = [codes.meaning(written) for written in table["written"]]
        turned = _turned_at(mapping, mapped)
        table["value"] = [_value(one.value, turned) for one in meanings]
        table["missing"] = [one.missing or "" for one in meanings]
        table["question"] = table["missing"].isin(QUARANTINED) & (not in_rows)
    elif mapped.use in DATED:
        days, _ = dates_read(export, mapped)
        table["label"] = [days.get(written) or label for written, label in zip(*_texts(table), strict=True)]
        table["question"] = table["written"].isin(ambiguous_dates(mapping, export, mapped))
    elif mapped.use == BACKGROUND:
        known = {folded(word) for pair in told.items() for word in pair}
        table["question"] = [bool(written) and folded(written) not in known for written in table["written"]]
    elif unknown := _unknown_words(mapped):
        table["question"] = table["written"].isin(unknown)
    return table[PREVIEW]


def _counts(export: Export, column: ColumnMapping) -> "pd.Series[int]":
    cells = export.table[column.column].str.strip()
    return (masked(cells) if column.use in (COMMENT, DROP) else cells).value_counts().sort_index()


def _counts_in_rows(export: Export, question: str) -> "pd.Series[int]":
    counts = figures.counts_of(export, question)
    return pd.Series({code: counts.get(code, 0) for code in export.questions[question].labels}, dtype="int64")


def _texts(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    return table["written"].to_list(), table["label"].to_list()


def questions_to_adviser(mapping: model.Mapping, export: Export) -> list[Finding]:
    """What stops an import until a person has said what it means: each a finding that names the column.

    A code outside the scale is answered by a change of the scale or of the use of the column; a gap between its codes
    too, or by accepting the column as it is; words that no list knows by a change of the column's values, or by
    accepting it; dates that can be read in two ways by the value
    ``order`` of the column, ``dmy`` or ``mdy``.
    """
    return [finding for column in mapping.columns for finding in questions_of_column(mapping, export, column)]


def questions_of_column(mapping: model.Mapping, export: Export, column: ColumnMapping) -> Iterator[Finding]:
    """The same of one column: they follow from it and its scale, and those of dates from the rest of the mapping."""
    if column.use == ITEM:
        yield from _codes_outside(mapping, export, column)
        yield from _gap_in_scale(mapping, export, column)
    if unknown := _unknown_words(column):
        details = {"assumed": column.suggestions["values"].value}
        yield _finding("mapping_unknown_words", export, column, unknown, details)
    if column.use in DATED and (both := ambiguous_dates(mapping, export, column)):
        yield _finding("mapping_ambiguous_dates", export, column, both, {})


def _codes_outside(mapping: model.Mapping, export: Export, column: ColumnMapping) -> Iterator[Finding]:
    scale = mapping.scales.get(column.scale)
    if scale is None:
        yield Finding("mapping_no_scale", file=export.files[0], sheet=export.sheet, column=column.column)
        return
    if mapping.figures:
        return
    codes = AnswerCodes(scale, _labels(export, column.column))
    written = sorted(set(export.table[column.column].drop_duplicates().str.strip()))
    if strange := [one for one in written if codes.meaning(one).missing in QUARANTINED]:
        yield _finding("mapping_code_outside_scale", export, column, strange, {"min": scale.min, "max": scale.max})


def _gap_in_scale(mapping: model.Mapping, export: Export, column: ColumnMapping) -> Iterator[Finding]:
    """Labels at -1, 2, 3, 4 and 5: whether the first two are one step apart or three only a person can say."""
    scale, basis = mapping.scales.get(column.scale), column.suggestions.get("scale")
    if scale is None or mapping.figures or column.accepted or basis is None or basis.reason != "scale_labels":
        return
    gap = points_left_out(scale)
    if gap and not {str(point) for point in gap} & set(export.table[column.column].drop_duplicates().str.strip()):
        codes = ", ".join(str(point) for point in sorted(scale.labels))
        named = [f"{point} {text['nb']}" for point, text in sorted(scale.labels.items()) if point + 1 in gap]
        details: dict[str, object] = {"codes": codes, "gap": ", ".join(map(str, gap)), "last": named[0]}
        yield Finding("mapping_gap_in_scale", "error", export.files[0], export.sheet, column.column, details=details)


def _finding(
    code: str, export: Export, column: ColumnMapping, written: list[str], details: Mapping[str, object]
) -> Finding:
    cells = export.table[column.column].str.strip()
    rows = cells.index[cells.isin(written)]
    found = of_rows(code, rows, values=written, file=export.files[0], sheet=export.sheet, column=column.column)
    return replace(found, details=dict(details))


def _labels(export: Export, column: str) -> Mapping[str, str]:
    question = export.questions.get(column)
    return {} if question is None else question.labels


def _turned_at(mapping: model.Mapping, column: ColumnMapping) -> float | None:
    scale = mapping.scales[column.scale]
    return scale.min + scale.max if column.reversed else None


def _value(value: float | None, turned: float | None) -> float:
    if value is None:
        return float("nan")
    return value if turned is None else turned - value


def _unknown_words(column: ColumnMapping) -> list[str]:
    """The words of a structural column that no list knows and nobody has said the meaning of."""
    suggestion = column.suggestions.get("values")
    if suggestion is None or suggestion.reason != "unknown_words" or column.accepted:
        return []
    words = suggestion.details["unknown"]
    return [str(word) for word in words] if isinstance(words, tuple) else []


def _told(column: ColumnMapping) -> Mapping[str, str]:
    return column.values  # noqa: PD011 - a field of the mapping
