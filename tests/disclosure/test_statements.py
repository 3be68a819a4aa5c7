"""What a reader can say about hidden cells is read from the release's tables, and from nothing else."""

import numpy as np
import pytest

from disclosure.policy import Policy
from disclosure.reduction import solved
from disclosure.statements import statements
from disclosure.told import told_cells
from tests.disclosure.releases import release

SERVICE = {("9901", ""): (40, 50.0), ("9901/a", ""): (40, 50.0)}


def cells_of(figures):
    tables = release(figures)
    found = statements(told_cells(tables), tables, Policy())
    nobody = np.zeros(len(found.cells), dtype=bool)
    certain, assumed = solved(found, nobody)
    named = found.cells.assign(
        certain=certain.n, n=assumed.n, total=assumed.total, low=assumed.least, high=assumed.most
    )
    return named.set_index(["place", "grouping"])


def test_the_only_hidden_part_is_what_the_others_leave_of_the_whole():
    cells = cells_of(SERVICE | {("9901/a/x", ""): (37, 50.0), ("9901/a/y", ""): "few"})

    hidden = cells.loc[("9901/a/y", "")]

    assert hidden["n"] == 3
    assert hidden["total"] == pytest.approx(1.5)


def test_that_answers_may_lack_a_unit_is_taken_into_account_only_where_it_must_be():
    cells = cells_of(SERVICE | {("9901/a/x", ""): (20, 50.0), ("9901/a/y", ""): "few"})

    hidden = cells.loc[("9901/a/y", "")]

    # Alone it would have 20 answers, and would not be hidden.
    assert np.isnan(hidden["n"])
    assert (hidden["low"], hidden["high"]) == (1, 20)


def test_two_hidden_parts_have_at_least_one_answer_each():
    cells = cells_of(SERVICE | {("9901/a/x", ""): (31, 50.0), ("9901/a/y", ""): "few", ("9901/a/z", ""): "few"})

    hidden = cells.loc[[("9901/a/y", ""), ("9901/a/z", "")]]

    assert hidden["low"].tolist() == [1, 1]
    assert hidden["high"].tolist() == [8, 8]


def test_what_is_left_of_a_whole_with_all_parts_shown_is_known():
    cells = cells_of(SERVICE | {("9901", "age=1"): (20, 50.0), ("9901", "age=2"): (18, 50.0)})

    left = cells.loc[("9901", "age=~")]

    assert left["certain"] == 2


def test_a_group_without_a_row_has_no_answers_where_its_place_and_its_whole_are_shown():
    groups = {("9901", "age=1"): (20, 50.0), ("9901", "age=2"): (20, 50.0), ("9901/a", "age=1"): (20, 50.0)}

    cells = cells_of(SERVICE | groups)

    assert ("9901/a", "age=2") not in cells.index


def test_a_group_of_a_hidden_place_may_have_answers_though_it_has_no_row():
    units = {("9901/a/x", ""): (31, 50.0), ("9901/a/y", ""): "few", ("9901/a/z", ""): "few"}
    groups = {(place, group): (n, 50.0) for place in ("9901", "9901/a") for group, n in (("age=1", 25), ("age=2", 15))}
    of_unit = {("9901/a/x", "age=1"): (20, 50.0), ("9901/a/x", "age=2"): (11, 50.0)}

    cells = cells_of(SERVICE | units | groups | of_unit)

    assert cells.loc[("9901/a/y", "age=1"), "low"] == 0
    assert cells.loc[("9901/a/y", "age=1"), "high"] > 0
