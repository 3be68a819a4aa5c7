"""The tables that are attacked tell what a year has, and give nothing away once they are published."""

import numpy as np

from bench.attacking import published, tables_of
from bench.disclosure import POLICY
from disclosure.audit import audit
from disclosure.municipality import Hidden, hidden_in
from disclosure.told import FEW, SHOWN, told_cells


def with_only_too_few_hidden(year):
    def few(cells, least):
        return cells.n < least, np.zeros_like(cells.alike)

    groups = {number: few(cells, POLICY.min_n_detail) for number, cells in year.groups.items()}
    return Hidden(year.wholes.n < POLICY.min_n, few(year.parts, POLICY.min_n), groups)


def told_of(year, hidden):
    """Respondents of each cell that is told of, and whether it is hidden."""
    cells = [(year.wholes.n, hidden.wholes, np.zeros_like(hidden.wholes)), (year.parts.n, *hidden.parts)]
    cells += [(counts.n, *hidden.groups[number]) for number, counts in year.groups.items()]
    n, gone, unlisted = (np.concatenate([part.ravel() for part in parts]) for parts in zip(*cells, strict=True))
    listed = (n > 0) & ~unlisted
    return n[listed], gone[listed]


def test_the_tables_tell_the_figures_of_a_year_that_are_not_hidden_and_which_are(small_year):
    hidden = hidden_in(small_year, POLICY)

    told = told_cells(tables_of(small_year, hidden))

    n, gone = told_of(small_year, hidden)
    assert sorted(told.loc[told["state"].eq(SHOWN), "n"]) == sorted(n[~gone])
    assert told["state"].eq(FEW).sum() == gone.sum() > 0
    assert len(told) == len(n)


def test_nothing_is_known_of_what_a_published_year_hides(small_year):
    tables = published(tables_of(small_year, hidden_in(small_year, POLICY)))

    found = audit(tables, POLICY)

    assert found.passed
    assert found.attacked == found.hidden > 0


def test_where_only_too_few_are_hidden_more_is_before_it_is_published(small_year):
    known = audit(tables_of(small_year, with_only_too_few_hidden(small_year)), POLICY)

    found = audit(published(tables_of(small_year, with_only_too_few_hidden(small_year))), POLICY)

    assert not known.passed
    assert found.passed
    assert found.attacked == found.hidden < found.cells
