"""How well the questions about one thing agree, in words and in a table."""

import pandas as pd
import pytest

from core.selection import Selection
from core.text import LANGUAGES, in_language
from store.release import Release
from views import scales

HOME_CARE = Selection("9901", "home_care", None, "2025", "user")


def dimension(label: str, alpha: float | None, lower: float, upper: float, items: str = "3") -> dict[str, object]:
    return {
        "label": label, "scale_items": items, "n": 200.0, "alpha": alpha, "alpha_lower": lower, "alpha_upper": upper,
        "weakest": "Blir du hørt?", "rest_correlation": 0.4,
    }  # fmt: skip


def test_only_what_the_interval_tells_is_called_good_or_loose() -> None:
    table = pd.DataFrame(
        [dimension("a", 0.8, 0.7, 0.85), dimension("b", 0.6, 0.5, 0.69), dimension("c", 0.72, 0.65, 0.78)]
    )

    said = scales.summary(table)

    assert "henger godt sammen i «a»." in said
    assert "løst sammen i «b»:" in said
    assert "Svarene er for få til å si om spørsmålene henger godt eller løst sammen i «c»." in said


def test_two_questions_and_answers_that_are_all_alike_are_told_as_such() -> None:
    table = pd.DataFrame([dimension("a", None, 0, 0, "2"), dimension("b", None, 0, 0)])

    assert scales.summary(table).startswith("Bare to spørsmål, og derfor lite å si, i «a».")
    assert "alle har svart likt, i «b»" in scales.summary(table)


def test_a_question_that_follows_the_others_little_is_named() -> None:
    table = pd.DataFrame([dimension("a", 0.8, 0.7, 0.9) | {"rest_correlation": 0.29}, dimension("b", 0.8, 0.7, 0.9)])

    assert scales.apart(table) == "Disse følger de andre i dimensjonen lite: «Blir du hørt?» (a)."
    assert scales.apart(table.iloc[1:]) == ""


def test_the_table_has_alpha_where_there_are_three_questions_and_another_figure_for_two(release: Release) -> None:
    table = scales.by_dimension(release, HOME_CARE).set_index("label")

    assert table["scale_items"].to_dict()["Å bli respektert"] == "2"
    two, four = table.loc["Å bli respektert"], table.loc["Å bli tatt på alvor"]
    assert pd.isna(two["alpha"])
    assert two["spearman_brown"] == pytest.approx(0.59)
    assert four["alpha_lower"] < four["alpha"] < four["alpha_upper"]
    assert four["weakest"] == "I hvilken grad blir innspill fra brukere og pårørende fulgt opp av enheten?"
    assert table.index.is_monotonic_increasing


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_too_few_answered_there_is_nothing(release: Release, language: str) -> None:
    with in_language(language):
        table = scales.by_dimension(release, Selection("9901", "child_welfare", None, "2024", "user"))

        assert table.empty
        assert scales.summary(table) == ""
