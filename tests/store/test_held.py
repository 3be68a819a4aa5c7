"""Held rows are those of a plain search, with what is missing missing."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from store.held import Held

spots = st.tuples(st.sampled_from("ab"), st.sampled_from(["2024", "2025"]), st.sampled_from(["user", "staff"]))


@settings(max_examples=30, deadline=None)
@given(st.lists(spots, min_size=1, max_size=12), spots)
def test_rows_are_found_by_place_period_and_role(
    rows: list[tuple[str, str, str]], wanted: tuple[str, str, str]
) -> None:
    table = pd.DataFrame(rows, columns=["place", "period", "role"]).assign(number=range(len(rows)))

    found = Held(table).of([wanted[0]], wanted[1], wanted[2])

    assert found["number"].tolist() == [number for number, spot in enumerate(rows) if spot == wanted]


def test_every_role_is_found_where_none_is_chosen() -> None:
    table = pd.DataFrame({"place": "a", "period": "2025", "role": ["user", "staff"]})

    assert Held(table).of(["a"], "2025", None)["role"].tolist() == ["user", "staff"]
    assert Held(table).of(["b"], "2025", None).empty


def test_a_missing_text_is_nothing_and_numbers_are_floats() -> None:
    table = pd.DataFrame({"place": "a", "period": "2025", "role": "user", "why": ["few", None], "n": [5, 7]})

    found = Held(table).of(["a"], "2025", "user")

    assert found["why"].tolist() == ["few", None]
    assert found["n"].dtype == "float64"
