"""What is hidden is judged by what an attacker with the published sums can work out."""

import json

import numpy as np
import pandas as pd
import pytest

from disclosure.policy import complements
from tests.alternatives import what_an_attacker_learns

CASE = "17_sdc_suppression_audit"
PATTERNS = [
    "primary_only",
    "ssb_gausssuppression_pattern",
    "strengthened_pattern",
    "twoway_primary_only",
    "twoway_row_complement_only",
    "twoway_ssb_pattern",
]
MINIMUM = 5


def pattern(shared, name):
    audited = json.loads((shared / "oracles" / CASE / "expected_audit.json").read_text())
    assert [case["name"] for case in audited["cases"]] == PATTERNS
    return next(case for case in audited["cases"] if case["name"] == name)


@pytest.mark.parametrize("name", PATTERNS)
def test_the_attacker_learns_what_the_reference_case_says(shared, name):
    case = pattern(shared, name)
    sums = [equation["sum_of"] for equation in case["published_equations"]]
    rule = dict.fromkeys(case["primary"], (1, case["threshold_max_hidden"]))

    naive = what_an_attacker_learns(case["cells"], sums, case["suppressed"], {})
    aware = what_an_attacker_learns(case["cells"], sums, case["suppressed"], rule)

    for found, expected in [(naive, "naive_interval"), (aware, "rule_aware_interval")]:
        assert found == {cell: pytest.approx(limits, abs=1e-7) for cell, limits in case[expected].items()}


def test_no_hidden_unit_can_be_worked_out_from_its_service_and_the_units_that_are_shown(shared):
    units = pd.read_csv(shared / "oracles" / CASE / "units.csv")
    family = pd.factorize(units["service"])[0].astype(np.int64)
    few = (units["freq"] < MINIMUM).to_numpy()

    hidden = few | complements(units["freq"], family, few, MINIMUM)

    cells = dict(zip(units["unit"], units["freq"], strict=True))
    sums = [rows["unit"].tolist() for _, rows in units.groupby("service")]
    learnt = what_an_attacker_learns(cells, sums, units.loc[hidden, "unit"].tolist(), {})
    assert set(units.loc[few, "unit"]) <= set(learnt)
    assert all(most - least >= MINIMUM for least, most in learnt.values())
