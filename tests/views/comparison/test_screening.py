"""Where to look first: every part by the six dimensions, one list, and nothing in it that is not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from core.selection import EVERYONE, Selection
from core.text import LANGUAGES, in_language
from metrics.screening import benjamini_hochberg
from store.release import Release
from views.comparison import parts, screening
from views.places import places_of

ROOT = Path(__file__).parents[3]
HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
WEAK = "9901/home_care/elvebredden-hjemmetjeneste"
SERVICES = {
    "home_care": "user",
    "kindergarten": "guardian",
    "nursing_home": "next_of_kin",
    "mental_health": "user",
    "building_permits": "citizen",
    "habilitation": "next_of_kin",
}


def planted() -> dict[tuple[str, str], tuple[float, float]]:
    """What is true of each unit in 2025, by service and name: how far it lies from its service, and its invited."""
    told = yaml.safe_load((ROOT / "sample_data" / "units.yaml").read_text(encoding="utf-8"))
    units = (unit for survey in told for unit in survey["units"])
    return {(unit["service"], unit["role"], unit["name"]): (unit["effect"], unit["invited"]) for unit in units}


def certain(release: Release, service: str) -> Iterator[tuple[str, str, str]]:
    """Unit, measure and verdict of all that is called certain in a service in 2025."""
    told = screening.screening(release, Selection("9901", service, None, "2025", SERVICES[service]))
    for _, row in told.table[told.table["verdict"].isin([*screening.MARKS])].iterrows():
        yield row["place"], row["measure"], row["verdict"]


def test_all_comparisons_on_the_screen_are_one_list(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    tested = told.table["p"].notna()
    assert set(told.table["measure"]) <= set(parts.SCREENED)
    assert set(told.table["family_size"]) == {tested.sum()}
    assert str(tested.sum()) in told.family
    expected = benjamini_hochberg(told.table["p"].astype("float64"))
    assert told.table["p_adjusted"].tolist() == pytest.approx(expected.tolist(), nan_ok=True)


def test_the_planted_weak_unit_is_found_and_no_other_unit_is_called_lower(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    worse = told.table[told.table["verdict"].eq("worse")]
    assert set(worse["place"]) == {WEAK}
    assert set(worse["measure"]) == {"dimension:respected", "dimension:taken_seriously"}
    assert len(told.findings["worse"]) == 2
    assert all(line.startswith("Elvebredden hjemmetjeneste, Å bli ") for line in told.findings["worse"])


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_else_is_certain_is_true_of_the_unit(release: Release, service: str) -> None:
    effects, places = planted(), places_of(release)
    of_service = {
        name: value for (own, role, name), value in effects.items() if (own, role) == (service, SERVICES[service])
    }

    for place, _, verdict in certain(release, service):
        if place == WEAK:
            continue
        name = places.name(place)
        others = [of_service[other] for other in of_service if other != name]
        rest = sum(effect * invited for effect, invited in others) / sum(invited for _, invited in others)
        assert (of_service[name][0] > rest) == (verdict == "better"), (name, verdict)


def test_a_finding_that_leans_on_the_weak_unit_is_told_apart(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    leaning = told.table[told.table["leans_on"].notna()]
    assert set(leaning["label"]) == {"Lyngmoen hjemmetjeneste", "Solbakken hjemmetjeneste"}
    assert set(leaning["leans_on"]) == {"Elvebredden hjemmetjeneste"}
    assert set(leaning["verdict"]) == {"uncertain"}
    assert told.note.count("Elvebredden hjemmetjeneste trekker den ned") == 2


def test_of_two_units_both_sides_of_a_difference_are_told(release: Release) -> None:
    told = screening.screening(release, Selection("9901", "mental_health", None, "2025", "user"))

    counts = told.table.groupby("measure")["verdict"].agg(set)
    assert {"better", "worse"} in counts.tolist()
    assert not told.note


def test_hidden_cells_have_a_reason_and_no_figure(release: Release) -> None:
    told = screening.screening(release, HOME_CARE)

    nobody = told.table[told.table["place"].eq("9901/home_care/innsatsteamet")]
    assert set(nobody["hidden"]) == {"Ingen svar"}
    assert nobody[["n", "mean", "difference"]].isna().all().all()


def test_one_unit_gives_no_list(release: Release) -> None:
    told = screening.screening(release, Selection("9901", "bpa", None, "2025", "user"))

    assert told.rows == []
    assert told.findings == {"worse": [], "better": []}


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_and_units_have_a_sentence_in_every_language(release: Release, language: str) -> None:
    with in_language(language):
        for selection in (HOME_CARE, Selection("9901", None, None, "2025", EVERYONE)):
            told = screening.screening(release, selection)

            assert "{" not in screening.summary(told, selection) + screening.caption(told) + told.note
            assert screening.summary(told, selection)
