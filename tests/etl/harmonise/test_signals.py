import pandas as pd
import pytest

from core.catalogue import load
from core.codebook import Codebook
from core.findings import Finding
from core.settings import ROOT, Settings
from etl.export import Export
from etl.harmonise import harmonised
from etl.harmonise.signals import signals_of

ITEMS = [f"q{number}" for number in range(8)]
CATALOGUE = load([ROOT / "reference"])


def codebook(reversed_items: tuple[str, ...]) -> Codebook:
    asked = {"scale": "six", "dimension": "respected", "level": "individual"}
    items = [{"id": key, "text": {"nb": key}, "reversed": key in reversed_items, **asked} for key in ITEMS]
    return Codebook.model_validate(
        {
            "id": "wide",
            "title": {"nb": "Bred"},
            "service": "home_care",
            "role": "user",
            "scales": {"six": {"min": 1, "max": 6, "labels": {1: {"nb": "Lav"}, 6: {"nb": "Høy"}}}},
            "items": items,
            "editions": [{"id": "2024", "period": "2024", "columns": {key: key for key in ITEMS}}],
        }
    )


def export(rows: list[list[str]], seconds: list[float] | None = None) -> Export:
    table = pd.DataFrame(rows, columns=ITEMS, index=pd.RangeIndex(2, len(rows) + 2, name="row"), dtype="str")
    timed = None if seconds is None else pd.Series(seconds, index=table.index)
    return Export("test", ("svar.csv",), table, rows_in_file=len(rows), seconds=timed)


def signals(
    rows: list[list[str]], *, reversed_items: tuple[str, ...] = (), seconds: list[float] | None = None
) -> dict[str, Finding]:
    made, book = export(rows, seconds), codebook(reversed_items)
    contents = harmonised(made, book, book.editions[0], CATALOGUE, Settings())
    return {finding.code: finding for finding in signals_of(made, contents)}


def test_one_answer_to_everything_is_a_signal_with_its_row_and_removes_nothing() -> None:
    rows = [["4"] * 8, list("12345612"), ["2"] * 8]

    found = signals(rows)["straight_lined"]

    assert (found.severity, found.rows, found.row_count, found.details["judged"]) == ("info", (2, 4), 2, "3")


def test_answers_are_compared_as_they_were_written_not_as_they_were_turned() -> None:
    rows = [["6"] * 8, ["1", *["6"] * 7], list("12345612")]

    assert signals(rows, reversed_items=("q0",))["straight_lined"].rows == (2,)


def test_few_answers_are_no_signal() -> None:
    assert signals([["4"] * 5 + [""] * 3, list("12345612")]) == {}


@pytest.mark.parametrize(("quick", "rows"), [(19.0, (2,)), (21.0, ())])
def test_a_third_of_the_median_time_is_the_mark_of_the_fast(quick: float, rows: tuple[int, ...]) -> None:
    answers = [list("12345612")] * 12

    found = signals(answers, seconds=[quick, *[60.0] * 11])

    assert (found["fast_respondents"].rows if found else ()) == rows


def test_a_few_times_say_nothing_of_what_is_usual() -> None:
    assert signals([list("12345612")] * 5, seconds=[1.0, 60, 60, 60, 60]) == {}
