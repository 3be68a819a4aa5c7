"""How well questions about one thing agree, as a release tells it, beside the same answers from the warehouse."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl.publish.scales import DECIMALS, reliability_of, scales_of
from metrics.reliability import item_reliability, scale_reliability
from store.drivers import ServiceAnswers
from tests.etl.store import Store

ROUNDED = 0.5 * 10**-DECIMALS + 1e-12


@pytest.fixture(scope="module")
def sample(sample_data_folder: Path) -> Store:
    """The store with the sample data."""
    return Store(sample_data_folder, pytest.MonkeyPatch())


def answered(store: Store, service: str, year: str, dimension: str) -> pd.DataFrame:
    """Respondents x items of those who answered all of them, straight from the warehouse."""
    rows = store.rows(
        "SELECT respondent, item, value FROM respondent JOIN answer USING (respondent) JOIN question USING (question) "
        f"WHERE service = '{service}' AND year = '{year}' AND dimension = '{dimension}'"
    )
    return rows.pivot_table(index="respondent", columns="item", values="value").dropna()


@pytest.mark.parametrize(
    ("service", "year", "dimension"),
    [
        ("home_care", "2025", "taken_seriously"),
        ("kindergarten", "2024", "overview"),
        ("home_care", "2024", "respected"),
    ],
)
def test_coefficients_are_those_of_the_answers(sample: Store, service: str, year: str, dimension: str) -> None:
    answers = answered(sample, service, year, dimension)
    expected = scale_reliability(answers.cov(), len(answers)).iloc[0]
    by_item = item_reliability(answers.cov())

    where = f"place = '9901/{service}' AND period = '{year}' AND one.dimension = '{dimension}'"
    told = sample.released(
        "SELECT reliability.* FROM reliability JOIN scope USING (scope) JOIN measure AS one USING (measure_no) "
        f"WHERE {where}"
    ).iloc[0]
    items = sample.released(
        "SELECT item.item, rest_correlation FROM item_reliability JOIN scope USING (scope) "
        "JOIN measure AS item USING (measure_no) "
        f"JOIN measure AS one ON one.measure_no = item_reliability.dimension_no WHERE {where}"
    )

    assert (told["items"], told["n"]) == (answers.shape[1], len(answers))
    for name in ("alpha", "lower", "upper", "omega", "spearman_brown"):
        assert told[name] == pytest.approx(expected[name], abs=ROUNDED, nan_ok=True)
    assert told["omega_reason"] == expected["omega_reason"]
    assert items.set_index("item")["rest_correlation"].to_dict() == pytest.approx(
        by_item["rest_correlation"].to_dict(), abs=ROUNDED
    )


def test_only_dimensions_that_a_hundred_answered_all_of_are_told(sample: Store) -> None:
    told = sample.released("SELECT n FROM reliability")

    assert (told["n"] >= 100).all()


def of(values: np.ndarray) -> tuple[ServiceAnswers, pd.DataFrame]:
    """Answers to items of one dimension, and the questions."""
    items = list(range(1, values.shape[1] + 1))
    answers = ServiceAnswers(
        7,
        "place",
        pd.DataFrame(values, columns=items),
        np.ones(values.shape, dtype=np.bool_),
        pd.Series([0] * len(values)),
    )
    return answers, pd.DataFrame({"upload": 1, "item": items, "dimension_no": 101, "dimension": "respected"})


def test_a_single_item_and_too_few_respondents_are_no_scale() -> None:
    values = np.random.default_rng(1).normal(size=(150, 3))
    gaps = values.copy()
    gaps[:51, 0] = math.nan

    assert list(scales_of(*of(values[:, :1]))) == []
    assert list(scales_of(*of(gaps))) == []
    assert [scale.n for scale in scales_of(*of(values))] == [150]


def test_answers_that_are_all_alike_have_a_reason() -> None:
    scales = list(scales_of(*of(np.full((120, 3), 50.0))))

    told = reliability_of(scales)

    assert told["reliability"]["reason"].tolist() == ["constant"]
    assert told["reliability"]["alpha"].isna().all()
    assert set(told["item_reliability"]["reason"]) == {"constant"}


def test_without_scales_nothing_is_told() -> None:
    assert reliability_of([]) == {}
