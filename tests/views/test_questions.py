"""Questions with their distributions: shares of the counts, and no distribution of few."""

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from store.release import Release
from tests.views.conftest import HIDDEN_UNIT
from tests.views.slow import Figures
from views import questions

CHOSEN = [
    Selection("9901", "home_care", None, "2025", "user"),
    Selection("9901", "kindergarten", "solstrala-barnehage", "2024", "guardian"),
    Selection("9901", "kindergarten", None, "2021", "guardian"),
    Selection("9901", "building_permits", None, "2025", "citizen"),
    Selection("9901", "habilitation", "maneveien-bofellesskap", "2025", "user"),
    Selection("9901", None, None, "2025", EVERYONE),
]
chosen = pytest.mark.parametrize("selection", CHOSEN, ids=lambda own: f"{own.place} {own.period}")
Counts = dict[tuple[str, str, str, str], dict[int, int]]


def key_of(selection: Selection, item: str) -> tuple[str, str, str, str]:
    """Where the figures of a question at the chosen place stand."""
    return selection.place, selection.period or "", selection.role or "", item


@chosen
def test_shares_are_counts_over_their_sum_from_worst_to_best(
    release: Release, counts: Counts, selection: Selection
) -> None:
    table = questions.items(release, selection)

    assert len(table) > 0
    for row in table.to_dict("records"):
        told = counts.get(key_of(selection, row["item"]))
        assert (row["shares"] is None) == (told is None)
        if told:
            points = range(int(row["scale_min"]), int(row["scale_max"]) + 1)
            assert len(row["shares"]) == len(row["scale_labels"]) == len(points)
            assert sum(row["shares"]) == pytest.approx(1)
            assert row["shares"] == pytest.approx([told.get(point, 0) / sum(told.values()) for point in points])


@chosen
def test_the_two_best_and_two_worst_are_counted(release: Release, counts: Counts, selection: Selection) -> None:
    table = questions.items(release, selection)

    for row in table[table["shares"].notna()].to_dict("records"):
        told, high, low = counts[key_of(selection, row["item"])], int(row["scale_max"]), int(row["scale_min"])
        total = sum(told.values())
        assert row["top"] == pytest.approx((told.get(high, 0) + told.get(high - 1, 0)) / total)
        assert row["bottom"] == pytest.approx((told.get(low, 0) + told.get(low + 1, 0)) / total)
        assert 0 <= row["top_lower"] <= row["top"] <= row["top_upper"] <= 1


@chosen
def test_means_and_do_not_know_are_those_of_the_release(
    release: Release, figures: Figures, selection: Selection
) -> None:
    table = questions.items(release, selection)

    assert not table["item"].duplicated().any()
    for row in table.to_dict("records"):
        cell = figures[key_of(selection, f"item:{row['item']}")]
        assert row["mean"] == pytest.approx(float("nan") if cell["mean"] is None else cell["mean"], nan_ok=True)
        unsure = cell["dont_know"]
        expected = float("nan") if unsure is None else unsure / (cell["n"] + unsure)
        assert row["dont_know"] == pytest.approx(expected, nan_ok=True)


@chosen
def test_a_mean_is_that_of_the_shares(release: Release, figures: Figures, selection: Selection) -> None:
    table = questions.items(release, selection)

    shown = table[table["shares"].notna()]
    for row in shown.to_dict("records"):
        points = range(int(row["scale_min"]), int(row["scale_max"]) + 1)
        plain = figures[key_of(selection, f"item:{row['item']}")]["pooled_mean"]
        # A file of figures has its mean rounded.
        told = sum(point * share for point, share in zip(points, row["shares"], strict=True))
        assert told == pytest.approx(plain, abs=0.06 if selection.period == "2021" else 1e-9)


def test_a_distribution_needs_ten_answers(release: Release, figures: Figures) -> None:
    place, year, role, _ = next(
        key for key, cell in sorted(figures.items())
        if key[0].count("/") == 2 and len(key[1]) == 4 and key[3].startswith("item:") and 0 < (cell["n"] or 0) < 10
    )  # fmt: skip
    municipality, service, unit = place.split("/")
    table = questions.items(release, Selection(municipality, service, unit, year, role))

    few = table[table["n"] < 10]
    assert len(few) > 0
    assert few["mean"].notna().all()
    assert few["shares"].isna().all()
    assert few[["top", "top_lower", "bottom", "dont_know"]].isna().all(axis=None)
    bars = questions.bars(few, 10)
    assert set(bars["hidden"]) == {"Fordelingen vises fra 10 svar"}
    assert all(set(shares) == {0.0} for shares in bars["shares"])


def test_a_hidden_unit_has_its_questions_and_none_of_their_answers(release: Release) -> None:
    table = questions.items(release, HIDDEN_UNIT)

    assert len(table) > 5
    assert set(table["hidden"]) == {"Skjermet (personvern)"}
    assert table["shares"].isna().all()
    assert table[["n", "mean", "lower", "top", "bottom", "dont_know", "change"]].isna().all(axis=None)
    assert not questions.bars(table, 10)["hover"].str.contains("svar").any()
    assert questions.summary(table)


def test_a_search_finds_questions_with_every_word(release: Release) -> None:
    table = questions.items(release, CHOSEN[0])

    found = questions.matching(table, "HJELPEN avtalt")

    assert found["item"].tolist() == ["agreed_time"]
    assert len(questions.matching(table, "")) == len(table)
    assert questions.matching(table, "[(").empty


def test_questions_with_the_same_answers_share_a_chart_and_none_is_lost(release: Release) -> None:
    table = questions.items(release, CHOSEN[-1])

    groups = questions.by_scale(table)

    assert sorted(item for _, rows in groups for item in rows["item"]) == sorted(table["item"])
    for labels, rows in groups:
        assert all(own == labels for own in rows["scale_labels"])
        assert len(questions.legend(labels)) == len(labels)


def test_the_sentence_names_the_highest_and_the_lowest(release: Release) -> None:
    table = questions.items(release, CHOSEN[0])

    told = questions.summary(table)

    ordered = table.dropna(subset="mean").sort_values("mean")
    assert ordered["label"].iloc[0] in told
    assert ordered["label"].iloc[-1] in told


def test_questions_asked_on_different_scales_have_no_bars(release: Release) -> None:
    apart = questions.items(release, CHOSEN[-1])
    alike = questions.items(release, CHOSEN[0])

    taken_seriously = apart[apart["dimension"].eq("taken_seriously")]

    assert questions.of_several_scales(taken_seriously)
    assert not questions.of_several_scales(alike)
    # One that can be drawn is enough for a chart.
    assert not questions.of_several_scales(pd.concat([taken_seriously, alike.head(1)]))
