"""What a codebook says about two editions decides whether a change is told."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release, Releases
from tests.etl.store import Store, small_codebook
from views import levels, overview, questions, services

ITEMS = ["small_respect", "small_equal", "small_wait"]
HERE = Selection("own", "home_care", None, "2024", "user")


def edition(period: str, letter: str) -> dict[str, Any]:
    """An edition with columns of its own, so that it is known by them."""
    columns = {item: f"{letter}{number}" for number, item in enumerate(ITEMS)}
    return {"id": period, "period": period, "columns": {"respondent": "Nr", "unit": "Enhet", **columns}}


def told(item: str, verdict: str) -> dict[str, Any]:
    """What the codebook says of an item."""
    return {"item": item, "from": "2023", "to": "2024", "verdict": verdict, "reason": {"nb": "Nytt spørsmål."}}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Two years, where one question cannot be compared and another only with reservation."""
    store = Store(tmp_path_factory.mktemp("comparability") / "data", pytest.MonkeyPatch())
    verdicts = [told("small_respect", "with_reservation"), told("small_wait", "no")]
    editions = [edition("2023", "A"), edition("2024", "B")]
    store.codebook(small_codebook(editions=editions, background=[], comments=[], comparability=verdicts))
    for letter, lift in (("A", 0), ("B", 1)):
        rows = [[n, ["Furua", "Lia"][n % 2], *(1 + (n * k) % 5 + lift for k in (1, 2, 3))] for n in range(40)]
        header = ["Nr", "Enhet", *(f"{letter}{number}" for number in range(3))]
        store.done("import", store.table(f"{letter}.csv", [header, *rows]))
    return Releases(Path(store.folder) / "releases").current()


def test_no_change_is_told_where_the_codebook_says_no(compared: Release) -> None:
    table = services.by_dimension(compared, HERE).set_index("measure")

    for measure in ("overall", "dimension:right_time"):
        row = table.loc[measure]
        assert pd.notna(row["mean"])
        assert pd.notna(row["former_mean"])
        assert row[["change", "change_lower", "change_upper", "change_p", "change_verdict"]].isna().all()
        assert row["reservation"] == "kan ikke sammenlignes med sist"


def test_a_change_with_reservation_is_told_with_a_note(compared: Release) -> None:
    row = services.by_dimension(compared, HERE).set_index("measure").loc["dimension:respected"]

    assert row["change"] == pytest.approx(20)
    assert row["change_verdict"] == "better"
    assert row["reservation"] == "sammenlignes med forbehold"


def test_each_question_has_its_own_verdict(compared: Release) -> None:
    table = questions.items(compared, HERE).set_index("item")

    assert table.loc["small_equal", "change"] == pytest.approx(1)
    assert pd.isna(table.loc["small_equal", "reservation"])
    assert table.loc["small_respect", "change"] == pytest.approx(1)
    assert table.loc["small_respect", "reservation"] == "sammenlignes med forbehold"
    assert pd.isna(table.loc["small_wait", "change"])
    assert table.loc["small_wait", "reservation"] == "kan ikke sammenlignes med sist"


def test_the_municipality_has_no_change_that_its_services_have_not(compared: Release) -> None:
    table = overview.key_figures(compared, Selection("own", None, None, "2024", EVERYONE)).set_index("measure")

    assert table.loc["dimension:respected", "change"] == pytest.approx(20)
    assert pd.isna(table.loc["dimension:right_time", "change"])
    assert pd.isna(table.loc["overall", "change"])


def test_the_first_edition_has_neither_change_nor_reservation(compared: Release) -> None:
    table = services.by_dimension(compared, HERE.but(period="2023"))

    assert table["change"].isna().all()
    assert table["reservation"].isna().all()


def test_units_follow_the_verdict_of_their_service(compared: Release) -> None:
    table = services.by_unit(compared, HERE)

    assert table["mean"].notna().all()
    assert table["change"].isna().all()
    assert set(table["reservation"]) == {"kan ikke sammenlignes med sist"}


def test_a_level_that_nothing_asks_about_is_not_measured(compared: Release) -> None:
    table = levels.by_service(compared, HERE).set_index("level")

    assert pd.isna(table.loc["individual", "hidden"])
    assert table.loc[["service", "system"], "hidden"].tolist() == ["Ikke målt"] * 2
    assert "Hjemmetjenester" in levels.summary(table.reset_index())


def test_a_service_alone_stands_out_from_nobody(compared: Release) -> None:
    found = overview.services_compared(compared, Selection("own", None, None, "2024", EVERYONE))

    assert found.standouts.empty
    assert set(found.matrix["score"]) == {0.0}


def step(item: str, verdict: str, start: str, end: str) -> dict[str, Any]:
    return told(item, verdict) | {"from": start, "to": end}


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Three editions, of which one unit answered the first and the last only, with verdicts on both steps."""
    store = Store(tmp_path_factory.mktemp("chain") / "data", pytest.MonkeyPatch())
    verdicts = [
        step("small_respect", "no", "2022", "2023"), step("small_respect", "yes", "2023", "2024"),
        step("small_equal", "with_reservation", "2022", "2023"), step("small_equal", "not_judged", "2023", "2024"),
        step("small_wait", "not_judged", "2022", "2023"), step("small_wait", "no", "2023", "2024"),
    ]  # fmt: skip
    years = {"A": "2022", "B": "2023", "C": "2024"}
    editions = [edition(year, letter) for letter, year in years.items()]
    store.codebook(small_codebook(editions=editions, background=[], comments=[], comparability=verdicts))
    for letter, year in years.items():
        units = ["Furua"] if year == "2023" else ["Furua", "Lia"]
        rows = [[n, units[n % len(units)], *(1 + (n * k) % 5 for k in (1, 2, 3))] for n in range(40)]
        header = ["Nr", "Enhet", *(f"{letter}{number}" for number in range(3))]
        store.done("import", store.table(f"{letter}.csv", [header, *rows]))
    return Releases(Path(store.folder) / "releases").current()


NOT_AT_ALL, NOT_JUDGED = "kan ikke sammenlignes med sist", "ikke vurdert om det kan sammenlignes med sist"


@pytest.mark.parametrize(
    ("unit", "former", "reservations"),
    [("furua", "2023", [None, NOT_JUDGED, NOT_AT_ALL]), ("lia", "2022", [NOT_AT_ALL, NOT_JUDGED, NOT_AT_ALL])],
)
def test_the_weakest_verdict_on_any_step_since_the_former_measurement_holds(
    chained: Release, unit: str, former: str, reservations: list[str | None]
) -> None:
    table = questions.items(chained, HERE.but(unit=unit)).set_index("item").loc[ITEMS]

    assert set(table["former_period"]) == {former}
    assert table["reservation"].astype("object").where(table["reservation"].notna(), None).tolist() == reservations
    assert table["change"].isna().tolist() == [bool(told) for told in reservations]


def test_what_nobody_has_judged_has_no_change_and_says_so(chained: Release) -> None:
    row = services.by_dimension(chained, HERE.but(unit="furua")).set_index("measure").loc["dimension:respected"]

    assert pd.notna(row["mean"])
    assert pd.isna(row["change"])
    assert row["reservation"] == NOT_JUDGED
