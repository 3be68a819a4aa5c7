"""What is hidden is judged by what an attacker with the published sums can work out."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from disclosure.attacker import System, possible_numbers
from disclosure.audit import audit
from disclosure.cone import Limits
from disclosure.policy import Policy
from tests.alternatives import what_an_attacker_learns
from tests.disclosure.releases import release

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


def labelled(case):
    """The hidden cells of a pattern for an attacker who is told which of them are too small."""
    hidden = case["suppressed"]
    sums = [[float(cell in equation["sum_of"]) for cell in hidden] for equation in case["published_equations"]]
    shown = [
        sum(case["cells"][cell] for cell in equation["sum_of"] if cell not in hidden)
        for equation in case["published_equations"]
    ]
    left = np.array([equation["total"] for equation in case["published_equations"]], dtype=float) - shown
    small = np.array([cell in case["primary"] for cell in hidden])
    unknown = np.full(len(left), np.nan)
    return System(
        listed=np.full(len(hidden), False),
        threshold=np.full(len(hidden), float(MINIMUM)),
        system=np.zeros(len(hidden), dtype=np.int64),
        limits=Limits(np.where(small, 1.0, float(MINIMUM)), np.where(small, MINIMUM - 1.0, left.max())),
        sums=sparse.csr_matrix(np.array(sums)),
        of=np.zeros(len(left), dtype=np.int64),
        n=left,
        total=unknown,
        squares=unknown,
        slack=np.zeros(len(left)),
    )


@pytest.mark.parametrize("name", PATTERNS)
def test_an_attacker_who_is_told_which_are_too_small_works_out_the_cells_that_the_reference_case_names(shared, name):
    case = pattern(shared, name)
    own = labelled(case)

    found = {cell: possible_numbers(own, number).count for number, cell in enumerate(case["suppressed"])}

    assert {cell for cell in case["primary"] if found[cell] == 1} == {
        cell for cell in case["rule_aware_exact_disclosure"] if cell in case["primary"]
    }


def as_release(case):
    """A pattern as a release: units of services, or units by age group."""
    figures = {("9901", ""): (sum(case["cells"].values()), None)}
    for equation in case["published_equations"]:
        whole = _whole(equation["sum_of"])
        figures[whole] = (equation["total"], None)
    for cell, n in case["cells"].items():
        figures[_cell(cell)] = "few" if cell in case["suppressed"] else (n, None)
    figures[("9901/a", "")] = figures[("9901", "")] if any("|" in cell for cell in case["cells"]) else (1, None)
    if figures[("9901/a", "")][0] == 1:
        del figures[("9901/a", "")]
    return release({key: figure if isinstance(figure, str) else (figure[0], np.nan) for key, figure in figures.items()})


def _cell(cell):
    unit, _, age = cell.partition("|")
    return (f"9901/a/{unit}", f"age={age}") if age else (f"9901/{unit[0]}/{unit}", "")


def _whole(cells):
    units, ages = {cell.partition("|")[0] for cell in cells}, {cell.partition("|")[2] for cell in cells}
    if ages == {""}:
        return f"9901/{next(iter(units))[0]}", ""
    return (f"9901/a/{next(iter(units))}", "") if len(units) == 1 else ("9901/a", f"age={next(iter(ages))}")


@pytest.mark.parametrize("name", PATTERNS)
def test_the_audit_reports_the_patterns_that_leak_by_subtraction_and_not_the_strengthened_one(shared, name):
    case = pattern(shared, name)

    found = audit(as_release(case), Policy(min_n_detail=MINIMUM))

    assert found.passed == (not case["naive_exact_disclosure"])


def test_a_cell_that_another_release_shows_of_the_same_answers_is_known():
    whole = {("9901", ""): (40, 50.0, 20.0), ("9901/a", ""): (40, 50.0, 20.0), ("9901/a/x", ""): (20, 50.0, 20.0)}
    hides = release(whole | {("9901/a/y", ""): "few", ("9901/a/z", ""): "few"})
    shows = release(whole | {("9901/a/y", ""): (17, 60.0, 20.0), ("9901/a/z", ""): "few"})

    alone, together = audit(hides, Policy()), audit(hides, Policy(), former=[shows])

    assert alone.passed
    assert "9901/a/z" in set(together.disclosed["place"])


def test_a_few_answers_more_than_in_the_former_release_are_a_group():
    def whole(n, mean):
        return release({("9901", ""): (n, mean, 20.0), ("9901/a", ""): (n, mean, 20.0)})

    found = audit(whole(13, 40.0), Policy(), former=[whole(12, 41.7)])

    assert set(found.disclosed["kind"]) == {"difference"}


def test_a_place_where_all_gave_the_same_answer_is_reported():
    found = audit(release({("9901", ""): (12, 75.0, 0.0)}), Policy())

    assert found.disclosed["kind"].tolist() == ["alike"]


def test_means_close_together_tell_more_of_a_hidden_one_than_its_number_does():
    whole = {("9901", ""): (40, 50.0, 4.0), ("9901/a", ""): (40, 50.0, 4.0), ("9901/a/x", ""): (20, 50.0, 4.1)}

    found = audit(release(whole | {("9901/a/y", ""): "few", ("9901/a/z", ""): "few"}), Policy())

    assert found.passed
    narrow = audit(
        release(whole | {("9901/a/x", ""): (31, 50.0, 4.5), ("9901/a/y", ""): "few", ("9901/a/z", ""): "few"}), Policy()
    )
    assert set(narrow.disclosed["kind"]) == {"mean"}


@pytest.mark.parametrize("table", ["driver", "reliability", "distribution"])
def test_a_number_beside_a_hidden_figure_is_reported(table):
    whole = {("9901", ""): (40, 50.0, 20.0), ("9901/a", ""): (40, 50.0, 20.0), ("9901/a/x", ""): (20, 50.0, 20.0)}
    tables = release(whole | {("9901/a/y", ""): "few", ("9901/a/z", ""): "few"})
    number = tables["scope"].set_index("place")["scope"]

    found = {
        place: audit(tables | {table: pd.DataFrame({"scope": [number[place]], "measure_no": 1, "n": 12, "value": 1})},
                     Policy())
        for place in ("9901/a/x", "9901/a/y")
    }  # fmt: skip

    assert found["9901/a/x"].passed
    assert found["9901/a/y"].disclosed["place"].tolist() == ["9901/a/y"]
