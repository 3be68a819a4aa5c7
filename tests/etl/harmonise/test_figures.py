"""Exports of figures: own figures and those of other places, groups put together, and what the source hides."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue import load
from core.codebook import Codebook
from core.settings import ROOT, Settings
from etl.export import Export
from etl.harmonise import harmonised
from etl.harmonise.harmonised import BENCHMARKS, Harmonised
from etl.published_figures import figures_table

CATALOGUE = load([ROOT / "reference"])
ENDS = {"min": 1, "max": 5, "labels": {1: {"nb": "Lav"}, 5: {"nb": "Høy"}}}
ASKED = {"scale": "five", "dimension": "respected", "level": "individual"}


def figure(**told: str) -> dict[str, str]:
    return {"area": "unit", "unit": "Lia", "period": "2024", "group": "", "item": "A", "n": "", **told}


def counted(*counts: int | str, **told: str) -> dict[str, str]:
    return figure(**{f"count_{point}": str(count) for point, count in enumerate(counts, 1)}, **told)


def harmonise(*rows: dict[str, str], reversed_items: bool = False) -> Harmonised:
    table = figures_table(rows, range(2, len(rows) + 2))
    named = [name for name in table.columns if name not in ("area", "county", "group")]
    items = [{"id": key, "text": {"nb": key.upper()}, "reversed": reversed_items, **ASKED} for key in ("a", "b")]
    codebook = Codebook.model_validate(
        {
            "id": "figures",
            "title": {"nb": "Tall"},
            "service": "school",
            "role": "pupil",
            "scales": {"five": ENDS},
            "items": items,
            "editions": [{"id": "e", "layout": "aggregated", "columns": {name: name for name in named}}],
        }
    )
    export = Export("test", ("tall.csv",), table, kind="figures", rows_in_file=len(table))
    return harmonised(export, codebook, codebook.editions[0], CATALOGUE, Settings())


def codes(result: Harmonised) -> dict[str, int]:
    return {finding.code: finding.row_count for finding in result.findings}


def only(frame: pd.DataFrame) -> Any:
    assert len(frame) == 1
    return frame.iloc[0]


def test_counts_give_number_mean_spread_and_distribution() -> None:
    figures = only(harmonise(counted(1, 2, 3, 4, 10)).aggregates)

    answers = np.repeat([1, 2, 3, 4, 5], [1, 2, 3, 4, 10])
    assert figures["n"] == 20
    assert figures["mean"] == pytest.approx(answers.mean())
    assert figures["sd"] == pytest.approx(answers.std(ddof=1))
    assert figures["histogram"] == [1, 2, 3, 4, 10]


def test_a_reversed_item_has_its_best_answers_last() -> None:
    figures = only(harmonise(counted(10, 4, 3, 2, 1), reversed_items=True).aggregates)

    assert figures["histogram"] == [1, 2, 3, 4, 10]
    assert figures["mean"] == 4


@pytest.mark.parametrize("mark", ["-", "*", ":", "X", "..", "Prikket"])
def test_one_hidden_count_hides_the_figure_and_is_no_zero(mark: str) -> None:
    result = harmonise(counted(mark, 2, 3, 4, 10), counted(0, 2, 3, 4, 10, item="B"))

    figures = result.aggregates.set_index("item")
    assert figures.loc["a", "hidden"] == "source"
    assert figures.loc["a", ["n", "mean", "sd"]].isna().all()
    assert figures.loc["a", "histogram"] is None
    assert pd.isna(figures.loc["b", "hidden"])
    assert figures.loc["b", "n"] == 19


def test_a_mean_stands_where_only_the_distribution_is_hidden() -> None:
    figures = only(harmonise(figure(n="20", mean="4,2", sd="0,8", share_1="*", share_5="40")).aggregates)

    assert figures[["n", "mean", "sd"]].tolist() == [20, 4.2, 0.8]
    assert pd.isna(figures["hidden"])
    assert figures["histogram"] is None


def test_a_mean_without_spread_or_distribution_has_no_spread() -> None:
    figures = only(harmonise(figure(n="20", mean="4,2")).aggregates)

    assert (figures["n"], figures["mean"]) == (20, 4.2)
    assert math.isnan(figures["sd"])


@pytest.mark.parametrize("area", ["nation", "county", "region", "group"])
def test_other_places_never_enter_the_municipalitys_own_figures(area: str) -> None:
    other = counted(0, 0, 0, 0, 90, area=area, unit="", county="Vestland" if area == "county" else "")

    result = harmonise(counted(1, 2, 3, 4, 10), other)

    assert only(result.aggregates)["n"] == 20
    benchmark = only(result.benchmarks)
    assert list(result.benchmarks.columns) == BENCHMARKS
    assert benchmark[["area", "item", "n", "mean", "period", "municipality"]].tolist() == [area, "a", 90, 5, "2024", ""]
    assert benchmark["area_name"] == ("Vestland" if area == "county" else "")
    assert codes(result) == {"figures_of_other_places": 1}
    assert result.rows_quarantined == 0


def test_a_mean_of_the_nation_may_come_without_a_number() -> None:
    told = harmonise(figure(area="nation", unit="", mean="4,2"), figure(area="nation", unit="", mean="*", item="B"))

    benchmarks = told.benchmarks.set_index("item")
    assert benchmarks.loc["a", "mean"] == 4.2
    assert pd.isna(benchmarks.loc["a", "hidden"])
    assert benchmarks.loc["b", "hidden"] == "source"


def test_a_mean_of_a_unit_without_a_number_is_hidden() -> None:
    assert only(harmonise(figure(mean="4,2")).aggregates)["hidden"] == "source"


def test_a_municipality_stands_for_itself_only_where_its_units_are_not_told() -> None:
    whole = counted(5, 5, 5, 5, 5, area="municipality", unit="", municipality="Bergen")
    lia = counted(1, 2, 3, 4, 10, municipality="Bergen")

    beside = harmonise(lia, whole)
    alone = harmonise(lia, whole | {"item": "B"})

    assert list(beside.aggregates["unit"]) == ["lia"]
    assert only(beside.benchmarks)[["area", "area_name", "municipality"]].tolist() == ["municipality", "Bergen", "4601"]
    assert set(zip(alone.aggregates["item"], alone.aggregates["unit"], strict=True)) == {("a", "lia"), ("b", "")}
    assert "missing_unit" not in codes(beside) | codes(alone)


def test_everybody_replaces_the_groups() -> None:
    result = harmonise(counted(1, 2, 3, 4, 10), counted(1, 0, 0, 0, 5, group="Kjønn: Jente"))

    assert only(result.aggregates)["n"] == 20
    assert codes(result) == {"groups_left_out": 1}
    assert result.rows_quarantined == 1


def test_groups_of_two_kinds_are_not_counted_twice() -> None:
    by_grade = [counted(1, 1, 1, 1, 1, group=grade) for grade in ("6. trinn", "7. trinn")]
    by_sex = [counted(1, 1, 1, 1, 1, group=f"6. trinn - Kjønn: {sex}") for sex in ("Jente", "Gutt")]

    result = harmonise(*by_grade, *by_sex)

    assert only(result.aggregates)["n"] == 10
    assert codes(result) == {"groups_left_out": 2, "groups_together": 2}


def test_groups_of_which_one_is_hidden_have_no_figure_together() -> None:
    figures = only(
        harmonise(counted(1, 2, 3, 4, 10, group="6. trinn"), counted("-", 2, 3, 4, 10, group="7. trinn")).aggregates
    )

    assert figures["hidden"] == "source"
    assert figures[["n", "mean", "sd"]].isna().all()


GROUPS = st.lists(st.lists(st.integers(0, 30), min_size=5, max_size=5), min_size=2, max_size=4)


@settings(max_examples=25, deadline=None)
@given(GROUPS)
def test_groups_together_are_the_figure_of_all_their_answers(groups: list[list[int]]) -> None:
    rows = [counted(*counts, group=f"{number}. trinn") for number, counts in enumerate(groups, 1)]

    figures = only(harmonise(*rows).aggregates)

    everybody = only(harmonise(counted(*np.sum(groups, axis=0))).aggregates)
    assert figures["n"] == everybody["n"]
    assert figures["histogram"] == everybody["histogram"]
    assert figures[["mean", "sd"]].tolist() == pytest.approx(everybody[["mean", "sd"]].tolist(), nan_ok=True)


def test_invited_are_counted_once_a_unit() -> None:
    rows = [
        counted(1, 2, 3, 4, 10, item=item, group=group, invited=invited)
        for item in ("A", "B")
        for group, invited in (("6. trinn", "30"), ("7. trinn", "40"))
    ]

    result = harmonise(*rows, counted(1, 1, 1, 1, 1, area="county", unit="", invited="900"))

    assert only(result.invited)[["unit", "invited"]].tolist() == ["lia", 70]
