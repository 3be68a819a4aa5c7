"""The tables of the method page are what is measured now."""

import os
import re

import pandas as pd
import pytest

from bench import agreement, method, simulation
from tests.disclosure import test_audit

DOCUMENT = method.DOCUMENT.read_text(encoding="utf-8")
OUTSIDE = re.compile(r"\d\d_\w+")  # the name of a reference case that is not in the project


def rows_of(name: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in method.part(DOCUMENT, name).splitlines()
    ]


def test_the_table_of_agreement_lists_every_statistic_and_case_and_how_far_they_lie_apart():
    told = {(row[1], row[3]): float(row[4]) for row in rows_of("agreement")[2:]}
    if "BRUKERINNSIKT_SHARED" not in os.environ:
        told = {spot: deviation for spot, deviation in told.items() if not OUTSIDE.fullmatch(spot[1])}

    found = agreement.deviations()

    measured = {(f"`{row.function}`", row.case): row.largest for row in found.itertuples()}
    assert told.keys() == measured.keys(), "run: python -m bench.method agreement"
    # The last digits differ from machine to machine.
    assert all(deviation <= 10 * max(told[spot], 1e-14) for spot, deviation in measured.items())
    assert (found["largest"] <= found["limit"]).all()


def test_every_reference_case_is_held_against_something(shared):
    folders = {folder.name for folder in (shared / "oracles").iterdir() if folder.is_dir()}

    # A pattern of hidden cells is judged by what can be worked out from it, and not by its numbers.
    told = {row[3] for row in rows_of("agreement")} | {test_audit.CASE}
    assert folders <= told


def test_every_statistic_of_the_table_tells_its_source():
    rows = rows_of("agreement")[2:]

    assert all(row[0] and row[2] for row in rows)
    assert [row[:3] for row in rows] == [
        [agreement.statistic(row[1].strip("`")), row[1], agreement.source(row[1].strip("`"))] for row in rows
    ]


@pytest.mark.parametrize("distribution", ["middle", "ceiling"])
def test_the_tables_of_the_simulation_are_what_it_gives(distribution):
    told = {(row[0], row[1]): float(row[2].strip("*")) for row in rows_of("simulation") if row[-1][-1:].isdigit()}
    told |= {(row[0], row[1]): float(row[2].strip("*")) for row in rows_of("simulation") if row[-1].endswith("**")}

    found = simulation.rates([distribution], [5])

    measured = {(row.what, row.distribution): row.rate for row in found.itertuples()}
    assert {spot: told[spot] for spot in measured} == pytest.approx(measured, abs=0.2)


def test_the_simulation_keeps_to_one_result():
    once, again = (simulation.rates(["divided"], [5]) for _ in range(2))

    pd.testing.assert_frame_equal(once, again)


def test_a_rate_is_outside_only_by_more_than_chance():
    rates = pd.DataFrame({"kind": ["coverage"] * 3 + ["false alarms"] * 2, "rate": [92.1, 92.3, 97.9, 6.0, 6.2]})

    assert simulation.outside(rates).tolist() == [True, False, True, False, True]


def test_a_part_is_replaced_and_the_rest_of_the_document_kept():
    begin, end = method._marks("simulation")

    document = method.with_part(f"before\n{begin}\nold\n{end}\nafter", "simulation", "new")

    assert document == f"before\n{begin}\nnew\n{end}\nafter"
    with pytest.raises(ValueError, match="marks"):
        method.with_part("no marks", "simulation", "new")
