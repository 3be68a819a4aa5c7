"""What a tiltak was made for, and what became of its measure, on the sample release."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from scipy import stats

from core.text import in_language
from register.action_search import Followed
from register.actions import Action
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures
from views.actions import table
from views.actions.effect import effects, newest
from views.actions.finding import Figure, finding, measures, place_name
from views.table import downloaded

OVERVIEW = Figure("dimension:overview", "9901/home_care", "2023", "user")
RIGHT_TIME = replace(OVERVIEW, measure="dimension:right_time")
HIDDEN = Figure("overall", HIDDEN_UNIT.place, "2025", "user")
GONE = Figure("overall", "9999/home_care", "2023", "user")


def action(figure: Figure | None = OVERVIEW, **facts: object) -> Action:
    """A tiltak as the register gives it."""
    ids = (
        {"measure": figure.measure, "place": figure.place, "period": figure.period, "role": figure.role}
        if figure
        else {}
    )
    blank = {"description": "", "owner": "", "told_how": "", "evaluation": "", "link": "", "finding": "Det som sto da."}
    always = {
        "id": 1,
        "title": "Ukeplan",
        "status": "planned",
        "phase": "plan",
        "created_at": datetime(2024, 1, 1, tzinfo=UTC),
    }
    return Action(**(blank | always | ids | facts))


def test_a_finding_is_the_cell_of_the_release(release: Release, figures: Figures) -> None:
    found = finding(release, OVERVIEW)

    cell = figures["9901/home_care", "2023", "user", "dimension:overview"]
    assert found is not None
    assert (found.value, found.lower, found.upper, found.n) == pytest.approx(
        (cell["mean"], cell["lower"], cell["upper"], cell["n"])
    )
    assert found.told == (
        "Hjemmetjenester, 2023 (bruker): «Oversikt og forutsigbarhet» var 70 av 100 "
        "(95\N{NO-BREAK SPACE}% intervall 68–72, 318 svar)."
    )


@pytest.mark.parametrize("figure", [HIDDEN, GONE, replace(OVERVIEW, measure="dimension:nothing")])
def test_what_is_hidden_or_not_there_is_no_finding(release: Release, figure: Figure) -> None:
    assert finding(release, figure) is None


def test_the_change_is_from_the_period_of_the_finding_to_the_newest(release: Release, figures: Figures) -> None:
    effect = effects(release, (OVERVIEW,))[OVERVIEW]

    then, now = (figures["9901/home_care", period, "user", "dimension:overview"] for period in ("2023", "2025"))
    se = (then["se"] ** 2 + now["se"] ** 2) ** 0.5
    df = se**4 / (then["se"] ** 4 / then["df"] + now["se"] ** 4 / now["df"])
    half = stats.t.ppf(0.975, df) * se
    change = now["mean"] - then["mean"]
    assert effect.period == "2025"
    assert effect.difference.value == pytest.approx(change)
    assert (effect.difference.lower, effect.difference.upper) == pytest.approx((change - half, change + half))
    assert effect.told.startswith("Målingen i 2025: sikker forbedring siden 2023, +9 poeng")
    assert "én sammenligning" in effect.told


def test_each_tiltak_is_judged_alone_however_many_there_are(release: Release) -> None:
    alone = effects(release, (RIGHT_TIME,))[RIGHT_TIME]

    together = effects(release, (OVERVIEW, RIGHT_TIME, replace(OVERVIEW, measure="overall")))[RIGHT_TIME]

    assert together == alone
    assert alone.difference.verdict == "uncertain"


def test_before_a_newer_measurement_there_is_no_effect(release: Release) -> None:
    assert newest(release, [replace(OVERVIEW, period="2025"), GONE]) == {}
    assert effects(release, (replace(OVERVIEW, period="2025"),)) == {}


def test_a_month_is_held_against_months_and_a_year_against_years(release: Release) -> None:
    month = Figure("overall", "9901/mental_health", "2024-03", "user")

    found = newest(release, [month, replace(month, period="2023")])

    assert found == {month: "2025-12", replace(month, period="2023"): "2025"}


def test_a_question_that_was_changed_is_told_with_its_reservation(release: Release) -> None:
    early = replace(RIGHT_TIME, period="2021")

    effect = effects(release, (early,))[early]

    assert "Sammenligningen er med forbehold." in effect.told
    assert "avtalt tid" in effect.told


def test_a_finding_that_the_release_hides_cannot_be_compared(release: Release, figures: Figures) -> None:
    told = {key for key, cell in figures.items() if cell["hidden"] is None and len(key[1]) == 4}
    then = next(
        Figure(measure, place, "2023", role)
        for place, period, role, measure in sorted(told)
        if period == "2025" and figures.get((place, "2023", role, measure), {"hidden": None})["hidden"] == "few"
    )

    effect = effects(release, (then,))[then]

    assert effect.difference.value != effect.difference.value
    assert effect.told == "Målingen i 2025: endringen siden 2023 kan ikke vurderes: tallet fra sist er skjermet."


@pytest.mark.parametrize(
    ("direction", "size", "begins"),
    [
        ("up", 5.0, "Hele intervallet ligger over"),
        ("up", 8.0, "Intervallet rommer"),
        ("up", 30.0, "Hele intervallet ligger under"),
        ("down", 5.0, "Hele intervallet ligger under"),
        (None, 5.0, ""),
        ("up", None, ""),
    ],
)
def test_the_change_is_held_against_what_was_expected(
    release: Release, direction: str | None, size: float | None, begins: str
) -> None:
    told = effects(release, (OVERVIEW,))[OVERVIEW].against(direction, size)

    assert told.startswith(begins)
    assert bool(told) == bool(begins)


def test_a_tiltak_waits_until_it_is_judged_with_the_newest_figure(release: Release) -> None:
    one = Followed(1, OVERVIEW.measure, OVERVIEW.place, OVERVIEW.period, OVERVIEW.role, None)

    found = table.waiting(release, [one, replace(one, id=2, judged="2024"), replace(one, id=3, judged="2025")])

    assert found == (1, 2)


def test_what_was_written_down_is_told_only_while_the_release_shows_the_figure(release: Release) -> None:
    told = table.found_then(release, [action(), action(HIDDEN, id=2), action(None, id=3), action(finding="", id=4)])

    assert told[1] == "Det som sto da."
    assert told[2].startswith("Tallet som lå til grunn, er skjermet")
    assert told[3].startswith("Tallet som lå til grunn, er skjermet")
    assert told[4] == ""


def test_a_finding_is_told_as_it_was_in_the_language_of_the_reader(release: Release) -> None:
    row = action(value=61.2, lower=58.0, upper=64.4, n=120)

    with in_language("en"):
        told = table.found_then(release, [row])[1]

    assert (
        told == "Home care, 2023 (user): “Overview and predictability” was 61 of 100 (95% interval 58–64, 120 answers)."
    )


def test_a_row_says_what_is_late_what_waits_and_what_was_expected(release: Release) -> None:
    rows = [
        action(due=date(2025, 1, 1), effect_direction="up", effect_size=5.0),
        action(id=2, due=date(2025, 1, 1), status="done"),
        action(None, id=3, evaluated_period="2025", judgement="reached"),
    ]

    listed = table.listed(release, rows, date(2026, 1, 1))

    assert listed["late"].tolist() == [True, False, False]
    assert listed["waiting"].tolist() == [True, True, False]
    assert listed["expected"].tolist() == ["Oversikt og forutsigbarhet: opp 5 poeng", "", ""]
    assert listed["effect"].iloc[0] == "Sikker forbedring +9 poeng (2025)"
    assert listed["judgement"].iloc[2] == "Nådd"


def test_what_is_taken_along_runs_no_formula(release: Release) -> None:
    rows = table.listed(release, [action(title="=HYPERLINK(1)", owner="+47")], date(2026, 1, 1))

    head, line = downloaded(rows, table.TAKEN_ALONG).decode("utf-8-sig").splitlines()

    assert head.startswith("Nr.;Tiltak;Hva skal gjøres;Sted;")
    assert line.startswith("1;'=HYPERLINK(1);;Hjemmetjenester;")
    assert ";'+47;" in line


def test_names_follow_the_language_and_survive_a_place_that_is_gone(release: Release) -> None:
    with in_language("en"):
        assert list(measures(release, OVERVIEW).values())[0] == "Overall"
    assert (
        place_name(release, "9901/home_care/solbakken-hjemmetjeneste") == "Hjemmetjenester – Solbakken hjemmetjeneste"
    )
    assert place_name(release, GONE.place) == "home_care"
    assert place_name(release, None) == ""
