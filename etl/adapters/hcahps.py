"""HCAHPS: patient survey of hospitals, by state and nation

Shares of answers in the worst, the middle and the best box, a row a release, state and measure. The list of questions
or of measures may lie beside it, and then tells what was asked. How many answered is a number or a band such as
"Fewer than 100", and a band is no number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from core.codebook import Codebooks
from core.findings import Finding
from etl.export import Export, Question
from etl.published_figures import HIDDEN, figures_table, left_out, spelled
from etl.reading import SourceFile, read_tables
from etl.reading.numbers import decimal

RELEASE, STATE, MEASURE = "Release Period", "State", "Measure ID"
BOXES = {"1": "Bottom-box Percentage", "2": "Middle-box Percentage", "3": "Top-box Percentage"}
ANSWERS = {"1": "Bottom-box Answer", "2": "Middle-box Answer", "3": "Top-box Answer"}
NEEDED = {RELEASE, MEASURE, *BOXES.values()}
NAMES, QUESTIONS = {MEASURE, "Measure", "Type"}, {MEASURE, "Question", *ANSWERS.values()}
COMPLETED, FOOTNOTE = "Completed Surveys", "Footnote"
# The boxes in words whose order is known, where there is no list of questions.
LABELS = {"1": "Minst positivt", "2": "Middels positivt", "3": "Mest positivt"}
MOST_FILES = 3
_RELEASE = re.compile(r"(\d\d)_(\d{4})")


def recognises(files: Sequence[SourceFile], codebooks: Codebooks) -> bool:
    """Whether one file has the boxes, and any others are lists of measures or questions."""
    del codebooks
    if not 0 < len(files) <= MOST_FILES:
        return False
    columns = [_columns(file) for file in files]
    results = [names for names in columns if names >= NEEDED]
    lists = [names for names in columns if names >= NAMES or names >= QUESTIONS]
    return len(results) == 1 and len(lists) == len(files) - 1


def read(files: Sequence[SourceFile]) -> Export:
    """A row a release, place and measure, the mean of the boxes counted from one to three."""
    table = next(read_tables(file)[0] for file in files if _columns(file) >= NEEDED)
    cells = table.cells.apply(lambda column: column.str.strip())
    questions = _questions(cells[MEASURE].drop_duplicates(), files)
    measures = {measure: question.column for measure, question in questions.items()}
    boxes = _boxes(cells).to_dict("records")
    rows = [
        {**_place(record), "item": measures[record[MEASURE]], "n": _number(record.get(COMPLETED, "")), **told}
        for record, told in zip(cells.to_dict("records"), boxes, strict=True)
    ]
    return Export(
        adapter="hcahps",
        files=tuple(file.name for file in files),
        table=figures_table(rows, cells.index),
        questions={question.column: question for question in questions.values()},
        kind="figures",
        rows_in_file=len(cells) + table.rows_left_out,
        findings=(*table.findings, *_notes(cells, table.file)),
        encoding=table.encoding,
    )


def _columns(file: SourceFile) -> set[str]:
    return {str(name) for name in read_tables(file)[0].cells.columns}


def _place(record: Mapping[str, str]) -> dict[str, str]:
    """Where and when; a state is no county of ours, and its name stands where that of a region does."""
    state, release = record.get(STATE, ""), _RELEASE.fullmatch(record[RELEASE])
    period = f"{release[2]}-{release[1]}" if release else record[RELEASE]
    return {"area": "region" if state else "nation", "unit": state, "period": period}


def _boxes(cells: pd.DataFrame) -> pd.DataFrame:
    """The share in each box and the mean that they tell; what is not available is hidden, and is no nought."""
    shares = pd.DataFrame({f"share_{point}": decimal(cells[box]) for point, box in BOXES.items()})
    points = [int(point) for point in BOXES]
    told = shares.notna().all(axis="columns") & shares.sum(axis="columns").gt(0)
    mean = (shares * points).sum(axis="columns") / shares.sum(axis="columns").where(told)
    return shares.assign(mean=mean).map(spelled).where(told, HIDDEN)


def _number(written: str) -> str:
    """How many answered; nothing where the source tells a band."""
    whole = written.replace(",", "").strip()
    return whole if whole.isdecimal() else ""


def _questions(measures: Iterable[str], files: Sequence[SourceFile]) -> dict[str, Question]:
    """Measure -> its name, or the questions that it is made of, with the answers in each box."""
    names: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for file in files:
        for record in read_tables(file)[0].cells.to_dict("records"):
            if "Measure" in record:
                names[record[MEASURE]] = record["Measure"].strip()
            elif "Question" in record:
                labels.setdefault(record[MEASURE], {point: record[name].strip() for point, name in ANSWERS.items()})
                parts.setdefault(record[MEASURE], []).append(record["Question"].strip())
    joined = {measure: " / ".join(asked) for measure, asked in parts.items()}
    texts = {measure: names.get(measure) or joined.get(measure, measure) for measure in map(str, measures)}
    return {measure: Question(text, text, _labels(labels.get(measure, {}))) for measure, text in texts.items()}


def _labels(told: Mapping[str, str]) -> dict[str, str]:
    """The boxes with their answers; a box that a question does not have keeps no label."""
    filled = {point: answer for point, answer in told.items() if answer}
    return filled or dict(LABELS)


def _notes(cells: pd.DataFrame, file: str) -> list[Finding]:
    bands = cells[COMPLETED].map(lambda written: bool(written) and not _number(written)) if COMPLETED in cells else None
    marked = cells[FOOTNOTE].ne("") if FOOTNOTE in cells else None
    notes = {"hcahps_bands": bands, "hcahps_footnotes": marked}
    return [
        found
        for code, rows in notes.items()
        if rows is not None
        for found in left_out(code, cells.index[rows.astype(bool)], file)
    ]
