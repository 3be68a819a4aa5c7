"""What is measured is a whole screen of comparisons, judged as one family and measure by measure."""

import pandas as pd

from bench import comparisons


def test_the_same_cells_are_compared_each_time():
    once, again = comparisons.constructed_cells(), comparisons.constructed_cells()

    pd.testing.assert_frame_equal(once, again)


def test_every_unit_with_answers_is_judged_on_every_measure():
    cells = comparisons.constructed_cells()

    together, by_measure = comparisons.judge(cells)

    answering = int((cells["n"] > 0).sum())
    assert together["family_size"].tolist() == [answering] * len(cells)
    assert by_measure["family_size"].sum() / comparisons.UNITS == answering
    assert (together["verdict"] != "").sum() == answering
