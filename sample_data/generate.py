"""Write the exports of the fictional municipality: ``python -m sample_data.generate [FOLDER]``."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from sample_data import country, surveyxact, tables, writers
from sample_data.answers import answers
from sample_data.comments import with_comments
from sample_data.contents import HERE
from sample_data.units import Group, Survey, groups, surveys

EXPORTS = HERE / "exports"
Files = dict[str, bytes]


def files() -> Files:
    """Every export by its path in the folder."""
    made: Files = {}
    for survey in surveys():
        made |= _files_of(survey)
    made |= {"landet_barnehager_2023.csv": writers.excel_utf8(country.figures())}
    return made | {"inviterte.csv": writers.excel_utf8(tables.invited(_asked_by_list()))}


def respondents(survey: Survey) -> pd.DataFrame:
    """Who answered and what, before it takes the form of an export."""
    return with_comments(survey, answers(survey, groups(survey)))


def write(folder: Path) -> None:
    """Write all files, and leave others that are there alone."""
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _files_of(survey: Survey) -> Files:
    return FORMATS[survey.instrument](survey, respondents(survey), groups(survey))


def _home_care(survey: Survey, table: pd.DataFrame, _: list[Group]) -> Files:
    rows = tables.wide_with_minutes(survey, table)
    return {f"hjemmetjenester_{survey.edition}.csv": writers.excel_csv(rows)}


def _kindergartens(survey: Survey, table: pd.DataFrame, asked: list[Group]) -> Files:
    if _is_aggregated(survey):
        return {f"barnehager_{survey.edition}.csv": writers.excel_utf8(tables.aggregated(survey, table, asked))}
    return {f"barnehager_{survey.edition}.csv": writers.excel_utf8(tables.wide_with_labels(survey, table))}


def _nursing_homes(survey: Survey, table: pd.DataFrame, asked: list[Group]) -> Files:
    """Each edition in another of the three variants in which the tool exports."""
    everybody = surveyxact.with_everybody(survey, table, asked)
    stem = f"sykehjem_{survey.edition}"
    if survey.edition == "2025":
        parts = surveyxact.parts(survey, everybody, prefix="statoverall", email=True)
        sheets = {name.title(): parts[name] for name in ("labels", "dataset", "structure")}
        return {f"{stem}.xlsx": writers.workbook(sheets)}
    write_part, prefix = {
        "2021": (writers.surveyxact_semicolon, "stato"),
        "2023": (writers.surveyxact_tab, "statoverall"),
    }[survey.edition]
    parts = surveyxact.parts(survey, everybody, prefix=prefix)
    return {f"{stem}/{stem}_{name}.csv": write_part(rows) for name, rows in parts.items()}


def _child_welfare(survey: Survey, table: pd.DataFrame, _: list[Group]) -> Files:
    return {f"barnevern_{survey.edition}.csv": writers.comma_csv(tables.wide(survey, table))}


def _mental_health(survey: Survey, table: pd.DataFrame, _: list[Group]) -> Files:
    return {"psykisk_helse_puls.csv": writers.semicolon_csv(tables.long(survey, table))}


def _building_permits(survey: Survey, table: pd.DataFrame, _: list[Group]) -> Files:
    return {f"byggesak_{survey.edition}.csv": writers.quoted_csv(tables.wide(survey, table))}


FORMATS: dict[str, Callable[[Survey, pd.DataFrame, list[Group]], Files]] = {
    "home_care_users": _home_care,
    "kindergarten_parents": _kindergartens,
    "nursing_home_next_of_kin": _nursing_homes,
    "child_welfare_users": _child_welfare,
    "mental_health_users": _mental_health,
    "building_permit_applicants": _building_permits,
}


def _asked_by_list() -> Iterator[tuple[Survey, list[Group]]]:
    """The surveys whose own files do not tell how many were invited."""
    for survey in surveys():
        if survey.instrument != "nursing_home_next_of_kin" and not _is_aggregated(survey):
            yield survey, groups(survey)


def _is_aggregated(survey: Survey) -> bool:
    return survey.instrument == "kindergarten_parents" and survey.edition == "2021"


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else EXPORTS)
