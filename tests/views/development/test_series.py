"""A measure over time says what the release says, and how its measurements hang together."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from core.text import in_language, text
from store.release import Release, Releases
from tests.etl.store import Store, small_codebook
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures, Invited
from views.development import changes, summary, trend
from views.development.series import Spot, footnotes, points, since_break, steps, with_figures
from views.places import Places, places_of

HOME_CARE = Selection("9901", "home_care", None, None, "user")
MENTAL_HEALTH = Selection("9901", "mental_health", None, None, "user")
SOLVIK = Selection("9901", None, None, None, EVERYONE)
ITEMS = ["small_respect", "small_equal", "small_wait"]
HERE = Selection("own", "home_care", None, None, "user")


def everywhere(places: Places) -> list[Selection]:
    """Every place with each role that answered there."""
    return [
        Selection(place.municipality, place.service, place.unit, None, role)
        for place in places.places.values()
        for role in places.roles.get(place.id, ())
    ]


def test_the_points_are_the_cells_of_the_release(release: Release, figures: Figures, answered: Invited) -> None:
    seen = 0
    for selection in everywhere(places_of(release)):
        for step in steps(release, selection):
            for measure in ("overall", "dimension:respected", "item:respected_by_staff"):
                for row in points(release, Spot(selection, measure, ""), step).to_dict("records"):
                    cell = figures.get((selection.place, row["period"], selection.role, measure))  # type: ignore[arg-type]
                    if cell is None:
                        assert row["hidden"] == "Ikke målt"
                    assert told(row, "mean") == (cell and cell["mean"])
                    assert told(row, "n") == (cell and cell["n"])
                    invited = answered[selection.place, row["period"], str(selection.role)][1]
                    assert told(row, "invited") == (invited if told(row, "mean") else None)
                    seen += 1
    assert seen > 900


def told(row: dict[str, Any], name: str) -> float | None:
    return None if math.isnan(row[name]) else row[name]


def test_a_measurement_without_a_figure_says_why_and_tells_nothing(release: Release) -> None:
    table = points(release, Spot(HIDDEN_UNIT.but(period=None), "overall", "Samlet"), "year").set_index("period")

    row = table.loc["2025"]
    assert row["hidden"] == "Skjermet (personvern)"
    assert row[["n", "mean", "lower", "upper", "sd", "se"]].isna().all()
    assert row["link"] == ""
    assert "svar" not in row["hover"].replace("svar)", "")


def test_months_come_first_where_they_are_many_and_a_municipality_has_years_alone(release: Release) -> None:
    assert steps(release, MENTAL_HEALTH) == ["month", "year"]
    assert steps(release, HOME_CARE) == ["year"]
    assert steps(release, SOLVIK) == ["year"]
    assert steps(release, HOME_CARE.but(role="citizen")) == []


def test_a_recorded_reservation_stands_between_its_measurements_with_the_reason(release: Release) -> None:
    own = points(release, Spot(HOME_CARE, "item:agreed_time", ""), "year")
    other = points(release, Spot(HOME_CARE, "item:told_in_time", ""), "year")

    assert own["link"].tolist() == ["first", "with_reservation", "comparable", "comparable", "comparable"]
    (note,) = footnotes(own)
    assert note.startswith("a: 2021 og 2022 – sammenlignes med forbehold.")
    assert "«avtalt tid»" in note
    assert set(other["link"]) == {"first", "comparable"}


def test_a_municipality_is_broken_where_other_services_answered(release: Release) -> None:
    table = points(release, Spot(SOLVIK, "overall", ""), "year")

    assert table["link"].tolist() == ["first", *["other_parts"] * 4]
    assert footnotes(table)[1] == (
        "b: 2022 og 2023 – tallene bygger på ulike tjenester. Nye i tallet: Sykehjem. Ikke lenger med: Barnevern."
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Four years: the second with a unit of too few, the third not comparable with the one before for one question."""
    store = Store(tmp_path_factory.mktemp("development") / "data", pytest.MonkeyPatch())
    verdicts = [
        {"item": "small_wait", "from": "2022", "to": "2023", "verdict": "no", "reason": {"nb": "Nytt spørsmål."}}
    ]
    editions = [
        {
            "id": year,
            "period": year,
            "columns": {"respondent": "Nr", "unit": "Enhet"} | {item: f"{year}_{item}" for item in ITEMS},
        }
        for year in ("2021", "2022", "2023", "2024")
    ]
    store.codebook(small_codebook(editions=editions, background=[], comments=[], comparability=verdicts))
    for year, few in (("2021", 12), ("2022", 3), ("2023", 12), ("2024", 12)):
        rows = [[n, "Furua" if n < few else "Lia", *(1 + (n * k) % 5 for k in (1, 2, 3))] for n in range(40)]
        store.done("import", store.table(f"{year}.csv", [["Nr", "Enhet", *(f"{year}_{i}" for i in ITEMS)], *rows]))
    return Releases(Path(store.folder) / "releases").current()


def test_what_cannot_be_compared_is_a_break_that_a_group_inherits(broken: Release) -> None:
    links = {
        measure: points(broken, Spot(HERE, measure, ""), "year")["link"].tolist()[1:]
        for measure in ("item:small_wait", "dimension:right_time", "overall", "dimension:respected")
    }

    assert links["item:small_wait"] == links["dimension:right_time"] == ["comparable", "no", "comparable"]
    assert links["overall"] == ["comparable", "no", "comparable"]
    assert links["dimension:respected"] == ["comparable"] * 3


def test_only_what_follows_the_last_break_is_one_series(broken: Release) -> None:
    spot = Spot(HERE, "overall", "Samlet")
    table = points(broken, spot, "year")

    assert since_break(table)["period"].tolist() == ["2023", "2024"]
    assert trend.told(table, spot) == text("development.trend.since_break", least=5, n=2)


def test_a_hidden_measurement_is_a_gap_in_the_line_and_told_in_words(broken: Release) -> None:
    table = points(broken, Spot(HERE.but(unit="furua"), "dimension:respected", ""), "year")

    assert table["link"].tolist() == ["first", "", "gap", "comparable"]
    assert summary.missing(table) == "Uten tall: 2022 – skjermet (personvern). Et hull er ikke null."


def test_no_change_is_told_across_a_break(broken: Release) -> None:
    spot = Spot(HERE, "item:small_wait", "Venting?")
    table = points(broken, spot, "year")
    before = broken.remembered(changes.changes, (spot,), "year")
    assert pd.notna(before["difference"].iloc[0])

    ends = with_figures(table)["link"].tolist()

    assert ends[2] == "no"
    assert changes._reason({"link": "no"}, {"mean": 1.0}) == "not_comparable"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_sentences_are_complete_in_every_language(release: Release, language: str) -> None:
    with in_language(language):
        for selection in everywhere(places_of(release)):
            spots = (Spot(selection, "overall", text("measure.overall")),)
            for step in steps(release, selection):
                sentences = [summary.first(release, spots, step), *summary.more(release, spots[0], step)]
                assert all(sentence.endswith((".", ")")) and " nan" not in sentence for sentence in sentences)
