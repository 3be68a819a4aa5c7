"""Each part against the rest, the municipality or a published value: from released figures only."""

import numpy as np
import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from metrics.moderated import moderated_spread
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Estimate, Figures, Invited, estimate_of, together, welch
from views.comparison import against, parts

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")
KINDERGARTEN = Selection("9901", "kindergarten", None, "2023", "guardian")
RESPECTED = "dimension:respected"


def of_measure(table: pd.DataFrame, measure: str = RESPECTED) -> pd.DataFrame:
    return table[table["measure"].eq(measure)].set_index("place")


def spread_of(rows: pd.DataFrame) -> dict[str, Estimate]:
    """Mean of each unit with the spread that its neighbours lend it."""
    shown = rows[rows["mean"].notna()]
    lent = moderated_spread(shown["n"], shown["sd"])
    return {
        place: Estimate(mean, se, df)
        for place, mean, se, df in zip(shown.index, shown["mean"], lent["se"], lent["df"], strict=True)
    }


def test_a_unit_is_held_against_the_others_without_itself(
    release: Release, figures: Figures, answered: Invited
) -> None:
    rows = of_measure(against.differences(release, HOME_CARE, against.REST))

    own = {place: estimate_of(figures[place, "2025", "user", RESPECTED]) for place in rows.index[rows["mean"].notna()]}
    lent = spread_of(rows)
    for place, estimate in lent.items():
        others = [
            (float(answered[other, "2025", "user"][1] or 0), estimate_of_other)
            for other, estimate_of_other in own.items()
            if other != place
        ]
        expected = welch(estimate, together(others))
        assert rows.loc[place, "difference"] == pytest.approx(expected["difference"], abs=1e-9)
        assert rows.loc[place, "p"] == pytest.approx(expected["p"], rel=0.1)


def test_a_unit_is_held_against_the_municipality_without_itself(
    release: Release, figures: Figures, answered: Invited
) -> None:
    rows = of_measure(against.differences(release, HOME_CARE, against.MUNICIPALITY))

    whole = figures["9901", "2025", "user", RESPECTED]
    for place, row in rows[rows["mean"].notna()].iterrows():
        share = (answered[str(place), "2025", "user"][1] or 0) / whole["invited"]
        rest = (whole["mean"] - share * row["mean"]) / (1 - share)
        assert row["difference"] == pytest.approx(row["mean"] - rest)
        assert row["other_n"] == whole["n"] - row["n"]


def test_a_published_value_without_a_spread_is_taken_as_known_exactly(release: Release) -> None:
    rows = of_measure(against.differences(release, KINDERGARTEN, against.BENCHMARK))

    lent = spread_of(rows)
    shown = rows[rows["mean"].notna()]
    assert against.constant(release, KINDERGARTEN, rows.reset_index())
    for place, row in shown.iterrows():
        assert row["se_difference"] == pytest.approx(lent[str(place)].se)
        assert row["df_difference"] == pytest.approx(lent[str(place)].df)


def test_what_the_parts_are_held_against_is_offered_where_it_is_there(release: Release) -> None:
    kindergartens = against.choices(release, KINDERGARTEN)
    home_care = against.choices(release, HOME_CARE)

    assert kindergartens == [against.REST, against.BENCHMARK]  # guardians answer about kindergartens only
    assert home_care == [against.REST, against.MUNICIPALITY]


def test_services_are_held_against_each_other(release: Release, solvik: Selection) -> None:
    rows = of_measure(against.differences(release, solvik, against.REST), "overall")

    assert parts.kind(solvik) == "services"
    assert rows["difference"].notna().all()
    assert rows["label"].is_unique


def test_municipalities_are_held_against_each_other_by_name(many_units: Release) -> None:
    everywhere = Selection("all", "home_care", None, "2024", "user")

    rows = of_measure(against.differences(many_units, everywhere, against.REST))

    assert rows["label"].is_unique
    assert len(rows) == 3
    total = (rows["n"] * rows["mean"]).sum()
    for _, row in rows.iterrows():
        others = (total - row["n"] * row["mean"]) / (rows["n"].sum() - row["n"])
        assert row["difference"] == pytest.approx(row["mean"] - others)


def test_a_hidden_unit_has_neither_figure_nor_difference(release: Release) -> None:
    rows = of_measure(against.differences(release, HIDDEN_UNIT.but(unit=None), against.REST))

    hidden = rows.loc[HIDDEN_UNIT.place]
    assert hidden["reason"] == "few"
    assert pd.isna([hidden[name] for name in ("n", "mean", "sd", "difference", "other_mean", "other_n")]).all()


@pytest.mark.parametrize("chosen", [against.REST, against.MUNICIPALITY])
def test_a_rest_of_too_few_or_of_hidden_units_alone_is_not_told(
    release: Release, figures: Figures, chosen: str
) -> None:
    selection = HIDDEN_UNIT.but(unit=None)

    rows = against.differences(release, selection, chosen)

    told = rows[rows["other_mean"].notna()]
    assert not (told["other_n"] < 5).any()
    if chosen == against.REST:
        # One unit is shown: its rest would be the two hidden ones together.
        assert told.empty
        assert set(rows.loc[rows["mean"].notna(), "reason"]) == {"rest_hidden"}


def test_nothing_is_infinite_and_what_lacks_a_test_has_a_reason(release: Release, solvik: Selection) -> None:
    everyone = [solvik, HOME_CARE, KINDERGARTEN, HIDDEN_UNIT.but(unit=None), solvik.but(service="bpa", role="user")]
    for selection in everyone:
        for chosen in against.choices(release, selection):
            rows = against.differences(release, selection, chosen)
            untested = rows["p"].isna()

            assert rows.loc[untested, "reason"].notna().all()
            assert not np.isinf(rows[["difference", "difference_lower", "difference_upper"]].astype(float)).any().any()


def test_a_place_without_figures_gives_no_rows(release: Release) -> None:
    nowhere = Selection("9901", "fishing", None, "2025", EVERYONE)

    assert against.differences(release, nowhere, against.REST).empty
