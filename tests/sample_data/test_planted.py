"""What is planted in the sample data is true of the committed files, and stands in the README as it is."""

import math
from pathlib import Path

import pandas as pd
import pytest
import yaml

SAMPLE = Path(__file__).parent.parent.parent / "sample_data"
PLANTED = yaml.safe_load((SAMPLE / "planted.yaml").read_text(encoding="utf-8"))
CERTAIN = 3.3  # |t| of a difference that chance makes once in a thousand times


def welch_t(before: pd.Series, after: pd.Series) -> float:
    """Welch's t of the difference between two means."""
    before, after = before.dropna(), after.dropna()
    error = math.sqrt(before.var() / len(before) + after.var() / len(after))
    return float((after.mean() - before.mean()) / error)


def check_digits_hold(number: str) -> bool:
    """Whether both check digits of a national identity number are right."""
    digits = [int(digit) for digit in number]
    first, second = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    sums = [sum(a * b for a, b in zip(weights, digits, strict=True)) for weights in (first, second)]
    return all(total % 11 == 0 for total in sums)


def test_home_care_users_get_a_better_overview_for_certain(home_care, readme):
    before, after = home_care["2024"]["overview"], home_care["2025"]["overview"]

    t = welch_t(before, after)

    assert t > CERTAIN
    figures = (f"{before.mean():.2f}", f"{after.mean():.2f}", f"{t:.1f}", f"{PLANTED['changes'][0]['shift']:+.2f}")
    assert all(figure in readme["improvement"] for figure in figures), figures


def test_kindergartens_help_less_often_at_the_right_time_for_certain(kindergartens, readme):
    before, after = kindergartens["2024"]["right_time"], kindergartens["2025"]["right_time"]

    t = welch_t(before, after)

    assert t < -CERTAIN
    figures = (
        f"{before.mean():.2f}",
        f"{after.mean():.2f}",
        f"{abs(t):.1f}",
        f"{abs(PLANTED['changes'][1]['shift']):.2f}",
    )
    assert all(figure in readme["decline"] for figure in figures), figures


@pytest.mark.parametrize(
    "dimension", ["respected", "taken_seriously", "without_demanding", "right_help", "right_time", "overall"]
)
def test_nothing_else_changes_for_certain_in_home_care(home_care, dimension):
    t = welch_t(home_care["2024"][dimension], home_care["2025"][dimension])

    assert abs(t) < 2


@pytest.mark.parametrize("dimension", ["respected", "taken_seriously", "right_help", "overview", "overall"])
def test_nothing_else_changes_for_certain_in_the_kindergartens(kindergartens, dimension):
    t = welch_t(kindergartens["2024"][dimension], kindergartens["2025"][dimension])

    assert abs(t) < 2


@pytest.mark.parametrize("dimension", ["respected", "taken_seriously"])
def test_one_unit_lies_well_below_the_others(home_care, readme, dimension):
    people = home_care["2025"]
    weak = people["unit"].eq(PLANTED["weak_units"][0]["unit"])

    t = welch_t(people.loc[~weak, dimension], people.loc[weak, dimension])

    assert t < -CERTAIN
    figures = [f"{people.loc[rows, dimension].mean():.2f}" for rows in (weak, ~weak)]
    assert all(figure in readme["weak_unit"] for figure in figures), figures


def test_one_dimension_drives_overall_satisfaction_in_home_care(home_care, readme):
    people = pd.concat(home_care.values())
    others = ["taken_seriously", "respected", "right_help", "right_time", "overview"]

    correlations = people[["without_demanding", *others]].corrwith(people["overall"]).sort_values()

    assert correlations.index[-1] == PLANTED["drivers"][0]["dimension"]
    figures = [f"{value:.2f}" for value in correlations.iloc[[-1, -2]]]
    assert correlations.iloc[-1] > correlations.iloc[-2] + 0.1
    assert all(figure in readme["driver"] for figure in figures), figures


def test_one_unit_has_too_few_answers_and_one_has_none():
    text = (SAMPLE / "exports" / "hjemmetjenester_2025.csv").read_text(encoding="cp1252")
    invited = (SAMPLE / "exports" / "inviterte.csv").read_text(encoding="utf-8-sig")

    few = sum(";Lyngtun bofellesskap;Bofellesskap;Bruker;" in line for line in text.splitlines())

    assert few == 4
    assert "Innsatsteamet" not in text
    assert ";Innsatsteamet;Bruker;2025;" in invited


@pytest.mark.parametrize("kind", ["national_id", "email", "phone"])
def test_the_readme_tells_how_often_personal_data_is_planted(readme, kind):
    count = sum(fact["kind"] == kind for fact in PLANTED["personal_data"])

    assert readme[kind].split(" | ")[0].strip() == str(count)


def test_national_identity_numbers_are_synthetic_and_not_all_valid():
    texts = [fact["text"] for fact in PLANTED["personal_data"] if fact["kind"] == "national_id"]
    numbers = ["".join(sign for sign in text.replace("1938", "") if sign.isdigit()) for text in texts]

    months = [int(number[2:4]) for number in numbers]

    assert all(81 <= month <= 92 for month in months)
    assert [check_digits_hold(number) for number in numbers] == [True, True, False]
