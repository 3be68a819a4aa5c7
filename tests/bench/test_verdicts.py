"""A limit that is broken is seen."""

from bench.verdicts import Figure, table


def test_a_figure_within_its_limits_is_kept():
    assert Figure("rerun", 59.9, " ms", at_most=60).kept
    assert Figure("ratio", 0.8, " ×", at_most=1.2, at_least=0.8).kept


def test_a_figure_outside_a_limit_breaks_it():
    assert not Figure("rerun", 60.1, " ms", at_most=60).kept
    assert not Figure("ratio", 0.79, " ×", at_most=1.2, at_least=0.8).kept


def test_a_figure_without_limits_has_no_verdict():
    assert Figure("import", 2.5, " s").cells == ("import", "2.50 s", "", "")


def test_the_table_names_the_broken_limit():
    shown = table([Figure("import over DuckDB", 7.0, " ×", at_most=6), Figure("memory", 120.0, " MB", at_most=400)])

    broken, kept = shown.splitlines()[1:]
    assert broken.endswith("BROKEN")
    assert kept.endswith("kept")
    assert "≤ 6 ×" in broken
