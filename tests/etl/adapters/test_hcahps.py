"""The American patient survey: boxes, bands instead of numbers, and lists of questions beside the results."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.codebook import Codebooks
from etl.adapters import hcahps
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
BOXES = ["Bottom-box Percentage", "Middle-box Percentage", "Top-box Percentage"]
HEADER = ["Release Period", "State", "Measure ID", *BOXES]
QUESTIONS = [
    ["Question Num", "Measure ID", "Question", "Bottom-box Answer", "Middle-box Answer", "Top-box Answer"],
    [1, "H_COMP_6", "Did staff talk with you about help at home?", "No", "", "Yes"],
    [2, "H_COMP_6", "Did you get information in writing?", "No", "", "Yes"],
]


def table(*rows: Sequence[object], name: str = "results.csv") -> SourceFile:
    return SourceFile(name, "".join(",".join(map(str, row)) + "\n" for row in rows).encode())


def read(*files: SourceFile) -> Export:
    assert hcahps.recognises(files, NOTHING)
    return hcahps.read(files)


def test_boxes_are_shares_with_the_mean_they_tell() -> None:
    export = read(table(HEADER, ["07_2015", "AK", "H_COMP_1", 10, 20, 70]))

    assert export.table.iloc[0].to_dict() == {
        "area": "region",
        "unit": "AK",
        "period": "2015-07",
        "item": "H_COMP_1",
        "n": "",
        "mean": "2.6",
        "share_1": "10",
        "share_2": "20",
        "share_3": "70",
    }


def test_a_table_without_states_is_about_the_nation() -> None:
    export = read(table([name for name in HEADER if name != "State"], ["07_2015", "H_COMP_1", 10, 20, 70]))

    assert export.table["area"].tolist() == ["nation"]


def test_a_band_is_no_number_and_what_is_not_available_is_hidden() -> None:
    told = ["FEWER THAN 50", "Between 100 and 299", "300 or more", "412", "1,204", "Not Available"]
    boxes = [[10, 20, 70]] * 5 + [["Not Available"] * 3]
    rows = [
        ["07_2015", f"S{place}", "H_COMP_1", *box, f'"{number}"', "5" if place == 5 else ""]
        for place, (number, box) in enumerate(zip(told, boxes, strict=True))
    ]

    export = read(table([*HEADER, "Completed Surveys", "Footnote"], *rows))

    assert export.table["n"].tolist() == ["", "", "", "412", "1204", ""]
    assert export.table["mean"].tolist() == ["2.6"] * 5 + ["*"]
    assert export.table.loc[7, ["share_1", "share_2", "share_3"]].tolist() == ["*"] * 3
    notes = {found.code: found.row_count for found in export.findings}
    assert notes == {"hcahps_bands": 4, "hcahps_footnotes": 1}


def test_the_list_of_questions_tells_what_was_asked_and_the_answers_in_a_box() -> None:
    results = table(HEADER, ["07_2015", "AK", "H_COMP_6", 15, 0, 85])

    export = read(results, table(*QUESTIONS, name="questions.csv"))

    asked = "Did staff talk with you about help at home? / Did you get information in writing?"
    assert export.table["item"].tolist() == [asked]
    assert export.questions[asked].labels == {"1": "No", "3": "Yes"}
    assert export.files == ("results.csv", "questions.csv")


def test_the_list_of_measures_has_the_name_of_what_is_made_of_several_questions() -> None:
    measures = table(["Measure ID", "Measure", "Type"], ["H_COMP_6", "Discharge Information", "Composite"])

    export = read(table(HEADER, ["07_2015", "AK", "H_COMP_6", 15, 0, 85]), table(*QUESTIONS, name="q.csv"), measures)

    assert list(export.questions) == ["Discharge Information"]


@pytest.mark.parametrize(
    "files",
    [
        [table(QUESTIONS[0], QUESTIONS[1])],
        [table(HEADER[:-1], ["07_2015", "AK", "H_COMP_6", 15, 0])],
        [table(HEADER, ["07_2015", "AK", "H", 1, 2, 97]), table(HEADER, ["07_2016", "AK", "H", 1, 2, 97])],
    ],
)
def test_other_files_are_not_recognised(files: list[SourceFile]) -> None:
    assert not hcahps.recognises(files, NOTHING)


def test_the_real_table_has_51_states_with_boxes_that_sum_to_a_hundred(shared: Path) -> None:
    path = shared / "exports" / "english_gov" / "hcahps_state_results.csv"

    export = read(SourceFile(path.name, path.read_bytes()))

    shares = export.table[["share_1", "share_2", "share_3"]].astype("float64").sum(axis="columns")
    assert (len(export.table), export.table["unit"].nunique(), len(export.questions)) == (4580, 51, 10)
    assert shares.between(98, 102).all()
