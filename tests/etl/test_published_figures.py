"""What published tables share: codes of places, standard signs, and numbers written as cells."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.published_figures import (
    by_standard_signs,
    figure_words,
    place_called,
    place_coded,
    region,
    spelled,
    without_figure,
)
from etl.reading.numbers import decimal


@pytest.mark.parametrize(
    ("cell", "columns"),
    [
        ("0 Hele landet", {"area": "nation"}),
        ("46 Vestland", {"area": "county", "county": "Vestland"}),
        ("0301 Oslo", {"area": "municipality", "municipality": "0301"}),
        ("3803 Tønsberg (f.o.m. 2020)", {"area": "municipality", "municipality": "3803"}),
        ("EKG02 KOSTRA-gruppe 2", {"area": "group", "unit": "KOSTRA-gruppe 2"}),
        ("EAKUO Landet uten Oslo", {"area": "group", "unit": "Landet uten Oslo"}),
    ],
)
def test_a_region_is_the_place_of_its_code(cell: str, columns: dict[str, str]) -> None:
    place = region(cell)

    assert place is not None
    assert {name: told for name, told in place.columns().items() if told} == columns


@pytest.mark.parametrize("cell", ["Oslo", "0301", "", "12345 Oslo", "2024-01-01"])
def test_what_is_no_code_and_name_is_no_region(cell: str) -> None:
    assert region(cell) is None


def test_a_bare_name_is_a_county_where_the_list_has_it() -> None:
    areas = {name: place_called(name).area for name in ("Hele landet", "Telemark", "Skien", "Oslo")}

    assert areas == {"Hele landet": "nation", "Telemark": "county", "Skien": "municipality", "Oslo": "municipality"}


def test_a_former_name_in_brackets_is_no_part_of_a_county() -> None:
    assert place_coded("38", "Vestfold og Telemark (2020-2023)").county == "Vestfold og Telemark"


@given(st.floats(min_value=0, max_value=99_999, allow_nan=False))
def test_a_number_written_as_a_cell_is_read_as_the_same_number(value: float) -> None:
    read = decimal(pd.Series([spelled(value)])).iloc[0]

    assert read == pytest.approx(value, rel=1e-5, abs=1e-6)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_without_a_sign_is_left_as_it_is(number: int) -> None:
    cells = pd.Series([str(number), f"{number}*", f"{number},5"])

    assert by_standard_signs(cells).tolist() == [str(number), str(number), f"{number},5"]


def test_signs_of_no_figure_are_told_from_nought_and_from_what_is_hidden() -> None:
    cells = pd.Series([".", "..", "...", "", "NA", "-", ":", "0"])

    assert without_figure(cells).tolist() == [True] * 5 + [False] * 3


def test_no_name_of_a_column_stands_for_two_things() -> None:
    words = figure_words()
    names = [name for part in ("columns", "places") for listed in words[part].values() for name in listed]

    assert len(names) == len(set(names))
