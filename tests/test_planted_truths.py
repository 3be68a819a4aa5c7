"""What is planted in the sample data is found and named by the pages, and nothing is called certain that is not so."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from core.selection import EVERYONE, Selection
from store.release import Release, Releases
from views import drivers, overview, rest, services, words
from views.comparison import against, one_measure, parts, screening
from views.development import changes, chosen
from views.places import places_of

SAMPLE = Path(__file__).parent.parent / "sample_data"
PLANTED = yaml.safe_load((SAMPLE / "planted.yaml").read_text(encoding="utf-8"))
CERTAIN = ("better", "worse", "below_floor")
YEARS = ("2022", "2023", "2024", "2025")
ROLES = {
    "home_care": "user",
    "kindergarten": "guardian",
    "nursing_home": "next_of_kin",
    "mental_health": "user",
    "child_welfare": "user",
    "building_permits": "citizen",
}


@pytest.fixture(scope="module")
def release(sample_data_folder: Path) -> Release:
    return Releases(sample_data_folder / "releases").current()


def selected(service: str, period: str = "2025") -> Selection:
    return Selection("9901", service, None, period, ROLES[service])


def planted(kind: str, name: str) -> dict[str, Any]:
    return next(truth for truth in PLANTED[kind] if truth["id"] == name)


def certain_units(release: Release, selection: Selection) -> set[tuple[str, str, str]]:
    """Unit, dimension and verdict of what is certain among all units and dimensions, as one family (Holm)."""
    rows = against.differences(release, selection, against.REST)
    if rows.empty:
        return set()
    judged = rest.judge_again(rows[rows["measure"].isin(parts.SCREENED)])
    sure = judged[judged["verdict"].isin(CERTAIN)]
    return set(zip(sure["label"], sure["dimension"], sure["verdict"], strict=True))


def side_of_the_rest() -> dict[str, float]:
    """How far each unit truly lies from the others of its service, by the generator's own account."""
    units = pd.DataFrame(
        unit for part in yaml.safe_load((SAMPLE / "units.yaml").read_text(encoding="utf-8")) for unit in part["units"]
    )
    sums = units.assign(moved=units["effect"] * units["invited"]).groupby(["service", "role"])[["moved", "invited"]]
    others = sums.transform("sum") - units.assign(moved=units["effect"] * units["invited"])[["moved", "invited"]]
    return dict(zip(units["name"], units["effect"] - others["moved"] / others["invited"], strict=True))


@pytest.mark.parametrize(("name", "verdict"), [("improvement", "better"), ("decline", "worse")])
def test_a_planted_change_is_found_and_told_by_its_name(release, name, verdict):
    truth = planted("changes", name)
    spots = chosen.spots(release, selected(truth["service"]), "overall", chosen.DIMENSIONS)
    place = [spot.measure for spot in spots].index(f"dimension:{truth['dimension']}")

    row = changes.changes(release, spots, "year").iloc[place]

    assert row["verdict"] == verdict
    assert (row["difference"] > 0) == (truth["shift"] > 0)
    told = changes.told(release, spots, "year", place)
    assert ("sikker forbedring" in told.lower()) == (verdict == "better")
    assert ("sikker nedgang" in told.lower()) == (verdict == "worse")


@pytest.mark.parametrize("service", ROLES)
def test_no_other_dimension_is_told_to_have_changed(release, service):
    spots = chosen.spots(release, selected(service), "overall", chosen.DIMENSIONS)

    told = changes.changes(release, spots, "year")

    sure = [spot.measure for spot, verdict in zip(spots, told["verdict"], strict=True) if verdict in CERTAIN]
    assert sure == [f"dimension:{truth['dimension']}" for truth in PLANTED["changes"] if truth["service"] == service]


def test_the_services_page_tells_the_planted_changes_and_no_other(release):
    for service in ROLES:
        table = services.by_dimension(release, selected(service))

        sure = set(table.loc[table["change_verdict"].isin(CERTAIN), "dimension"].dropna())
        assert sure <= {truth["dimension"] for truth in PLANTED["changes"] if truth["service"] == service}


@pytest.mark.parametrize("period", YEARS)
def test_the_weak_unit_is_found_and_told_by_its_name_every_year(release, period):
    truth = planted("weak_units", "weak_unit")

    sure = certain_units(release, selected("home_care", period))
    told = screening.screening(release, selected("home_care", period)).findings["worse"]

    assert {(truth["unit"], dimension, "worse") for dimension in truth["dimensions"]} <= sure
    for dimension in truth["dimensions"]:
        assert any(truth["unit"] in sentence and words.dimension(dimension) in sentence for sentence in told)


def test_the_weak_unit_stands_last_of_the_units_on_what_it_is_weak_in(release):
    truth = planted("weak_units", "weak_unit")

    for dimension in truth["dimensions"]:
        table = one_measure.by_part(release, selected("home_care"), f"dimension:{dimension}", against.REST)
        compared = table[table["difference"].notna()]
        assert compared["label"].tolist()[-1] == truth["unit"]
        assert compared["verdict"].tolist()[-1] == "worse"


@pytest.mark.parametrize("service", ROLES)
def test_no_unit_is_called_certain_that_is_not_truly_on_that_side(release, service):
    weak, side = planted("weak_units", "weak_unit"), side_of_the_rest()

    for period in YEARS:
        for unit, dimension, verdict in certain_units(release, selected(service, period)):
            if unit == weak["unit"]:
                assert (dimension in weak["dimensions"], verdict) == (True, "worse")
            else:
                assert (side[unit] > 0) == (verdict == "better"), (unit, dimension, period)
                assert abs(side[unit]) >= 0.05, (unit, dimension, period)


def test_the_weak_units_page_names_no_other_weak_unit_of_home_care(release):
    weak = planted("weak_units", "weak_unit")["unit"]

    for period in YEARS:
        told = screening.screening(release, selected("home_care", period)).findings["worse"]
        assert told
        assert all(sentence.startswith(weak) for sentence in told)


def test_the_driver_is_found_and_told_by_its_name(release):
    truth = planted("drivers", "driver")

    found = drivers.found(release, selected(truth["service"]))

    first, second = found.table.iloc[0], found.table.iloc[1]
    assert first["dimension"] == truth["dimension"]
    assert first["weight_lower"] > second["weight"]
    assert words.dimension(truth["dimension"]) in drivers.summary(found, selected(truth["service"])).partition(":")[0]


@pytest.mark.parametrize("service", ["kindergarten", "nursing_home", "mental_health"])
def test_no_other_service_is_told_to_have_one_driver(release, service):
    found = drivers.found(release, selected(service))

    assert found.table["weight_first"].max() < 100 * drivers.CLEARLY


def test_the_overview_tells_no_change_of_the_whole_that_is_not_planted(release):
    told = overview.key_figures(release, Selection("9901", None, None, "2025", EVERYONE))

    sure = set(told.loc[told["change_verdict"].isin(CERTAIN), "dimension"].dropna())
    assert sure <= {truth["dimension"] for truth in PLANTED["changes"]}


def test_a_unit_with_too_few_answers_is_never_judged(release):
    units = places_of(release).units("9901", "habilitation")
    place = next(place for place in units if place.unit == "lyngtun-bofellesskap")
    selection = Selection("9901", "habilitation", None, "2025", "user")

    rows = against.differences(release, selection, against.REST)

    own = rows[rows["place"].eq(place.id)]
    assert len(own)
    assert own["difference"].isna().all()
