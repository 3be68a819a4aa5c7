"""The rest of a whole without one of its parts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.contrasts import unit_against_rest
from metrics.hierarchy import invited_weighted_mean
from metrics.means import mean_interval
from metrics.rest import rest_of_estimate

UNITS = st.lists(
    st.tuples(st.lists(st.integers(1, 6), min_size=5, max_size=12), st.integers(0, 20)), min_size=2, max_size=6
)


@given(UNITS)
def test_the_rest_is_the_same_from_the_whole_as_from_the_other_units(units: list[tuple[list[int], int]]) -> None:
    answers = [np.array(values, dtype=float) for values, _ in units]
    cells = pd.DataFrame(
        {
            "town": "A",
            "n": [len(values) for values in answers],
            "total": [values.sum() for values in answers],
            "squares": [(values**2).sum() for values in answers],
            "invited": [len(values) + more for values, more in units],
        }
    )
    whole = invited_weighted_mean(cells, by=["town"]).iloc[0]
    parts = mean_interval(cells["n"], cells["total"], cells["squares"])
    share = cells["invited"] / cells["invited"].sum()

    rest = rest_of_estimate(whole["mean"], whole["se"], whole["df"], share, parts["mean"], parts["se"], parts["df"])

    expected = unit_against_rest(cells, by=["town"])
    assert rest["mean"].tolist() == pytest.approx(expected["mean_rest"].tolist())
    known = rest["se"].notna() & expected["se"].notna() & ~expected["pooled_spread"]
    variance = expected["se"] ** 2 - parts["se"] ** 2
    assert rest.loc[known, "se"].tolist() == pytest.approx(np.sqrt(variance[known]).tolist(), rel=1e-5)


def test_a_part_that_is_the_whole_leaves_nothing() -> None:
    assert rest_of_estimate(3.0, 0.2, 9, 1.0, 3.0, 0.2, 9).isna().all(axis=None)


def test_without_a_spread_there_is_a_mean_and_nothing_more() -> None:
    row = rest_of_estimate(3.0, np.nan, np.nan, 0.5, 4.0, 0.2, 9).iloc[0]

    assert row["mean"] == 2.0
    assert row[["se", "df"]].isna().all()


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_an_impossible_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        rest_of_estimate(3.0, 0.2, 9, share, 3.0, 0.2, 9)
