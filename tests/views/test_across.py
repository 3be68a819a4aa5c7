"""Questions service by service: each figure on the index, and a sign where there is none."""

import pytest

from core.selection import Selection
from core.text import number, text
from store.release import Release
from tests.views.slow import Figures
from views import across
from views.words import CORE_DIMENSIONS, mark

every_dimension = pytest.mark.parametrize("dimension", CORE_DIMENSIONS)


@every_dimension
def test_a_question_has_the_services_means_on_the_index(
    release: Release, figures: Figures, solvik: Selection, dimension: str
) -> None:
    table = across.by_service(release, solvik, dimension)

    assert len(table) > 0
    for row in table.to_dict("records"):
        own = figures[row["place"], row["period"], row["role"], row["measure"]]
        if own["hidden"]:
            assert row["hidden"]
            assert all(row[name] != row[name] for name in across.FIGURES)
            continue
        low, high = own["scale_min"], own["scale_max"]
        for name in across.FIGURES:
            if own[name] is not None:
                assert low + row[name] / 100 * (high - low) == pytest.approx(own[name])


@every_dimension
def test_side_by_side_has_each_figure_once_and_signs_for_the_rest(
    release: Release, solvik: Selection, dimension: str
) -> None:
    table = across.by_service(release, solvik, dimension)

    first, *services = across.side_by_side(table)

    assert first.words == list(dict.fromkeys(table["label"]))
    assert [column.heading for column in services] == sorted(set(table["row"]))
    told = {
        (label, column.heading): cell
        for column in services
        for label, cell in zip(first.words, column.words, strict=True)
    }
    for row in table.to_dict("records"):
        cell = told.pop((row["label"], row["row"]))
        assert cell == row["mark"] if row["hidden"] else cell.startswith(f"{number(row['mean'])} (")
    assert set(told.values()) <= {text("mark.not_measured")}


def test_a_question_on_several_scales_in_one_service_has_a_sign_that_is_explained(
    release: Release, solvik: Selection
) -> None:
    table = across.by_service(release, solvik, "taken_seriously")
    assert text("page.dimensions.across_scales") not in across.caption(table)
    mixed = table.assign(mark=[mark("scales"), *table["mark"].tolist()[1:]])

    assert text("mark.scales") in {cell for column in across.side_by_side(mixed) for cell in column.words}
    assert text("page.dimensions.across_scales") in across.caption(mixed)


def test_the_sentence_names_the_highest_and_the_lowest(release: Release, solvik: Selection) -> None:
    table = across.by_service(release, solvik, "taken_seriously")

    told = across.summary(table)

    ordered = table.dropna(subset="mean").sort_values("mean")
    for row in (ordered.iloc[0], ordered.iloc[-1]):
        assert f"«{row['label']}» i {row['row']} ({number(row['mean'])}" in told


def test_a_role_that_one_service_asks_is_held_beside_nothing(release: Release, solvik: Selection) -> None:
    assert across.by_service(release, solvik.but(role="citizen"), "taken_seriously").empty
