"""Data folders to open: the sample data, and the same with every respondent ten times."""

import shutil
from pathlib import Path

from core.settings import Settings
from etl.context import load_context
from etl.demo import import_sample
from etl.pipeline import publish_again, quiet
from store.warehouse import Warehouse

COPIES = 10
# Each respondent again under new numbers, and the figures of others' counts as many times larger.
MULTIPLY = (
    "INSERT INTO {table} SELECT respondent + copy * $step, * EXCLUDE (respondent, copy)"
    " FROM {table}, range(1, $copies) AS more(copy)",
    "UPDATE invited SET invited = invited * $copies",
    "UPDATE aggregate SET n = n * $copies, histogram = list_transform(histogram, lambda count: count * $copies)",
)
ANSWERS = """
COPY (
    SELECT respondent.service, respondent.unit_name AS unit, respondent.year,
        question.dimension, question.item, answer.value
    FROM answer
    JOIN respondent USING (respondent)
    JOIN question USING (question)
    WHERE answer.value IS NOT NULL
) TO '{path}' (HEADER)
"""


def sample_store(folder: Path) -> Path:
    """The sample data, imported and published."""
    import_sample(Settings(data=folder), quiet)
    return folder


def tenfold_store(folder: Path, sample: Path | None = None) -> Path:
    """The sample data with every respondent ten times, published anew; from a store with the sample data, if given."""
    if sample is None:
        sample_store(folder)
    else:
        shutil.copytree(sample, folder)
    respondents, *figures = MULTIPLY
    with Warehouse(folder) as warehouse, warehouse.transaction():
        connection = warehouse.connection
        step = connection.execute("SELECT max(respondent) FROM respondent").fetchall()[0][0]
        for table in ("respondent", "answer", "background", "comment"):
            connection.execute(respondents.format(table=table), {"step": step, "copies": COPIES})
        for statement in figures:
            connection.execute(statement, {"copies": COPIES})
    publish(folder)
    return folder


def publish(folder: Path) -> None:
    """A new release of the same answers: a running server begins to show it, and has nothing of it in memory."""
    publish_again(load_context(Settings(data=folder)))


def current_release(folder: Path) -> Path:
    """The file of the current release."""
    releases = folder / "releases"
    return releases / f"{(releases / 'CURRENT').read_text(encoding='utf-8').strip()}.duckdb"


def write_answers(folder: Path, path: Path) -> Path:
    """The answers of a store as a plain table, one row an answer."""
    with Warehouse(folder) as warehouse:
        warehouse.connection.execute(ANSWERS.format(path=path))
    return path
