"""What is certain among differences that are judged together."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.differences import difference
from views.certainty import item_floor, judged
from views.wording import FLOOR

ROWS = st.lists(
    st.tuples(st.floats(-40, 40), st.floats(0.5, 12), st.integers(4, 60)), min_size=1, max_size=12
)  # difference, se, df


def compared(rows: list[tuple[float, float, int]]) -> pd.DataFrame:
    """Differences from something that is known exactly."""
    value, se, df = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return difference(value, se, df, 0.0, 0.0, np.inf)


def test_a_certain_difference_below_the_floor_is_small() -> None:
    table = judged(compared([(12.0, 1.0, 60), (3.0, 0.3, 60), (-12.0, 1.0, 60), (1.0, 4.0, 60)]))

    assert table["verdict"].tolist() == ["better", "below_floor", "worse", "uncertain"]
    assert table["family_size"].tolist() == [4] * 4


def test_the_floor_of_a_question_is_in_units_of_its_scale() -> None:
    assert item_floor([1, 1, 0], [6, 5, 10]).tolist() == pytest.approx([0.2, 0.16, 0.4])
    assert item_floor([np.nan], [np.nan]).tolist() == [FLOOR]


def test_without_a_test_there_is_no_verdict_but_a_reason() -> None:
    table = judged(pd.DataFrame({"difference": [2.0, np.nan], "se": np.nan, "df": np.nan, "p": np.nan}))

    assert table["verdict"].tolist() == ["", ""]
    assert table["reason"].tolist() == ["no_p", "no_difference"]
    assert table["smallest"].isna().all()


def test_families_are_judged_apart() -> None:
    rows = [(5.0, 2.0, 60)] * 4

    apart = judged(compared(rows), family=["a", "b", "c", "d"])
    together = judged(compared(rows))

    assert (apart["verdict"] == "better").all()
    assert (together["p_adjusted"] > apart["p_adjusted"]).all()
    assert (together["smallest"] > apart["smallest"]).all()


@given(ROWS, st.booleans())
def test_a_difference_as_large_as_what_could_be_found_is_certain(
    rows: list[tuple[float, float, int]], screening: bool
) -> None:
    table = judged(compared(rows), floor=0.0, screening=screening)

    large = np.abs([row[0] for row in rows]) >= table["smallest"].to_numpy()
    assert table.loc[large, "verdict"].isin(["better", "worse"]).all()


@given(ROWS)
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[float, float, int]]) -> None:
    forward, backward = judged(compared(rows)), judged(compared(rows[::-1]))

    assert backward["verdict"].tolist()[::-1] == forward["verdict"].tolist()
