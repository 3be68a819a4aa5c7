"""What the release hides stands in no view: no figure of a hidden cell, in a column, a text or a download."""

import math
import re
from pathlib import Path

import duckdb
import pytest

from core.selection import Selection
from store.release import Release
from tests.alternatives import Answered, Person, values_by_cell
from tests.views.conftest import HIDDEN_UNIT
from tests.views.every_view import every_sentence, every_table
from tests.views.slow import Figures
from views import services
from views import table as tables
from views.places import Places, places_of

OF_NOW = ["n", "invited", "mean", "lower", "upper", "sd", "se", "df", "pooled_mean", "raw", "dont_know"]
OF_NOW += ["not_applicable", "top", "top_lower", "top_upper", "bottom", "difference", "shares"]


@pytest.fixture(scope="module")
def places(release: Release) -> Places:
    """What can be chosen in the sample."""
    return places_of(release)


@pytest.fixture(scope="module")
def secrets(sample_data_folder: Path, figures: Figures) -> list[float]:
    """Means of the hidden unit that nobody may read, counted from the warehouse, less those that others have too."""
    with duckdb.connect(str(sample_data_folder / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "SELECT respondent, item, dimension, level, scale_min, scale_max, value FROM respondent "
            "JOIN question USING (upload) LEFT JOIN answer USING (respondent, question) "
            "WHERE municipality = ? AND service = ? AND unit = ? AND period = ? AND role = ?",
            [*HIDDEN_UNIT.place.split("/"), HIDDEN_UNIT.period, HIDDEN_UNIT.role],
        ).fetchall()
    people: dict[int, Person] = {}
    for number, *asked, value in rows:
        person = people.setdefault(number, Person(*HIDDEN_UNIT.place.split("/"), "user", "2025", []))
        person.answers.append(Answered(*asked, None if value is None else float(value)))  # type: ignore[attr-defined]
    cells = values_by_cell(people.values())
    means = {
        math.fsum(values) / len(values)
        for (place, *_), spots in cells.items()
        if place == HIDDEN_UNIT.place
        for values in spots.values()
    }
    years = [cell for key, cell in figures.items() if key[1] in {"2024", "2025"}]
    common = {round(cell["mean"], 4) for cell in years if cell["mean"]}
    return [mean for mean in means if round(mean, 1) != mean and round(mean, 4) not in common]


def around(selection: Selection) -> list[Selection]:
    """The place and those above it."""
    above = [selection, selection.but(unit=None), selection.but(unit=None, service=None)]
    return above + [above[-1].but(role="everyone")]


def test_the_hidden_unit_has_secrets(secrets: list[float], figures: Figures) -> None:
    assert len(secrets) >= 2
    assert figures[HIDDEN_UNIT.place, "2025", "user", "overall"]["hidden"] == "few"


@pytest.mark.parametrize("selection", around(HIDDEN_UNIT), ids=lambda own: f"{own.place} {own.role}")
def test_no_secret_stands_in_any_table(release: Release, secrets: list[float], selection: Selection) -> None:
    for name, table in every_table(release, selection):
        here = table[table["place"].eq(HIDDEN_UNIT.place)] if "place" in table else table
        numbers = [value for value in here.to_numpy().ravel() if isinstance(value, float)]

        found = [value for value in numbers for secret in secrets if math.isclose(value, secret, rel_tol=1e-9)]
        written = [secret for secret in secrets if f"{secret:.4f}" in repr(table.to_dict("records"))]
        assert (name, found, written) == (name, [], [])


def test_no_secret_stands_in_a_sentence(release: Release, secrets: list[float]) -> None:
    told = " ".join(every_sentence(release, HIDDEN_UNIT))

    assert [secret for secret in secrets if f"{secret:.1f}".replace(".", ",") in told] == []
    assert not re.search(r"(?<!\d)4 svar", told)


def test_no_row_that_is_hidden_has_a_figure_in_any_view(release: Release, figures: Figures, places: Places) -> None:
    hidden = {key[:3] for key, cell in figures.items() if cell["hidden"] and key[1] in {"2021", "2025"}}

    seen = 0
    for place, period, role in sorted(hidden):
        own = places.places[place]
        for name, table in every_table(release, Selection(own.municipality, own.service, own.unit, period, role)):
            if not {"hidden", "mean"} <= set(table):
                continue
            # A question may show its mean and not its distribution.
            rows = table[table["hidden"].notna() & ~(table["mean"].notna() & (name == "bars"))]
            left = rows[[column for column in OF_NOW if column in rows]]
            if name == "bars":
                left = left.drop(columns="shares")
            assert (name, place, left.notna().any(axis=None)) == (name, place, False)
            if "hover" in rows:
                assert not rows["hover"].str.contains(r"<br>[\d(]|svar", regex=True).any()
            seen += len(rows)
    assert seen > 100


def test_every_row_without_a_mean_says_why(release: Release, places: Places) -> None:
    for place in (places.places[key] for key in ("9901", "9901/home_care", "9901/kindergarten", HIDDEN_UNIT.place)):
        role = places.roles[place.id][0]
        selection = Selection(place.municipality, place.service, place.unit, "2025", role)
        for name, table in every_table(release, places.standing(selection)):
            if {"hidden", "mean"} <= set(table) and name != "bars":
                assert (name, place.id, table["hidden"].notna().eq(table["mean"].isna()).all()) == (
                    name,
                    place.id,
                    True,
                )


@pytest.mark.parametrize("selection", around(HIDDEN_UNIT), ids=lambda own: f"{own.place} {own.role}")
def test_a_hidden_row_is_downloaded_and_shown_without_figures(release: Release, selection: Selection) -> None:
    columns = ["mean", "lower", "upper", "raw", "n", "change", "top", "bottom", "dont_know"]
    for name, table in every_table(release, selection):
        # The change of the municipality is that of the services that are shown.
        if name == "key figures" or not {"hidden", "mean"} <= set(table):
            continue
        rows = table[table["hidden"].notna() & table["mean"].isna()].drop(columns="hidden")
        assert {cell for column in tables.shown(rows, columns) for cell in column.words} <= {"–"}
        content = tables.downloaded(rows, columns).decode("utf-8-sig").splitlines()[1:]
        assert set("".join(content)) <= {";", '"'}


def test_the_response_of_a_hidden_unit_is_not_told(release: Release) -> None:
    told = services.response(release, HIDDEN_UNIT)

    assert told["hidden"] == "few"
    assert told[["n", "rate"]].isna().all()
