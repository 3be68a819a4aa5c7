"""Levels and dimensions by service: what is not measured is said, what is measured is the release's."""

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release
from tests.views.slow import Figures, services
from views import dimensions, levels
from views.words import CORE_DIMENSIONS, LEVELS

roles = pytest.mark.parametrize("role", [EVERYONE, "user", "guardian"])


@roles
def test_every_service_has_every_level_and_says_what_is_not_measured(
    release: Release, figures: Figures, role: str
) -> None:
    table = levels.by_service(release, Selection("9901", period="2025", role=role))

    spots = services(figures, "2025", role, [f"level:{key}" for key in LEVELS])
    asked = [
        figures[place, "2025", own, f"level:{level}"]
        for place, own in spots
        for level in LEVELS
        if (place, "2025", own, f"level:{level}") in figures
    ]
    assert len(table) == len(spots) * len(LEVELS)
    assert int(table["hidden"].eq("Ikke målt").sum()) == len(table) - len(asked)
    assert table.loc[table["hidden"].notna(), ["n", "mean", "lower"]].isna().all(axis=None)
    for row in table.dropna(subset="mean").to_dict("records"):
        cell = figures[row["place"], "2025", row["role"], f"level:{row['level']}"]
        assert [row["mean"], row["n"]] == pytest.approx([cell["mean"], cell["n"]])


def test_the_sentence_of_the_levels_tells_each_mean(release: Release) -> None:
    table = levels.by_service(release, Selection("9901", period="2025", role=EVERYONE))

    told = levels.summary(table)

    assert all(f"{mean:.0f}" in told for mean in table.groupby("level")["mean"].mean())


@pytest.mark.parametrize("service", [None, "home_care", "kindergarten", "building_permits"])
def test_the_matrix_crosses_every_dimension_with_every_level(
    release: Release, figures: Figures, service: str | None
) -> None:
    role = {None: EVERYONE, "home_care": "user", "kindergarten": "guardian", "building_permits": "citizen"}[service]
    selection = Selection("9901", service, None, "2025", role)

    table = levels.matrix(release, selection)

    assert list(zip(table["dimension"], table["participation"], strict=True)) == [
        (dimension, level) for dimension in CORE_DIMENSIONS for level in LEVELS
    ]
    # Nothing is tested here, and a shade looks like a finding.
    assert set(table["score"]) == {0.0}
    for row in table.to_dict("records"):
        measure = f"dimension_level:{row['dimension']}/{row['participation']}"
        cell = figures.get((selection.place, "2025", role, measure))
        if cell is None:
            assert (row["hidden"], row["text"]) == ("Ikke målt", "–")
        elif cell["hidden"] is None:
            assert row["text"] == f"{cell['mean']:.0f}"


def test_what_each_level_asks_is_every_question_once(release: Release) -> None:
    asked = levels.asked(release, Selection("9901", "home_care", None, "2025", "user"))

    wordings = [label for labels in asked.values() for label in labels]
    assert list(asked) == list(LEVELS)
    assert len(wordings) == len(set(wordings)) > 10


@pytest.mark.parametrize("dimension", CORE_DIMENSIONS)
def test_a_dimension_is_compared_across_every_service(release: Release, figures: Figures, dimension: str) -> None:
    table = dimensions.by_service(release, Selection("9901", period="2025", role=EVERYONE), dimension)

    every = services(figures, "2025", EVERYONE, ["overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS)])
    assert sorted(zip(table["place"], table["role"], strict=True)) == every
    assert table["label"].is_monotonic_increasing
    assert set(table["reference"]) == {figures["9901", "2025", EVERYONE, f"dimension:{dimension}"]["mean"]}
    for row in table.to_dict("records"):
        cell = figures.get((row["place"], "2025", row["role"], f"dimension:{dimension}"))
        assert row["mean"] == pytest.approx(cell["mean"] if cell else float("nan"), nan_ok=True)
        if cell is None:
            assert row["hidden"] == "Ikke målt"


def test_the_sentence_of_a_dimension_names_who_does_not_ask(release: Release) -> None:
    table = dimensions.by_service(release, Selection("9901", period="2025", role=EVERYONE), "without_demanding")

    told = dimensions.summary(table, "without_demanding")

    assert table.loc[table["measure"].isna(), "label"].tolist() == ["Barnehage"]
    assert "Barnehage" in told


@pytest.mark.parametrize("dimension", CORE_DIMENSIONS)
def test_every_dimension_has_a_definition(dimension: str) -> None:
    assert len(dimensions.definition(dimension)) > 20


def test_a_year_without_figures_gives_empty_tables(release: Release) -> None:
    nothing = Selection("9901", period="1999", role=EVERYONE)

    assert levels.by_service(release, nothing).empty
    assert dimensions.by_service(release, nothing, "respected").empty
    assert levels.summary(levels.by_service(release, nothing))
    assert pd.isna(levels.matrix(release, nothing)["mean"]).all()
