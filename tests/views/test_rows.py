"""Columns and rows of the tables that the views build."""

import numpy as np
import pandas as pd

from views.rows import arranged, rows_where, with_columns

ROWS = pd.DataFrame({"place": ["b", "a"], "mean": [2.0, 1.0], "hidden": pd.Series(["few", None], dtype="object")})


def test_columns_are_added_and_put_in_place_of_their_own() -> None:
    table = with_columns(ROWS, mean=np.array([4.0, np.nan]), shares=[[0.5, 0.5], None], hidden=iter([None, "none"]))

    assert table["place"].tolist() == ["b", "a"]
    assert table["mean"].dtype == "float64"
    assert table["mean"].tolist()[0] == 4.0
    assert table["shares"].tolist() == [[0.5, 0.5], None]
    assert table["hidden"].tolist() == [None, "none"]
    assert sorted(table.columns) == ["hidden", "mean", "place", "shares"]
    assert ROWS["mean"].tolist() == [2.0, 1.0]


def test_rows_stand_in_the_wanted_order_and_the_missing_one_says_why() -> None:
    table = arranged(ROWS, "place", {"a": "none", "c": "not_measured", "b": "none"})

    assert table["place"].tolist() == ["a", "c", "b"]
    assert table["hidden"].tolist() == [None, "not_measured", "few"]
    assert np.isnan(table["mean"].tolist()[1])


def test_no_rows_of_no_rows_keep_their_columns() -> None:
    assert list(rows_where(ROWS.head(0), []).columns) == list(ROWS.columns)
