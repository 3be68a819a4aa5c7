"""Units against the rest of their service, from released figures only."""

import numpy as np
import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from metrics.contrasts import unit_against_rest
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from views import rest
from views.figures import responses

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, "2025", "guardian")
SERVICES = [
    HOME_CARE,
    KINDERGARTEN,
    Selection("9901", "nursing_home", None, "2025", "next_of_kin"),
    Selection("9901", "building_permits", None, "2025", "citizen"),
    Selection("9901", "mental_health", None, "2025", "user"),
]
services = pytest.mark.parametrize("selection", SERVICES, ids=lambda own: own.service)


@services
def test_the_rest_is_the_other_units_where_none_is_hidden(release: Release, selection: Selection) -> None:
    table = rest.units_against_rest(release, selection, ["overall"]).dropna(subset="mean")

    told = responses(release, table["place"].tolist(), "2025", selection.role).set_index("place")
    n, mean, sd = table["n"], table["pooled_mean"], table["sd"]
    cells = pd.DataFrame({"service": "A", "n": n, "total": n * mean, "squares": (n - 1) * sd**2 + n * mean**2})
    cells["invited"] = told["invited"].reindex(table["place"]).to_numpy()
    expected = unit_against_rest(cells, by=["service"])
    # A unit that is measured several times a year is a mean of months: its own weights are not those of its answers.
    near = 0.2 if selection.service == "mental_health" else 1e-6
    assert table["rest_mean"].tolist() == pytest.approx(expected["mean_rest"].tolist(), abs=near)
    assert table["rest_n"].tolist() == (n.sum() - n).tolist()


@services
def test_all_rows_are_one_family(release: Release, selection: Selection) -> None:
    table = rest.units_against_rest(release, selection, ["overall", "dimension"])

    tested = table["p"].notna()
    assert set(table.loc[tested, "family_size"]) == {tested.sum()}
    assert (table["verdict"].ne("") == tested).all()
    assert (table["reason"].isna() == tested).all()
    assert table.loc[tested, "smallest"].notna().all()


@services
def test_a_unit_alone_has_the_difference_that_it_has_among_the_others(release: Release, selection: Selection) -> None:
    every = rest.units_against_rest(release, selection, ["overall"]).set_index("place")

    for place in every.index:
        alone = rest.units_against_rest(release, selection.but(unit=place.rpartition("/")[2]), ["overall"])
        told, same = (row[["difference", "se_difference", "p", "rest_n"]] for row in (alone.iloc[0], every.loc[place]))
        assert told.astype("float64").tolist() == pytest.approx(same.astype("float64").tolist(), nan_ok=True)


def test_what_is_left_is_not_told_where_it_is_hidden_units_alone(release: Release) -> None:
    table = rest.units_against_rest(release, HIDDEN_UNIT.but(unit=None), ["overall"]).set_index("place")

    assert table.loc["9901/habilitation/bekkefaret-bofellesskap", "reason"] == "rest_hidden"
    assert table.loc[HIDDEN_UNIT.place, "reason"] == "few"
    of_the_rest = ["rest_n", "rest_mean", "rest_se", "difference", "difference_lower", "p", "smallest"]
    assert table[of_the_rest].isna().all(axis=None)


def test_a_single_unit_has_no_rest(release: Release) -> None:
    table = rest.units_against_rest(release, Selection("9901", "bpa", None, "2025", "user"), ["overall"])

    assert table["reason"].tolist() == ["no_rest"]


def test_a_service_without_units_has_no_rows(release: Release) -> None:
    assert rest.units_against_rest(release, Selection("9901", "fishing", None, "2025", EVERYONE), ["overall"]).empty


def test_some_rows_are_judged_again_as_their_own_family(release: Release) -> None:
    table = rest.units_against_rest(release, HOME_CARE, ["overall", "dimension"])

    overall = rest.judge_again(table[table["measure"].eq("overall")])

    assert overall["family_size"].tolist() == [overall["p"].notna().sum()] * len(overall)
    assert (overall["p_adjusted"] >= overall["p"]).all()
    assert overall.index.tolist() == list(range(len(overall)))


def test_the_planted_weak_unit_is_found_and_named_weak(release: Release) -> None:
    table = rest.units_against_rest(release, HOME_CARE, ["dimension"])

    worse = table[table["verdict"].eq("worse")]
    assert set(zip(worse["place"], worse["dimension"], strict=True)) == {
        ("9901/home_care/elvebredden-hjemmetjeneste", "respected"),
        ("9901/home_care/elvebredden-hjemmetjeneste", "taken_seriously"),
    }


def places(**columns: list[float]) -> pd.DataFrame:
    """Three places on one measure, the first of which has only equal answers."""
    nothing = float("nan")
    table = {"measure": ["overall"] * 3, "n": [9.0, 20.0, 30.0], "mean": [80.0, 70.0, 60.0], "sd": [0.0, 9.0, 12.0]}
    return pd.DataFrame(table | {"se": [nothing, 2.0, 2.2], "df": [8.0, 19.0, 29.0]} | columns)


def test_a_place_of_equal_answers_is_not_tested_and_leaves_the_others_tested() -> None:
    compared, alike = rest.from_others(places(), np.array([1.0, 1.0, 1.0]))

    assert compared["difference"].tolist() == pytest.approx([15.0, 0.0, -15.0])
    assert compared["p"].isna().tolist() == [True, False, False]
    # Among the others it counts with its mean, and adds no spread.
    assert compared.loc[1, "se"] == pytest.approx((2.0**2 + (2.2 / 2) ** 2) ** 0.5)
    assert not alike.any()


def test_a_place_beside_equal_answers_only_is_not_tested() -> None:
    nothing = float("nan")
    compared, alike = rest.from_others(places(sd=[0.0, 9.0, 0.0], se=[nothing, 2.0, nothing]), np.ones(3))

    assert compared["p"].isna().tolist() == [True, True, True]
    assert alike.tolist() == [False, True, False]


def test_a_place_without_a_known_spread_leaves_the_others_untested() -> None:
    nothing = float("nan")
    compared, alike = rest.from_others(places(sd=[nothing, 9.0, 12.0]), np.ones(3))

    assert compared["p"].isna().all()
    assert not alike.any()
