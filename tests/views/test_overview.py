"""The overview says what the release holds, and calls certain what slow loops call certain."""

from typing import Any

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import (
    Figures,
    Invited,
    certain,
    estimate_of,
    former,
    holm_adjusted,
    services,
    together,
    weights,
    welch,
)
from views import overview
from views.figures import responses
from views.places import places_of
from views.words import CORE_DIMENSIONS

DIMENSIONS = [f"dimension:{key}" for key in CORE_DIMENSIONS]
SHOWN = ["overall", *DIMENSIONS]
SELECTIONS = [
    Selection("9901", period=period, role=role)
    for period, role in [
        ("2025", EVERYONE), ("2024", EVERYONE), ("2023", "user"), ("2023", "next_of_kin"), ("2022", "guardian"),
        ("2025-03", "user"), ("2021", EVERYONE),
    ]
]  # fmt: skip
selections = pytest.mark.parametrize("selection", SELECTIONS, ids=lambda chosen: f"{chosen.role} {chosen.period}")


def slow_changes(figures: Figures, answered: Invited, selection: Selection) -> dict[str, dict[str, float]]:
    """Each service against its own last measurement, weighed together, by measure."""
    period, role = selection.period or "", selection.role or ""
    weight = weights(answered, services(figures, period, role, SHOWN), period)
    changes = {}
    for measure in SHOWN:
        now, then = [], []
        for place, own in weight:
            figure = figures.get((place, period, own, measure))
            before = former(figures, (place, period, own, measure))
            if figure and figure["hidden"] is None and before and weight[place, own] > 0:
                now.append((weight[place, own], estimate_of(figure)))
                then.append((weight[place, own], estimate_of(before)))
        if now:
            changes[measure] = welch(together(now), together(then))
    return changes


def slow_contrasts(
    figures: Figures, answered: Invited, selection: Selection
) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Each service against the others, by service, role and measure."""
    period, role = selection.period or "", selection.role or ""
    weight = weights(answered, services(figures, period, role, DIMENSIONS), period)
    contrasts = {}
    for measure in DIMENSIONS:
        cells = {spot: figures.get((spot[0], period, spot[1], measure)) for spot in weight}
        shown = {spot: estimate_of(cell) for spot, cell in cells.items() if cell and cell["hidden"] is None}
        for spot, own in shown.items():
            others = [(weight[other], estimate) for other, estimate in shown.items() if other != spot]
            if others:
                contrasts[*spot, measure] = welch(own, together(others))
    return contrasts


@selections
def test_key_figures_are_the_cells_of_the_release(release: Release, figures: Figures, selection: Selection) -> None:
    table = overview.key_figures(release, selection)

    assert table["measure"].tolist() == SHOWN
    for row in table.to_dict("records"):
        cell = figures.get(("9901", selection.period, selection.role, row["measure"]))  # type: ignore[arg-type]
        if cell is None:
            assert row["hidden"] == "not_measured"
            assert pd.isna([row["mean"], row["lower"], row["n"]]).all()
        else:
            assert (row["hidden"] if pd.notna(row["hidden"]) else None) == cell["hidden"]
            expected = [float("nan") if cell[name] is None else cell[name] for name in ("n", "mean", "lower", "upper")]
            assert [row[name] for name in ("n", "mean", "lower", "upper")] == pytest.approx(expected, nan_ok=True)


@selections
def test_a_change_is_each_service_against_its_own_last_measurement(
    release: Release, figures: Figures, answered: Invited, selection: Selection
) -> None:
    table = overview.key_figures(release, selection).set_index("measure")

    changes = slow_changes(figures, answered, selection)
    adjusted = holm_adjusted({measure: change["p"] for measure, change in changes.items()})
    assert set(table.index[table["change"].notna()]) == set(changes)
    for measure, change in changes.items():
        told = table.loc[measure, ["change", "change_lower", "change_upper", "change_p"]].tolist()
        expected = [change["difference"], change["lower"], change["upper"], adjusted[measure]]
        assert told == pytest.approx(expected, rel=1e-6, abs=1e-9, nan_ok=True)
        assert table.loc[measure, "change_verdict"] == certain(change, adjusted[measure], floor=4)


def test_what_is_measured_for_the_first_time_has_no_change(release: Release) -> None:
    table = overview.key_figures(release, Selection("9901", period="2021", role=EVERYONE))

    assert table["mean"].notna().any()
    assert table["change"].isna().all()
    assert table["change_verdict"].isna().all()


def test_guardians_are_not_asked_about_demanding(release: Release) -> None:
    table = overview.key_figures(release, Selection("9901", period="2025", role="guardian")).set_index("measure")

    assert table.loc["dimension:without_demanding", "hidden"] == "not_measured"
    assert pd.isna(table.loc["dimension:without_demanding", "mean"])


@selections
def test_the_matrix_has_every_service_by_every_dimension_once(
    release: Release, figures: Figures, selection: Selection
) -> None:
    matrix = overview.services_compared(release, selection).matrix

    spots = services(figures, selection.period or "", selection.role or "", DIMENSIONS)
    assert len(matrix) == len(spots) * len(DIMENSIONS)
    assert not matrix.duplicated(["row", "column"]).any()
    assert set(matrix["column"]) == set(overview.matrix_columns())
    assert matrix["row"].nunique() == len(spots)


@selections
def test_a_hidden_cell_of_the_matrix_has_words_and_nothing_else(release: Release, selection: Selection) -> None:
    matrix = overview.services_compared(release, selection).matrix

    hidden = matrix[matrix["hidden"].notna()]
    assert hidden["mean"].isna().all()
    assert hidden["n"].isna().all()
    assert set(hidden["text"]) <= {"–"}
    assert set(hidden["score"]) <= {0.0}
    assert hidden["mark"].notna().all()
    assert not hidden["hover"].str.contains("svar").any()
    assert matrix.loc[matrix["hidden"].isna(), "text"].str.fullmatch(r"\d+").all()


@selections
def test_only_what_is_certain_has_a_colour(release: Release, selection: Selection) -> None:
    matrix = overview.services_compared(release, selection).matrix

    certain_ones = matrix["difference_verdict"].isin(["better", "worse", "below_floor"])
    assert (matrix["score"] != 0).tolist() == certain_ones.tolist()
    assert (matrix["score"] * matrix["difference"] >= 0)[certain_ones].all()


@selections
def test_services_stand_out_from_the_others_when_holm_says_so(
    release: Release, figures: Figures, answered: Invited, selection: Selection
) -> None:
    standouts = overview.services_compared(release, selection).standouts

    contrasts = slow_contrasts(figures, answered, selection)
    adjusted = holm_adjusted({key: contrast["p"] for key, contrast in contrasts.items()})
    found = {key: certain(contrast, adjusted[key], floor=4) for key, contrast in contrasts.items()}
    ordered = sorted(contrasts, key=lambda key: -contrasts[key]["difference"])
    better = [key for key in ordered if found[key] == "better"][:3]
    worse = [key for key in reversed(ordered) if found[key] == "worse"][:3]
    told = list(zip(standouts["place"], standouts["role"], "dimension:" + standouts["dimension"], strict=True))
    assert told == [*better, *worse]
    assert standouts["verdict"].tolist() == ["better"] * len(better) + ["worse"] * len(worse)
    for key, row in zip(told, standouts.to_dict("records"), strict=True):
        limits = [row["difference"], row["difference_lower"], row["difference_upper"]]
        assert limits == pytest.approx([contrasts[key][name] for name in ("difference", "lower", "upper")], rel=1e-6)


def test_something_stands_out_in_the_sample(release: Release, solvik: Selection) -> None:
    standouts = overview.services_compared(release, solvik).standouts

    assert 0 < len(standouts) <= 6
    assert ("9901/home_care", "overview") in set(zip(standouts["place"], standouts["dimension"], strict=True))


def test_the_sentence_tells_what_changed_for_certain_and_no_more(release: Release, solvik: Selection) -> None:
    table = overview.key_figures(release, solvik)
    answered = responses(release, ["9901"], "2025", EVERYONE).iloc[0]

    told = overview.summary(table, answered, solvik, places_of(release))

    certain_labels = table.loc[table["change_verdict"].isin(["better", "worse", "below_floor"]), "label"]
    assert certain_labels.tolist() == ["Å få hjelp til riktig tid", "Oversikt og forutsigbarhet"]
    changed = "«Å få hjelp til riktig tid» (−2 poeng) og «Oversikt og forutsigbarhet» (+3 poeng)"
    assert f"{changed}. Ingen sikker endring ellers." in told
    assert "justert for 7 sammenligninger" in told
    assert "Solvik" in told
    assert "74" in told


def test_a_period_without_figures_says_so(release: Release) -> None:
    nothing = HIDDEN_UNIT.but(period="1999", unit=None, service=None)
    table = overview.key_figures(release, nothing)

    told = overview.summary(table, pd.Series({"n": None, "rate": None}), nothing, places_of(release))

    assert set(table["hidden"]) == {"not_measured"}
    assert "1999" in told
    assert overview.services_compared(release, nothing).standouts.empty
