"""What is counted as hidden is hidden, of the sample data and of constructed municipalities."""

import shutil
from itertools import product

import numpy as np
import pytest

from bench.disclosure import KINDS, LEVELS, POLICY, decided_cells, hidden_shares, large_case, sample_figures
from disclosure.municipality import Hidden, hidden_in


@pytest.fixture(scope="module")
def cells(sample_data_folder, tmp_path_factory):
    # A warehouse is open to one process at a time.
    return decided_cells(shutil.copytree(sample_data_folder, tmp_path_factory.mktemp("decided") / "data"))


def with_nothing_hidden(year):
    wholes, *divided = (np.zeros_like(cells.alike) for cells in (year.wholes, year.parts, *year.groups.values()))
    parts, *groups = ((none, none) for none in divided)
    return Hidden(wholes, parts, dict(zip(year.groups, groups, strict=True)))


def test_no_cell_of_the_sample_data_with_too_few_answers_is_shown(cells):
    assert cells["primary"].any()
    assert cells.loc[cells["primary"], "gone"].all()


def test_more_of_the_sample_data_is_hidden_than_what_has_too_few_answers_and_more_is_shown(cells):
    assert cells["primary"].sum() < cells["gone"].sum() < len(cells) / 2


def test_the_sample_data_has_a_figure_for_every_level_and_kind(cells):
    shares = {figure.what.partition(", hidden")[0]: figure.measured for figure in sample_figures(cells)}

    assert shares.keys() == {f"sample data, {level}, {kind}" for level, kind in product(LEVELS, KINDS)}
    assert shares["sample data, municipality, everybody"] == 0 < shares["sample data, unit, groups"] < 100


def test_of_a_year_with_nothing_hidden_no_share_is_hidden(small_year):
    shares = list(hidden_shares(small_year, with_nothing_hidden(small_year)))

    assert shares == [(level, kind, 0.0) for level, kind in product(LEVELS, KINDS)]


def test_of_a_year_that_is_decided_about_groups_of_units_are_hidden_and_everybody_together_is_not(small_year):
    shares = {(level, kind): share for level, kind, share in hidden_shares(small_year, hidden_in(small_year, POLICY))}

    assert shares["municipality", "everybody"] == 0 < shares["unit", "groups"] < 100


def test_a_large_case_adds_up_and_hides_what_has_too_few_answers():
    case = large_case(0)

    hidden = case.hidden()

    assert not (case.sums @ case.n).any()
    assert hidden[case.primary & (case.n > 0)].all()
    assert not hidden.all()
