"""Respondents to the rows of an export: which columns it has, and what its cells say."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from core.codebook import Codebook
from core.text import DEFAULT_LANGUAGE
from sample_data.contents import codebook_of, labels_of, texts_of, written_as
from sample_data.units import Group, Survey
from sample_data.writers import Row, decimal_comma

# A source that hides small figures itself shows a star where fewer than this answered.
LEAST_SHOWN = 5
HIDDEN = "*"
SHORT_LABELS = {"Løpenr": "Løpenummer", "Enhet": "Barnehage"}
MINUTES = "Svartid (min)"


def wide(survey: Survey, table: pd.DataFrame) -> list[Row]:
    """A header and one row a respondent."""
    edition = codebook_of(survey.instrument).edition(survey.edition)
    cells = _numbered(table)[list(edition.columns)]
    for name in ("service", "role"):
        if name in edition.columns:
            cells[name] = cells[name].map(written_as(edition, name))
    return [list(edition.columns.values()), *cells.to_numpy().tolist()]


def wide_with_minutes(survey: Survey, table: pd.DataFrame) -> list[Row]:
    """The same with a column of decimal numbers that no codebook knows: how long the answering took."""
    header, *rows = wide(survey, table)
    minutes = 3 + 6 * np.exp(0.5 * survey.generator(5).standard_normal(len(rows)))
    return [[*header, MINUTES], *([*row, decimal_comma(taken, 1)] for row, taken in zip(rows, minutes, strict=True))]


def wide_with_labels(survey: Survey, table: pd.DataFrame) -> list[Row]:
    """A row of codes, a row of question texts, and one row a respondent."""
    codes, *rows = wide(survey, table)
    book = codebook_of(survey.instrument)
    texts = texts_of(book)
    columns = book.edition(survey.edition).columns
    return [codes, [texts.get(name, SHORT_LABELS.get(column, column)) for name, column in columns.items()], *rows]


def long(survey: Survey, table: pd.DataFrame) -> list[Row]:
    """A header and one row an answer, the answer as the words on the form; nothing for what is unanswered."""
    book = codebook_of(survey.instrument)
    edition = book.edition(survey.edition)
    names = written_as(edition, "item")
    words = {item.id: labels_of(book, item.scale) for item in book.items}
    rows = []
    for person in _numbered(table.sort_values("period", kind="stable")).to_dict("records"):
        given = {item: words[item].get(str(person[item]), person[item]) for item in names}
        facts = [{**person, "item": names[item], "value": word} for item, word in given.items() if word]
        rows += [[fact[name] for name in edition.columns] for fact in facts]
    return [list(edition.columns.values()), *rows]


def aggregated(survey: Survey, table: pd.DataFrame, asked: list[Group]) -> list[Row]:
    """A header and one row a unit and item; a star in every figure that rests on too few answers."""
    book = codebook_of(survey.instrument)
    edition = book.edition(survey.edition)
    names = written_as(edition, "item")
    rows = []
    for group in asked:
        people = table[table["unit"].eq(group.unit)]
        for item in book.items:
            figures = _figures(people[item.id], book, item.scale)
            facts = {"unit": group.unit, "item": names[item.id], "invited": group.invited, **figures}
            rows.append([facts[name] for name in edition.columns])
    return [list(edition.columns.values()), *rows]


def invited(asked: Iterator[tuple[Survey, list[Group]]]) -> list[Row]:
    """A header and one row a unit, role and period."""
    rows: list[Row] = [["Undersøkelse", "Utgave", "Tjeneste", "Enhet", "Rolle", "Periode", "Inviterte"]]
    for survey, groups in asked:
        title = codebook_of(survey.instrument).title[DEFAULT_LANGUAGE]
        for group in groups:
            place = [SERVICE_NAMES[group.service], group.unit, ROLE_NAMES[group.role]]
            rows.append([title, survey.edition, *place, group.period, group.invited])
    return rows


SERVICE_NAMES = {
    "home_care": "Hjemmetjenester",
    "bpa": "BPA",
    "habilitation": "Bofellesskap",
    "kindergarten": "Barnehage",
    "child_welfare": "Barnevern",
    "mental_health": "Rus og psykisk helse",
    "building_permits": "Byggesak",
}
ROLE_NAMES = {"user": "Bruker", "next_of_kin": "Pårørende", "guardian": "Foresatt", "citizen": "Innbygger"}


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(respondent=range(1, len(table) + 1))


def _figures(codes: pd.Series, book: Codebook, scale_name: str) -> dict[str, object]:
    scale = book.scales[scale_name]
    ratings = pd.to_numeric(codes, errors="coerce")
    ratings = ratings[ratings.between(scale.min, scale.max)]
    points = range(scale.min, scale.max + 1)
    names = ["n", "mean", "sd", "dont_know", *(f"count_{point}" for point in points)]
    if len(ratings) < LEAST_SHOWN:
        return dict.fromkeys(names, HIDDEN)
    shown: dict[str, Callable[[], object]] = {
        "n": lambda: len(ratings),
        "mean": lambda: decimal_comma(float(ratings.mean()), 2),
        "sd": lambda: decimal_comma(float(ratings.std()), 2),
        "dont_know": lambda: int(codes.eq(str(scale.dont_know[0])).sum()),
    }
    counts = {f"count_{point}": int(ratings.eq(point).sum()) for point in points}
    return {name: figure() for name, figure in shown.items()} | counts
