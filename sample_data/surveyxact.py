"""A SurveyXact export: everybody who was invited with a status, and the questions and labels in tables of their own."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.codebook import Codebook
from core.text import DEFAULT_LANGUAGE
from sample_data.contents import codebook_of, labels_of, texts_of
from sample_data.units import Group, Survey
from sample_data.writers import Row

STATUSES = {1: "Ny", 2: "Distribuert", 3: "Noen svar", 4: "Gjennomført", 5: "Frafalt"}
NEW, DISTRIBUTED, PARTIAL, COMPLETED, DROPPED = STATUSES
# Of those who answered, and of those who did not.
STOPPED_HALFWAY, DROPPED_OUT = 0.05, 0.06
STOPPED_AFTER = 6
# Someone in each unit moved before the survey was sent out.
NEVER_SENT = 1


def with_everybody(survey: Survey, table: pd.DataFrame, asked: Sequence[Group]) -> pd.DataFrame:
    """The respondents among all who are in the survey, with a status each, in random order."""
    rng = survey.generator(6)
    stopped = rng.random(len(table)) < STOPPED_HALFWAY
    answered = table.assign(status=np.where(stopped, PARTIAL, COMPLETED))
    book = codebook_of(survey.instrument)
    later = [item.id for item in book.items[STOPPED_AFTER:]] + [part.id for part in (*book.background, *book.comments)]
    answered.loc[stopped, later] = ""
    silent = [_silent(group, status) for group in asked for status in _statuses(group, rng)]
    everybody = pd.concat([answered, pd.DataFrame(silent)], ignore_index=True).fillna("")
    order = np.argsort(rng.random(len(everybody)), kind="stable")
    return everybody.iloc[order].reset_index(drop=True)


def _statuses(group: Group, rng: np.random.Generator) -> list[int]:
    dropped = rng.random(group.invited - group.answering) < DROPPED_OUT
    return [DROPPED if gone else DISTRIBUTED for gone in dropped] + [NEW] * NEVER_SENT


def _silent(group: Group, status: int) -> dict[str, object]:
    return {"unit": group.unit, "service": group.service, "role": group.role, "period": group.period, "status": status}


def parts(survey: Survey, everybody: pd.DataFrame, *, prefix: str, email: bool = False) -> dict[str, list[Row]]:
    """The rows of ``dataset``, ``structure`` and ``labels``; ``prefix`` begins the names of the status columns."""
    book = codebook_of(survey.instrument)
    columns = book.edition(survey.edition).columns
    units = {str(unit["name"]): str(number) for number, unit in enumerate(survey.units, start=1)}
    cells = everybody.assign(unit=everybody["unit"].map(units))[list(columns)].to_numpy().tolist()
    who = ["respondentid", "email"] if email else ["respondentid"]
    header = [*who, *columns.values(), *(f"{prefix}_{status}" for status in STATUSES)]
    dataset: list[Row] = [header]
    for number, (row, status) in enumerate(zip(cells, everybody["status"], strict=True), start=1):
        address = [f"parorende{number:03d}@example.no"] if email else []
        dataset.append([90_000 + number, *address, *row, *(int(status == one) for one in STATUSES)])
    labels = _labels(book, columns, units, prefix)
    return {"dataset": dataset, "structure": _structure(book, columns, prefix), "labels": labels}


def _structure(book: Codebook, columns: dict[str, str], prefix: str) -> list[Row]:
    texts = texts_of(book)
    open_questions = {comment.id for comment in book.comments}
    rows: list[Row] = [
        ("questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText")
    ]
    for name, column in columns.items():
        kind = ("Open", "String") if name in open_questions else ("Closed", "Single")
        rows.append((column, column, *kind, texts.get(name, "Sykehjem"), "", ""))
    rows += [
        ("statoverall", f"{prefix}_{code}", "Closed", "Multiple", "Samlet status", code, word)
        for code, word in STATUSES.items()
    ]
    return rows


def _labels(book: Codebook, columns: dict[str, str], units: dict[str, str], prefix: str) -> list[Row]:
    """No header; every other label ends in a blank, as they do in real exports."""
    rows: list[tuple[object, object, str]] = [(columns["unit"], code, name) for name, code in units.items()]
    for item in book.items:
        rows += [(columns[item.id], code, word) for code, word in labels_of(book, item.scale).items()]
    for variable in book.background:
        words = variable.values  # noqa: PD011 - the values of a background variable, not of a frame
        rows += [(columns[variable.id], code, names[DEFAULT_LANGUAGE]) for code, names in words.items()]
    for status in STATUSES:
        rows += [(f"{prefix}_{status}", 0, "Ikke valgt"), (f"{prefix}_{status}", 1, "Valgt")]
    return [(column, code, word + " " * (position % 2)) for position, (column, code, word) in enumerate(rows)]
