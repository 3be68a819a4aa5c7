"""What came from outside is not run as a formula by whoever opens a file of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheet import FORMULA, harmless


@pytest.mark.parametrize("begin", FORMULA)
def test_a_cell_that_begins_as_a_formula_gets_an_apostrophe(begin: str) -> None:
    assert harmless(f"{begin}1+1") == f"'{begin}1+1"


@given(st.text())
def test_no_cell_begins_as_a_formula_and_others_are_as_they_were(cell: str) -> None:
    assert not harmless(cell).startswith(FORMULA)
    assert harmless(cell).removeprefix("'") == cell.removeprefix("'")
