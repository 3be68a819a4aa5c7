"""A part that lies apart only because another pulls the rest is told as that."""

import pandas as pd
import pytest

from core.selection import EVERYONE, Selection
from metrics.weighted import difference_from_others
from store.release import Release
from views import overview
from views.comparison import against, leaning, one_measure
from views.wording import CERTAIN, LEANING

RESPECTED = "dimension:respected"
SE, DF = 1.5, 50.0


def judged(means: dict[str, float], verdicts: dict[str, str]) -> pd.DataFrame:
    """The table of a measure: parts of equal size with these means, held against the others together."""
    rows = pd.DataFrame({"label": [*means], "mean": [*means.values()]})
    rows = rows.assign(measure=RESPECTED, part=rows["label"].str.lower(), n=51.0, invited=100.0, se=SE, df=DF)
    apart = difference_from_others(rows.assign(weight=rows["invited"]), by=["measure"])["difference"]
    return rows.assign(difference=apart, verdict=[verdicts.get(label, "uncertain") for label in rows["label"]])


def test_a_part_that_is_higher_only_because_of_the_weakest_is_told_apart() -> None:
    table = judged({"A": 50, "B": 76, "C": 75, "D": 74}, {"A": "worse", "B": "better", "C": "better"})

    told = leaning.not_leaning(table)

    assert told["verdict"].tolist() == ["worse", "leaning", "leaning", "uncertain"]
    assert told["leans_on"].tolist() == [None, "A", "A", None]


def test_a_part_that_is_higher_without_the_weakest_too_stays_certain() -> None:
    table = judged({"A": 50, "B": 90, "C": 75, "D": 74}, {"A": "worse", "B": "better"})

    assert leaning.not_leaning(table)["verdict"].tolist() == ["worse", "better", "uncertain", "uncertain"]


def test_without_the_weakest_the_parts_are_one_family_of_tests() -> None:
    # Alone against the others p is below 0.05, but not among as many tests as there are parts.
    table = judged({"A": 40, "B": 79} | dict.fromkeys("CDEFGH", 75), {"A": "worse", "B": "better"})
    kept = table.iloc[1:].assign(weight=100.0)

    assert difference_from_others(kept, by=["measure"])["p"].iloc[0] < 0.05
    assert leaning.not_leaning(table)["leans_on"].tolist()[1] == "A"


def test_a_part_on_the_same_side_as_the_farthest_leans_on_nothing() -> None:
    table = judged({"A": 50, "B": 60, "C": 75, "D": 76}, {"A": "worse", "B": "worse"})

    assert leaning.not_leaning(table)["verdict"].tolist()[:2] == ["worse", "worse"]


def test_of_two_parts_both_sides_of_a_difference_are_told() -> None:
    table = judged({"A": 60, "B": 75}, {"A": "worse", "B": "better"})

    told = leaning.not_leaning(table)

    assert told["verdict"].tolist() == ["worse", "better"]
    assert leaning.told(told) == ""


@pytest.mark.parametrize("side", [1, -1])
def test_it_is_told_which_part_pulls_the_others(side: int) -> None:
    means = {label: 70 + side * value for label, value in {"A": -22, "B": 4, "C": 5}.items()}
    one, other = ("worse", "better") if side > 0 else ("better", "worse")

    told = leaning.told(leaning.not_leaning(judged(means, {"A": one, "B": other, "C": other})))

    assert "B og C" in told
    assert f"A trekker den {'ned' if side > 0 else 'opp'}" in told


@pytest.mark.parametrize("year", ["2021", "2022", "2023", "2024", "2025"])
def test_what_the_overview_calls_certain_is_not_denied_here(release: Release, year: str) -> None:
    selection = Selection("9901", None, None, year, EVERYONE)
    matrix = overview.services_compared(release, selection).matrix
    sure = matrix[matrix["difference_verdict"].isin(CERTAIN)]

    assert len(sure)
    for measure, own in sure.groupby("measure"):
        table = one_measure.by_part(release, selection, str(measure), against.REST)
        said = dict(zip(zip(table["place"], table["role"], strict=True), table["verdict"], strict=True))
        told = [said[key] for key in zip(own["place"], own["role"], strict=True)]
        assert set(told) <= {*CERTAIN, LEANING}
