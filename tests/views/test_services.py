"""A service or unit against the level above, and only what may be told."""

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures, certain, former, holm_adjusted, two_samples
from views import services
from views.places import places_of
from views.words import CORE_DIMENSIONS

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, "2025", "guardian")
WEAK_UNIT = HOME_CARE.but(unit="elvebredden-hjemmetjeneste")
BUILDING_PERMITS = Selection("9901", "building_permits", None, "2023", "citizen")
FIGURE = ["n", "mean", "lower", "upper"]


@pytest.mark.parametrize("selection", [HOME_CARE, KINDERGARTEN, WEAK_UNIT, BUILDING_PERMITS], ids=lambda own: own.place)
def test_dimensions_are_the_cells_of_the_release(release: Release, figures: Figures, selection: Selection) -> None:
    table = services.by_dimension(release, selection)

    assert table["measure"].tolist()[:7] == ["overall", *(f"dimension:{key}" for key in CORE_DIMENSIONS)]
    for row in table.to_dict("records"):
        own = figures.get((selection.place, selection.period, selection.role, row["measure"]))  # type: ignore[arg-type]
        if own is None:
            assert row["hidden"] == "Ikke målt"
            assert pd.isna([row[name] for name in FIGURE]).all()
            continue
        assert [row[name] for name in FIGURE] == pytest.approx([own[name] for name in FIGURE])


@pytest.mark.parametrize("selection", [HOME_CARE, WEAK_UNIT, BUILDING_PERMITS], ids=lambda own: own.place)
def test_the_differences_of_a_table_are_one_family_of_tests(release: Release, selection: Selection) -> None:
    table = services.by_dimension(release, selection)

    shown = table[table["mean"].notna()]
    assert shown["family_size"].tolist() == [len(shown)] * len(shown)
    adjusted = holm_adjusted(dict(enumerate(shown["p"])))
    assert shown["p_adjusted"].tolist() == pytest.approx(list(adjusted.values()))
    assert (shown["mean"] - shown["reference"]).tolist() == pytest.approx(shown["difference"].tolist())


@pytest.mark.parametrize("selection", [HOME_CARE, KINDERGARTEN, WEAK_UNIT, BUILDING_PERMITS], ids=lambda own: own.place)
def test_the_changes_of_a_table_are_one_family_of_tests(
    release: Release, figures: Figures, selection: Selection
) -> None:
    table = services.by_dimension(release, selection).set_index("measure")

    changes = {}
    for measure in table.index[table["mean"].notna()]:
        key = (selection.place, selection.period, selection.role, measure)
        before = former(figures, key)  # type: ignore[arg-type]
        if before:
            changes[measure] = two_samples(figures[key], before)  # type: ignore[index]
    adjusted = holm_adjusted({measure: change["p"] for measure, change in changes.items()})
    assert set(table.index[table["change"].notna()]) == set(changes)
    for measure, change in changes.items():
        told = table.loc[measure, ["change", "change_lower", "change_upper", "change_p"]].tolist()
        expected = [change["difference"], change["lower"], change["upper"], adjusted[measure]]
        assert told == pytest.approx(expected, rel=1e-6, abs=1e-9)
        assert table.loc[measure, "change_verdict"] == certain(change, adjusted[measure], floor=4)


@pytest.mark.parametrize(
    ("selection", "measure", "verdict"),
    [(HOME_CARE, "dimension:overview", "better"), (KINDERGARTEN, "dimension:right_time", "worse")],
    ids=["home care", "kindergarten"],
)
def test_what_is_planted_is_certain_and_nothing_else(
    release: Release, selection: Selection, measure: str, verdict: str
) -> None:
    table = services.by_dimension(release, selection).set_index("measure")

    dimensions = table.loc[[f"dimension:{key}" for key in CORE_DIMENSIONS], "change_verdict"]
    assert dimensions[dimensions.isin(["better", "worse"])].to_dict() == {measure: verdict}


def test_the_planted_weak_unit_lies_below_the_rest_where_it_was_planted_and_nowhere_else(release: Release) -> None:
    table = services.by_dimension(release, WEAK_UNIT).set_index("measure")

    weak = table.loc[["dimension:respected", "dimension:taken_seriously"]]
    assert weak["difference_verdict"].tolist() == ["worse", "worse"]
    rest = table["difference_verdict"].drop([*weak.index, "overall"])
    assert not rest.isin(["better", "worse"]).any()


@pytest.mark.parametrize("selection", [HOME_CARE, KINDERGARTEN, HIDDEN_UNIT.but(unit=None)], ids=lambda own: own.place)
def test_every_unit_has_a_row(release: Release, figures: Figures, selection: Selection) -> None:
    table = services.by_unit(release, selection).set_index("place")

    assert set(table.index) == {unit.id for unit in places_of(release).units("9901", selection.service or "")}
    assert table["label"].is_monotonic_increasing
    for place, row in table.iterrows():
        own = figures.get((place, "2025", selection.role, "overall"))  # type: ignore[arg-type]
        shown = own is not None and own["hidden"] is None
        assert pd.isna(row["hidden"]) == shown
        if shown:
            assert row[FIGURE].tolist() == pytest.approx([own[name] for name in FIGURE])  # type: ignore[index]


def test_a_hidden_unit_has_no_figure_anywhere_in_its_row(release: Release) -> None:
    table = services.by_unit(release, HIDDEN_UNIT.but(unit=None)).set_index("place")
    row = table.loc[HIDDEN_UNIT.place]

    assert row["hidden"] == "Skjermet (personvern)"
    assert row["hover"] == f"<b>{row['label']}</b>"
    of_now = ["n", "invited", "mean", "lower", "upper", "sd", "se", "df", "pooled_mean", "raw", "dont_know", "change"]
    assert row[of_now].isna().all()


def test_a_unit_that_nobody_answered_for_says_so(release: Release) -> None:
    table = services.by_unit(release, HOME_CARE).set_index("place")

    assert table.loc["9901/home_care/innsatsteamet", "hidden"] == "Ingen svar"
    assert table.loc["9901/home_care/innsatsteamet", FIGURE].isna().all()


def test_the_response_of_a_place_is_answered_out_of_invited(release: Release, answered: dict) -> None:
    told = services.response(release, HOME_CARE)

    n, invited = answered["9901/home_care", "2025", "user"]
    assert (told["n"], told["invited"], told["rate"]) == (n, invited, pytest.approx(n / invited))


def test_the_response_of_an_unknown_place_is_missing(release: Release) -> None:
    assert services.response(release, Selection("9901", "fishing", None, "2025", EVERYONE)).isna().all()


def test_the_sentence_of_a_hidden_unit_says_why_and_tells_no_figure(release: Release) -> None:
    table = services.by_dimension(release, HIDDEN_UNIT)

    told = services.summary(table, HIDDEN_UNIT, places_of(release))

    assert "Lyngtun" in told
    assert [word for word in told.replace("2025", "").split() if word.strip(".,").isdigit()] == []


def test_the_sentence_about_units_names_those_that_differ_for_certain(release: Release) -> None:
    table = services.by_unit(release, HOME_CARE)

    told = services.units_summary(table)

    shown = table.dropna(subset="mean")
    assert f"{len(shown)} av {len(table)}" in told
    assert "Sikkert lavere enn resten av tjenesten: «Elvebredden hjemmetjeneste»" in told
    assert f"justert for {len(shown)} sammenligninger" in told


def test_a_unit_that_is_alone_in_its_service_says_so(release: Release) -> None:
    table = services.by_unit(release, Selection("9901", "bpa", None, "2025", "user"))

    assert table["difference_reason"].tolist() == ["no_rest"]
    assert "det er ingen andre å sammenligne med" in services.units_summary(table)


def test_the_words_for_a_place_tell_what_could_have_been_found(release: Release) -> None:
    told = services.certain_words(services.by_dimension(release, HOME_CARE), HOME_CARE)

    assert len(told) == 2
    assert all(" trolig blitt funnet." in sentence and "justert for 8 sammenligninger" in sentence for sentence in told)
    assert "Sikker forbedring siden sist: «Oversikt og forutsigbarhet»" in told[1]
