"""What is planted in the sample data is found and named by the pages, and nothing is called certain that is not so."""

from collections.abc import Iterator
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
EVERY_SERVICE = [*ROLES.items(), ("bpa", "user"), ("habilitation", "user"), ("habilitation", "next_of_kin")]
Finding = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def release(sample_data_folder: Path) -> Release:
    return Releases(sample_data_folder / "releases").current()


def selected(service: str, period: str = "2025") -> Selection:
    return Selection("9901", service, None, period, ROLES[service])


def planted(kind: str, name: str) -> dict[str, Any]:
    return next(truth for truth in PLANTED[kind] if truth["id"] == name)


def told_certain(release: Release, selection: Selection) -> Iterator[Finding]:
    """All that the pages call certain of the units of a service in a period, each screen by its own family of tests."""
    units = [place for place in places_of(release).units("9901", selection.service or "") if place.unit]
    rows = against.differences(release, selection, against.REST)
    screens = [("comparison", one_measure.by_part(release, selection, measure, against.REST))
               for measure in parts.measured(release, selection)]  # fmt: skip
    if len(rows):
        screens.append(("all at once", rest.judge_again(rows[rows["measure"].isin(parts.SCREENED)])))
        screens.append(("where to look", screening.screening(release, selection).table))
    for page, table in screens:
        yield from sure_of(page, table, "verdict")
    yield from sure_of("services", services.by_unit(release, selection), "difference_verdict")
    for unit in units:
        table = services.by_dimension(release, selection.but(unit=unit.unit)).assign(label=unit.name)
        yield from sure_of("unit", table, "difference_verdict")


def changed_for_certain(release: Release, selection: Selection) -> Iterator[Finding]:
    """All that the pages call certainly changed in the units of a service, and in the service."""
    yield from sure_of("services", services.by_unit(release, selection), "change_verdict")
    for place in (None, *(unit.unit for unit in places_of(release).units("9901", selection.service or ""))):
        table = services.by_dimension(release, selection.but(unit=place)).assign(label=place or "")
        yield from sure_of("unit" if place else "service", table, "change_verdict")
    if selection.period != max(years(release, selection.service or "", selection.role or "")):
        return  # the page on development tells the last change
    for measure in set(chosen.names(release, selection)) & {"overall", *parts.SCREENED}:
        spots = chosen.spots(release, selection, measure, chosen.PARTS)
        table = changes.changes(release, spots, "year")
        named = table.assign(label=[spot.label for spot in spots], measure=[spot.measure for spot in spots])
        yield from sure_of("development", named, "verdict")


def sure_of(page: str, table: pd.DataFrame, verdict: str) -> Iterator[Finding]:
    """The rows of a table that are called certain."""
    for row in table[table[verdict].isin(CERTAIN)].to_dict("records") if verdict in table else ():
        yield page, row["label"], row["measure"], row[verdict]


def years(release: Release, service: str, role: str) -> list[str]:
    """The years a service was measured."""
    return [year for year in places_of(release).periods[f"9901/{service}", role] if len(year) == 4]


def of_the_weak_unit(measure: str, verdict: str) -> bool:
    """Whether it follows from what is planted in the weak unit: in its dimensions, and in wholes that hold them."""
    dimensions = planted("weak_units", "weak_unit")["dimensions"]
    return verdict == "worse" and (not measure.startswith("dimension:") or measure.partition(":")[2] in dimensions)


def of_a_planted_change(selection: Selection, measure: str, verdict: str) -> bool:
    """Whether it follows from a planted change of the service: in its dimension, and in wholes that hold it."""
    return any(
        (truth["service"], truth["since"]) == (selection.service, selection.period)
        and measure in (f"dimension:{truth['dimension']}", "overall")
        and verdict in ("better" if truth["shift"] > 0 else "worse", "below_floor")
        for truth in PLANTED["changes"]
    )


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

    sure = {(unit, measure) for page, unit, measure, verdict in told_certain(release, selected("home_care", period))
            if page in ("all at once", "where to look") and verdict == "worse"}  # fmt: skip
    told = screening.screening(release, selected("home_care", period)).findings["worse"]

    assert sure == {(truth["unit"], f"dimension:{dimension}") for dimension in truth["dimensions"]}
    for dimension in truth["dimensions"]:
        assert any(truth["unit"] in sentence and words.dimension(dimension) in sentence for sentence in told)


def test_the_weak_unit_stands_last_of_the_units_on_what_it_is_weak_in(release):
    truth = planted("weak_units", "weak_unit")

    for dimension in truth["dimensions"]:
        table = one_measure.by_part(release, selected("home_care"), f"dimension:{dimension}", against.REST)
        compared = table[table["difference"].notna()]
        assert compared["label"].tolist()[-1] == truth["unit"]
        assert compared["verdict"].tolist()[-1] == "worse"


@pytest.mark.parametrize(("service", "role"), EVERY_SERVICE)
def test_no_other_unit_is_called_certain_on_any_page_in_any_year(release, service, role):
    weak = planted("weak_units", "weak_unit")

    for period in years(release, service, role):
        found = told_certain(release, Selection("9901", service, None, period, role))
        others = [(period, *finding) for finding in found
                  if finding[1] != weak["unit"] or not of_the_weak_unit(*finding[2:])]  # fmt: skip
        assert others == []


@pytest.mark.parametrize(("service", "role"), EVERY_SERVICE)
def test_no_unit_is_told_to_have_changed_but_as_its_service_is_planted_to(release, service, role):
    for period in years(release, service, role):
        selection = Selection("9901", service, None, period, role)
        found = changed_for_certain(release, selection)
        assert [(period, *told) for told in found if not of_a_planted_change(selection, *told[2:])] == []


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
