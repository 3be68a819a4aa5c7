"""What is certain in a series is what slow loops call certain, and the planted truths are named."""

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures, certain, former, holm_adjusted, two_samples
from views import overview
from views.development import beside, changes, chosen, pooled, process, summary, trend
from views.development.series import Spot, points
from views.wording import FLOOR

HOME_CARE = Selection("9901", "home_care", None, None, "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, None, "guardian")
PULSE = Selection("9901", "mental_health", None, None, "user")
SOLVIK = Selection("9901", None, None, None, EVERYONE)


@pytest.mark.parametrize(
    ("selection", "beside_it"),
    [(HOME_CARE, "dimensions"), (KINDERGARTEN, "dimensions"), (KINDERGARTEN, "parts"), (PULSE, "parts")],
    ids=lambda own: getattr(own, "place", own),
)
def test_the_changes_on_the_screen_are_one_family(
    release: Release, figures: Figures, selection: Selection, beside_it: str
) -> None:
    spots = chosen.spots(release, selection, "overall", beside_it)

    table = changes.changes(release, spots, "year")

    tested = {}
    for place, spot in enumerate(spots):
        key = (spot.selection.place, "2025", str(spot.selection.role), spot.measure)
        now, then = figures.get(key), former(figures, key)
        if now and then and now["hidden"] is None:
            tested[place] = two_samples(now, then)
    adjusted = holm_adjusted({place: change["p"] for place, change in tested.items()})
    assert len(tested) >= 3
    for place, change in tested.items():
        row = table.loc[place]
        assert row[["difference", "lower", "upper"]].tolist() == pytest.approx(
            [change["difference"], change["lower"], change["upper"]], rel=1e-6, abs=1e-9
        )
        assert row["verdict"] == certain(change, adjusted[place], FLOOR)
        assert row["family_size"] == len(tested)


@pytest.mark.parametrize(
    ("selection", "label", "key"),
    [(HOME_CARE, "Oversikt og forutsigbarhet", "improvement"), (KINDERGARTEN, "Å få hjelp til riktig tid", "concern")],
    ids=["home care", "kindergarten"],
)
def test_the_planted_change_is_named_and_no_other(release: Release, selection: Selection, label: str, key: str) -> None:
    spots = chosen.spots(release, selection, "overall", "dimensions")

    told = beside.summary(spots, beside.verdicts(release, spots, "year"))

    assert told == {"improvement": f"Sikkert bedre: {label}.", "concern": f"Sikkert svakere: {label}."}[key]


def test_no_certain_change_tells_what_could_have_been_found_and_never_that_nothing_changed(release: Release) -> None:
    spots = chosen.spots(release, HOME_CARE.but(unit="elvebredden-hjemmetjeneste"), "overall", "dimensions")

    told = summary.first(release, spots, "year")

    assert "Ingen sikker endring siden 2024" in told
    assert "ville bare endringer på minst" in told
    assert "ingen endring" not in told.lower()


def test_a_municipality_tells_the_change_of_the_services_that_were_measured_before(release: Release) -> None:
    spots = chosen.spots(release, SOLVIK, "overall", "dimensions")
    own = overview.key_figures(release, SOLVIK.but(period="2025")).set_index("measure")

    table = changes.changes(release, spots, "year")

    assert table["difference"].tolist() == pytest.approx(own.loc[[spot.measure for spot in spots], "change"].tolist())
    assert summary.first(release, spots, "year").count("hver mot sin egen forrige måling") == 1


def test_the_same_series_twice_counts_once_in_the_family(release: Release) -> None:
    spots = chosen.spots(release, HOME_CARE, "dimension:overview", "dimensions")

    table = changes.changes(release, spots, "year")

    assert len(table) == 7
    assert set(table["family_size"]) == {6}
    assert table.loc[0, "difference"] == table.loc[6, "difference"]


def test_a_hidden_newest_measurement_is_told_first(release: Release) -> None:
    spots = chosen.spots(release, HIDDEN_UNIT.but(period=None), "overall", "dimensions")

    told = summary.first(release, spots, "year")

    assert told.startswith(
        "Nyeste måling, 2025, har ikke tall: skjermet (personvern). Lyngtun bofellesskap, «Samlet», 2024"
    )


def test_five_points_have_an_exact_test_and_fewer_say_why_not(release: Release) -> None:
    five, three = (
        Spot(selection, "overall", "")
        for selection in (HOME_CARE, Selection("9901", "nursing_home", None, None, "next_of_kin"))
    )

    assert "eksakt Mann-Kendall" in trend.told(points(release, five, "year"), five)
    assert trend.told(points(release, three, "year"), three).endswith("med 5 målinger; her er det 3.")


@pytest.mark.parametrize(
    ("means", "begins"),
    [
        ([60.0, 63.0, 66.0, 69.0, 72.0], "Sikker jevn stigning over 5 målinger: +3,0 poeng i året"),
        ([60.0, 60.5, 61.0, 61.5, 62.0], "Sikker, men liten stigning over 5 målinger: +0,5 poeng i året"),
        ([72.0, 69.0, 66.0, 63.0, 60.0], "Sikker jevn nedgang over 5 målinger: −3,0 poeng i året"),
        ([60.0, 63.0, 66.0, 65.0, 72.0], "Sett over alle 5 målingene er det ingen sikker"),
        ([60.0] * 5, "Alle de 5 målingene er like."),
    ],
)
def test_a_steady_rise_or_fall_is_told_with_its_slope(means: list[float], begins: str) -> None:
    table = pd.DataFrame({"mean": means, "when": [2020.0 + year for year in range(5)], "link": "comparable"})

    assert trend.told(table, Spot(HOME_CARE, "overall", "")).startswith(begins)


def test_two_editions_of_a_small_unit_are_offered_as_one(release: Release) -> None:
    spot = Spot(HIDDEN_UNIT.but(period=None), "overall", "Samlet")
    table = points(release, spot, "year")

    told = pooled.told(table, spot)

    assert told.startswith("2023 og 2024 samlet: 73 (95\N{NO-BREAK SPACE}%:")
    assert "etter 14 svar" in told
    assert "ikke sikker" in told
    assert pooled.told(points(release, Spot(HOME_CARE, "overall", ""), "year"), Spot(HOME_CARE, "overall", "")) == ""


def test_a_place_that_was_never_asked_says_so(release: Release) -> None:
    spot = Spot(HOME_CARE.but(role="citizen"), "overall", "Samlet")

    assert summary.first(release, (spot,), "year") == "Hjemmetjenester: «Samlet» er aldri målt."


def test_a_target_lies_below_within_or_above_the_last_interval(release: Release) -> None:
    spot = Spot(HOME_CARE, "overall", "")
    table = points(release, spot, "year")

    told = [summary.target_told(table, target, spot) for target in (10.0, table["mean"].iloc[-1], 99.0)]

    assert [words.rpartition(": ")[2] for words in told] == [
        "det er nådd.", "det kan ikke sies om det er nådd.", "det er ikke nådd."
    ]  # fmt: skip
    assert summary.target_told(table, None, spot) == ""


def test_limits_are_for_long_series_alone(release: Release) -> None:
    assert process.is_long(points(release, Spot(PULSE, "overall", ""), "month"))
    assert not process.is_long(points(release, Spot(PULSE, "overall", ""), "year"))
    assert "krever 12 målinger" in summary.caption(
        points(release, Spot(PULSE, "overall", ""), "year"), Spot(PULSE, "overall", ""), (0.0, 100.0)
    )
