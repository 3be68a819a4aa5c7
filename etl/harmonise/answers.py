"""The answers of an export: one row a respondent and item, in scale units, higher is better."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.codebook import Codebook, Edition, Item
from core.findings import Finding, Severity
from etl.harmonise.answer_codes import MISSING, QUARANTINED, AnswerCodes, Meaning
from etl.harmonise.structure import Layout

PRESENT = -1
# More than this share of a column's answers outside the scale means that the column is not what the codebook says.
LARGEST_SHARE_OUTSIDE = 0.5


@dataclass(frozen=True)
class Coded:
    """One item's answers: scores in scale units, or as index in ``MISSING`` the reason that there is none."""

    item: str
    rows: pd.Index
    scores: npt.NDArray[np.float32]
    reasons: npt.NDArray[np.int8]

    def in_order(self, order: npt.NDArray[np.intp]) -> "Coded":
        """The same answers, those at the positions one after the other."""
        return Coded(self.item, self.rows, self.scores[order], self.reasons[order])


def wide_answers(layout: Layout, respondents: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Answers of an export with one row a respondent and one column an item."""
    table = layout.export.table
    positions = table.index.get_indexer(pd.Index(respondents["row"]))
    in_file = np.sort(positions)
    # The answers are looked through as they stand in the file, and then put in the order of the respondents.
    order = np.searchsorted(in_file, positions)
    coded, findings = [], []
    for item in asked_items(layout.codebook, layout.edition):
        column = layout.column(item.id)
        if column is None:
            continue
        cells = table[column] if len(in_file) == len(table) else table[column].iloc[in_file]
        answers = _coded(layout, item, cells, column)
        findings += _quarantined(layout, answers, cells, layout.written_in(item.id))
        coded.append(answers.in_order(order))
    return _stacked(coded, respondents["respondent"].to_numpy(), _items(layout)), findings


def long_answers(layout: Layout, respondents: pd.DataFrame, owners: pd.Series) -> tuple[pd.DataFrame, list[Finding]]:
    """Answers of an export with one row an answer; ``owners`` gives each row's respondent."""
    items, cells = layout.cells("item"), layout.cells("value")
    assert items is not None
    assert cells is not None
    ids = items.map(item_ids(layout))
    known = ids.notna() & owners.notna()
    findings = []
    strange = items[ids.isna() & owners.notna()]
    if len(strange):
        findings.append(layout.finding("unknown_item", strange.index, "item", strange, severity="warning"))
    repeated = known & pd.DataFrame({"owner": owners, "item": ids}).duplicated()
    if repeated.any():
        rows = repeated.index[repeated]
        findings.append(layout.finding("repeated_answer", rows, "item", severity="warning"))
    frames = []
    for item in asked_items(layout.codebook, layout.edition):
        mine = known & ~repeated & ids.eq(item.id)
        answers = _coded(layout, item, cells[mine], layout.column("value") or "")
        frames.append(_stacked([answers], owners[mine].to_numpy(dtype="int32"), _items(layout)))
        findings += _quarantined(layout, answers, cells[mine], f"{layout.written_in('value')} ({item.id})")
    return pd.concat(frames, ignore_index=True), findings


def asked_items(codebook: Codebook, edition: Edition) -> Iterator[Item]:
    """The items that an edition asks: all in long and aggregated exports, the mapped ones in wide exports."""
    return (item for item in codebook.items if edition.layout != "wide" or item.id in edition.columns)


def item_ids(layout: Layout) -> dict[str, str]:
    """An item's id by everything an export may call it: its id, its text in any language, the edition's own names."""
    texts = {name.strip(): item.id for item in layout.codebook.items for name in item.text.values()}
    texts |= {name.strip(): item for item, names in layout.edition.texts.items() for name in names.values()}
    ids = {item.id: item.id for item in layout.codebook.items}
    return texts | ids | layout.translations("item")


def _coded(layout: Layout, item: Item, cells: pd.Series, column: str) -> Coded:
    scale = layout.codebook.scale_of(item.id, layout.edition.id)
    question = layout.export.questions.get(column)
    codes = AnswerCodes(scale, question.labels, question.no_answer) if question else AnswerCodes(scale)
    positions, distinct = pd.factorize(cells)
    meanings = [codes.meaning(str(written)) for written in distinct] + [Meaning(missing="unanswered")]
    turned = scale.min + scale.max if item.reversed else None
    scores = np.array([_score(meaning, turned) for meaning in meanings], dtype="float32")
    reasons = np.array([_reason(meaning) for meaning in meanings], dtype="int8")
    return Coded(item.id, cells.index, scores[positions], reasons[positions])


def _score(meaning: Meaning, turned: float | None) -> float:
    if meaning.value is None:
        return float("nan")
    return meaning.value if turned is None else turned - meaning.value


def _reason(meaning: Meaning) -> int:
    return PRESENT if meaning.missing is None else MISSING.index(meaning.missing)


def _quarantined(layout: Layout, answers: Coded, cells: pd.Series, written_in: str) -> list[Finding]:
    findings = []
    given = int((answers.reasons != MISSING.index("unanswered")).sum())
    for reason in QUARANTINED:
        outside = answers.reasons == MISSING.index(reason)
        if not outside.any():
            continue
        grave = outside.sum() > LARGEST_SHARE_OUTSIDE * given
        code = "column_does_not_fit" if grave else reason
        severity: Severity = "error" if grave else "warning"
        values = cells[outside].str.strip()
        details = {"item": answers.item, "share": round(100 * float(outside.sum()) / given)}
        scale = layout.codebook.scale_of(answers.item, layout.edition.id)
        found = layout.finding(
            code,
            answers.rows[outside],
            written_in,
            values,
            severity=severity,
            minimum=scale.min,
            maximum=scale.max,
            **details,
        )
        findings.append(found)
    return findings


def _items(layout: Layout) -> pd.Index:
    """The items that may be answered: the same for every part of an export, so that the parts fit together."""
    return pd.Index([item.id for item in asked_items(layout.codebook, layout.edition)], dtype="str")


def _stacked(coded: list[Coded], respondents: npt.NDArray[np.int32], items: pd.Index) -> pd.DataFrame:
    shape = (len(respondents), len(coded))
    # A respondent's answers stand together: counting by respondent is then three times as fast.
    scores, reasons = np.empty(shape, dtype="float32"), np.empty(shape, dtype="int8")
    for number, answers in enumerate(coded):
        scores[:, number], reasons[:, number] = answers.scores, answers.reasons
    item_codes = items.get_indexer(pd.Index([answers.item for answers in coded], dtype="str")).astype("int16")
    columns = {
        "respondent": np.repeat(respondents, len(coded)),
        "item": pd.Categorical.from_codes(np.tile(item_codes, len(respondents)), categories=items),
        "value": scores.ravel(),
        "missing": pd.Categorical.from_codes(reasons.ravel(), categories=pd.Index(MISSING, dtype="str")),
    }
    # Not copied into one block: the columns are long and nobody else has them.
    return pd.DataFrame(columns, copy=False)
