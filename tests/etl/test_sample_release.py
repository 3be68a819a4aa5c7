"""The sample data's release beside a slow count of the same answers, and beside what it must not tell."""

import math
import re
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import yaml

from tests.alternatives import Answered, Cell, Person, values_by_cell, weighted_mean_of_answers
from tests.etl.store import Store

PLANTED = Path(__file__).parent.parent.parent / "sample_data" / "planted.yaml"
KEY = ["place", "period", "role", "measure"]


@pytest.fixture(scope="module")
def sample(sample_data_folder: Path) -> Store:
    """The store with the sample data."""
    return Store(sample_data_folder, pytest.MonkeyPatch())


@pytest.fixture(scope="module")
def cells(sample: Store) -> pd.DataFrame:
    """The release's cells without groups."""
    return sample.cells(grouping_value="")


@pytest.fixture(scope="module")
def counted(sample: Store) -> dict[Cell, dict[str, list[float]]]:
    """Every respondent's value in every cell, from the warehouse by plain loops."""
    # A long export has no row for a question that somebody left out; it was asked all the same.
    rows = sample.rows(
        "SELECT respondent, municipality, service, unit, role, period, item, dimension, level, scale_min, scale_max, "
        "value FROM respondent JOIN question USING (upload) LEFT JOIN answer USING (respondent, question) "
        "ORDER BY respondent, question"
    )
    people: dict[int, Person] = {}
    for number, *place, item, dimension, level, low, high, value in rows.itertuples(index=False):
        person = people.setdefault(number, Person(*place, []))
        given = None if math.isnan(value) else float(value)
        person.answers.append(Answered(item, dimension, level, int(low), int(high), given))  # type: ignore[attr-defined]
    return values_by_cell(people.values())


@pytest.fixture(scope="module")
def compared(cells: pd.DataFrame, sample: Store) -> pd.DataFrame:
    """The shown cells that rest on answers alone; figures from a source have no answers to count."""
    of_figures = sample.rows("SELECT DISTINCT municipality, service, unit, year FROM aggregate")
    places = {"/".join(row[:size]) + "|" + row[3] for row in of_figures.itertuples(index=False) for size in (1, 2, 3)}
    from_figures = (cells["place"] + "|" + cells["period"].str[:4]).isin(places)
    return cells[cells["hidden"].isna() & ~from_figures]


def test_every_shown_cell_has_the_number_and_mean_of_a_slow_count(
    compared: pd.DataFrame, counted: dict[Cell, dict[str, list[float]]]
) -> None:
    wrong = []
    for *key, n, mean in compared[[*KEY, "n", "pooled_mean"]].itertuples(index=False):
        values = [value for spot in counted[tuple(key)].values() for value in spot]
        if len(values) != n or not math.isclose(math.fsum(values) / len(values), mean, rel_tol=1e-9):
            wrong.append((key, n, len(values), mean))

    assert len(compared) > 5000
    assert wrong == []
    assert {"month", "year"} <= {"month" if "-" in period else "year" for period in compared["period"]}
    assert {"user", "next_of_kin", "everyone"} <= set(compared["role"])


def test_means_of_services_and_the_municipality_weigh_units_by_invited_as_a_slow_count_does(
    sample: Store, compared: pd.DataFrame, counted: dict[Cell, dict[str, list[float]]]
) -> None:
    told = sample.rows("SELECT * FROM invited ORDER BY upload")
    spots = told[["municipality", "service", "unit", "role", "period"]].agg("/".join, axis="columns")
    invited = dict(zip(spots, told["invited"].astype(float), strict=True))
    chosen = compared[
        compared["period"].isin(["2023", "2025"])
        & compared["kind"].isin(["overall", "dimension"])
        & compared["place"].str.count("/").lt(2)
    ]

    weighted = chosen[chosen["method"].eq("invited")]
    assert len(weighted) > 20
    shown = set(map(tuple, compared[KEY].itertuples(index=False)))
    for *key, mean, se in weighted[[*KEY, "mean", "se"]].itertuples(index=False):
        expected = weighted_mean_of_answers(*_hidden_as_one(counted[tuple(key)], invited, key[-1], shown))
        assert mean == pytest.approx(expected["mean"], rel=1e-9)
        assert se == pytest.approx(expected["se"], rel=1e-9)


def _hidden_as_one(
    answers: dict[str, list[float]], invited: dict[str, float], measure: str, shown: set[Cell]
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """The answers and invited of each unit that is shown, and of all others together."""
    of_part: dict[str, list[float]] = {}
    asked: dict[str, float] = {}
    for spot, values in answers.items():
        *place, role, period = spot.split("/")
        is_shown = ("/".join(filter(None, place)), period, role, measure) in shown
        part = spot if is_shown else "hidden"
        of_part.setdefault(part, []).extend(values)
        asked[part] = asked.get(part, 0.0) + invited[spot]
    return of_part, asked


def test_every_cell_with_enough_answers_is_shown_or_has_another_reason(
    cells: pd.DataFrame, counted: dict[Cell, dict[str, list[float]]]
) -> None:
    known = {tuple(key): hidden for *key, hidden in cells[[*KEY, "hidden"]].itertuples(index=False)}
    absent = [key for key in counted if key not in known]
    few_shown = [key for key, spots in counted.items() if sum(map(len, spots.values())) < 5 and known[key] is None]

    assert absent == []
    assert few_shown == []


def test_nothing_of_a_hidden_cell_stands_in_the_release(sample: Store) -> None:
    cells = sample.cells()
    hidden = cells[cells["hidden"].notna()]
    numbers = ["n", "invited", "mean", "lower", "upper", "sd", "se", "df", "pooled_mean", "dont_know", "not_applicable"]

    assert set(hidden["hidden"]) == {"few", "source", "scales"}
    assert hidden[numbers].isna().all(axis=None)
    assert hidden["method"].isna().all()
    release = next((sample.folder / "releases").glob("*.duckdb"))
    with duckdb.connect(str(release), read_only=True) as connection:
        leaked = connection.execute(
            "SELECT count(*) FROM distribution JOIN cell USING (scope, measure_no) "
            "WHERE grouping_value = '' AND (hidden IS NOT NULL OR cell.n < 10)"
        ).fetchall()
        told = connection.execute("SELECT count(*) FROM response WHERE hidden IS NOT NULL AND n IS NOT NULL").fetchall()
    assert (leaked, told) == ([(0,)], [(0,)])


def test_how_many_did_not_know_needs_ten_answers(cells: pd.DataFrame) -> None:
    told = cells[cells["dont_know"].notna() | cells["not_applicable"].notna()]

    assert told["n"].min() >= 10


def test_how_many_did_not_know_is_told_only_where_the_distribution_is(sample: Store) -> None:
    without = sample.released(
        "SELECT count(*) AS cells FROM cell ANTI JOIN distribution USING (scope, measure_no) "
        "WHERE coalesce(dont_know, not_applicable) IS NOT NULL"
    )
    of_groups = sample.released(
        "SELECT count(*) AS cells FROM cell "
        "WHERE grouping_value <> '' AND coalesce(dont_know, not_applicable) IS NOT NULL"
    )

    assert (without["cells"].item(), of_groups["cells"].item()) == (0, 0)


def test_no_service_shows_all_of_its_units_but_one(sample: Store, cells: pd.DataFrame) -> None:
    units = cells[cells["place"].str.count("/").eq(2) & cells["hidden"].isin(["few"]) | cells["hidden"].isna()]
    units = units[units["place"].str.count("/").eq(2)]
    service = units.assign(service=units["place"].str.rpartition("/")[0])
    by_service = service.groupby(["service", "period", "role", "measure"])["hidden"].agg(
        hidden=lambda reasons: int(reasons.notna().sum()), units="size"
    )
    shown = cells[cells["hidden"].isna()].set_index(KEY).index
    exposed = by_service[by_service["hidden"].eq(1) & by_service["units"].gt(1)]

    assert not [key for key in exposed.index if key in shown]


def test_no_mean_mixes_scales(cells: pd.DataFrame) -> None:
    items = cells[cells["kind"].eq("item") & cells["scale_min"].isna()]

    assert set(items["hidden"].dropna()) <= {"few", "scales", "source"}
    assert items["hidden"].notna().all()
    assert items["mean"].isna().all()


def test_what_a_source_hid_is_told_as_hidden_by_it(cells: pd.DataFrame) -> None:
    hidden = cells[cells["hidden"].eq("source")]

    assert set(hidden["place"]) == {"9901/kindergarten/tussilago-familiebarnehage"}
    assert set(hidden["period"]) == {"2021"}


def test_no_planted_personal_data_is_in_the_warehouse(sample: Store) -> None:
    planted = yaml.safe_load(PLANTED.read_text(encoding="utf-8"))["personal_data"]
    stored = "\n".join(sample.rows("SELECT text FROM comment")["text"])
    masks = {"national_id": "[fødselsnummer]", "email": "[e-post]", "phone": "[telefon]"}

    secrets = [word for fact in planted for word in re.findall(r"\S*@\S*\w|\+?\d[\d ]{6,}\d", fact["text"])]

    assert len(secrets) == len(planted)
    assert [secret for secret in secrets if secret in stored] == []
    assert {kind: stored.count(mask) for kind, mask in masks.items()} == {
        kind: sum(fact["kind"] == kind for fact in planted) for kind in masks
    }
    # Nor in any other table: the whole file is searched.
    content = (sample.folder / "warehouse.duckdb").read_bytes()
    assert [secret for secret in secrets if secret.encode() in content] == []


def test_groups_are_told_of_by_year_and_from_ten_answers(sample: Store) -> None:
    groups = sample.cells()
    groups = groups[groups["grouping_value"].ne("")]

    assert set(groups["period"].str.len()) == {4}
    assert set(groups["kind"]) == {"overall", "dimension"}
    assert np.nanmin(groups["n"].to_numpy(dtype="float64", na_value=np.nan)) >= 10
