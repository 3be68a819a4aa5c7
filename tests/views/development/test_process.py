"""A long series as a process: signals by rule, limits anew only with a cause, targets."""

import pytest

from core.selection import Selection
from metrics.process import xmr
from store.release import Release
from views.development import process
from views.development.series import Spot, points

PULSE = Selection("9901", "mental_health", None, None, "user")
HELP = Spot(PULSE, "dimension:right_help", "Å få riktig hjelp")
OVERALL = Spot(PULSE, "overall", "Samlet")
SIGNALS = {"improvement", "concern"}


def test_the_limits_are_those_of_the_metric(release: Release) -> None:
    table = process.chart(release, HELP, "month")
    expected = xmr(points(release, HELP, "month")["mean"])

    assert table["lower_limit"].tolist() == expected["lower"].tolist()
    assert table["upper_limit"].tolist() == expected["upper"].tolist()
    assert table["signal"].tolist() == expected["signal"].tolist()


def test_a_signal_is_told_in_words_with_its_months(release: Release) -> None:
    spot = Spot(PULSE, "item:taken_seriously", "Blir du tatt på alvor?")
    table = process.chart(release, spot, "month")

    told = process.summary(table, spot)

    assert "Siste måling ligger innenfor det som er vanlig variasjon" in told
    assert "Det er ikke det samme som at ingenting har endret seg." in told
    assert "september 2022 til mars 2023 (sju på rad over snittet)" in told
    assert set(table["meaning"]) == {"common_cause", "improvement"}
    assert table.loc[table["meaning"].eq("improvement"), "hover"].str.endswith("sju på rad over snittet").all()


def test_a_series_without_a_signal_says_so_and_what_chance_would_give(release: Release) -> None:
    table = process.chart(release, OVERALL, "month")

    assert "Det er ingen tidligere signaler." in process.summary(table, OVERALL)
    assert "omtrent tre av ti tilfeller" in process.caption(table)
    assert process.icon(table) == "common_cause"


def test_limits_start_anew_at_a_recorded_cause_and_not_otherwise(release: Release) -> None:
    alone = process.chart(release, HELP, "month")
    anew = process.chart(release, HELP, "month", ("2025-06",))
    elsewhere = process.chart(release, HELP, "month", ("1999-01",))

    assert set(alone["group"]) == set(elsewhere["group"]) == {0.0}
    assert anew.loc[anew["group"].eq(1.0), "period"].iloc[0] == "2025-06"
    told = process.caption(anew, "juni 2025: Ny leder")
    assert "Grensene er regnet på nytt fra juni 2025: Ny leder." in told
    assert "færre enn 12 målinger" in told


@pytest.mark.parametrize(
    ("target", "found", "says"),
    [(10.0, "consistently_hit", "hver gang"), (99.0, "consistently_miss", "blir det ikke nådd"),
     (76.0, "hit_and_miss", "uten at noe er endret")],
)  # fmt: skip
def test_a_target_is_held_against_the_limits(release: Release, target: float, found: str, says: str) -> None:
    table = process.chart(release, HELP, "month")

    assert process.assured(table, target) == found
    assert says in process.target_told(table, target, HELP)
