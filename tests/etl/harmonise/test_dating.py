"""The period that a date tells, in files that put the month first, the day first, or leave it open."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue import load
from core.codebook import Codebook
from core.findings import errors
from core.settings import ROOT, Settings
from etl.export import Export
from etl.harmonise import harmonised
from etl.harmonise.dating import dated
from etl.harmonise.harmonised import Harmonised
from tests.etl.store import small_codebook

CATALOGUE = load([ROOT / "reference"])


def export(**columns: list[str]) -> Export:
    return Export("mapped_table", ("svar.csv",), pd.DataFrame(columns, dtype="str").rename_axis("row"))


def read(moments: list[str], values: dict[str, Any] | None = None, **columns: list[str]) -> Harmonised:
    columns_of = {"unit": "Enhet", "date": "Tid", "small_respect": "Q1"}
    edition = {"id": "e", "columns": columns_of, "values": values or {}}
    book = Codebook.model_validate(small_codebook(editions=[edition]))
    size = len(moments)
    made = export(Tid=moments, Enhet=["Furua"] * size, Q1=["4"] * size, **columns)
    return harmonised(made, book, book.editions[0], CATALOGUE, Settings())


def codes(contents: Harmonised) -> list[str]:
    return [finding.code for finding in errors(contents.findings)]


def test_one_day_beyond_the_twelfth_tells_that_the_month_comes_first() -> None:
    contents = read(["5/12/22 10:15", "11/30/22 9:00"])

    assert list(contents.respondents["period"]) == ["2022-05", "2022-11"]
    assert codes(contents) == []


def test_dots_and_two_figures_of_the_year_are_read_with_the_day_first() -> None:
    assert list(read(["5.12.22", "05.12.2022"]).respondents["period"]) == ["2022-12", "2022-12"]


def test_another_column_with_dates_of_the_same_look_decides() -> None:
    contents = read(["5/12/22", "5/11/22"], Start=["5/13/22", "5/10/22"])

    assert list(contents.respondents["period"]) == ["2022-05", "2022-05"]


@pytest.mark.parametrize("start", [["13.05.2022", "1.5.2022"], ["2022-05-01", "2022-05-13"], ["ja", "nei"], ["", ""]])
def test_columns_that_look_otherwise_decide_nothing(start: list[str]) -> None:
    contents = read(["5/12/22", "5/11/22"], Start=start)

    found = errors(contents.findings)
    assert [(finding.code, finding.column, finding.row_count) for finding in found] == [("ambiguous_dates", "Tid", 2)]
    assert found[0].values == ("5/12/22", "5/11/22")  # noqa: PD011 - a field of the finding


def test_the_codebook_answers_where_the_file_leaves_it_open() -> None:
    moments = ["5/12/22", "5/11/22"]

    day_first = read(moments, {"date": {"order": "dmy"}})
    month_first = read(moments, {"date": {"order": "mdy"}})

    assert sorted(day_first.respondents["period"]) == ["2022-11", "2022-12"]
    assert list(month_first.respondents["period"]) == ["2022-05", "2022-05"]
    assert codes(day_first) == codes(month_first) == []


def test_dates_that_fit_no_order_together_are_named() -> None:
    found = errors(read(["13/5/22", "14/5/22", "5/15/22"]).findings)

    assert ("mixed_dates", (2,)) in [(finding.code, finding.rows) for finding in found]


@given(
    st.lists(st.sampled_from(["2024", "2024-03", "2024-T1", "høst 2024", "2024-03-01", "01.03.2024", ""]), min_size=1)
)
def test_what_leaves_no_doubt_gives_no_finding(written: list[str]) -> None:
    made = export(Tid=written)

    cells, findings = dated(made, "Tid", made.table["Tid"], None)

    assert not findings
    assert set(cells) <= {"2024", "2024-03", "2024-T1", "høst 2024", "2024-03-01", ""}
