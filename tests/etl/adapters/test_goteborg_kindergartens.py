"""Gothenburg's reports: means of other places, of former years, and answers of this year in per cent."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.codebook import Codebooks
from core.errors import InputError
from etl.adapters import goteborg_kindergartens
from etl.export import Export
from etl.reading import SourceFile

NOTHING = Codebooks({})
ASKED = "mitt barn trivs på förskolan"
MEANS = {"question": ASKED, "area": "Trivsel", "gr": 4.5, "goteborg": 4.4, "district": 4.3, "school": 4.2}
ANSWERS = {"question": ASKED, "stronglyAgree": 50, "agree": 25, "neither": 5, "disagree": None, "dontKnow": 20}


def report(**changes: Any) -> SourceFile:
    document = {
        "schoolName": "Lyckan",
        "areaName": "Hisingen",
        "year": 2025,
        "unitName": "Myran",
        "scale": "1-5",
        "metadata": {"respondents": None, "totalInvited": None},
        "means": [MEANS | {"history": {"2024": 4.6}}],
        "responses": [ANSWERS],
        "unitMeans": [{"unit": "Myran", "area": "Trivsel", "mean": 4.5}],
    }
    return SourceFile("1001.json", json.dumps(document | changes, ensure_ascii=False).encode())


def read(file: SourceFile) -> Export:
    assert goteborg_kindergartens.recognises([file], NOTHING)
    return goteborg_kindergartens.read([file])


def test_places_beside_the_unit_are_kept_apart_from_it() -> None:
    export = read(report())

    assert export.table[["area", "municipality", "unit", "period", "mean"]].to_numpy().tolist() == [
        ["unit", "Göteborg", "Lyckan - Myran", "2024", "4.6"],
        ["unit", "Göteborg", "Lyckan - Myran", "2025", "4.5625"],
        ["municipality", "Göteborg", "", "2025", "4.4"],
        ["region", "", "Hisingen", "2025", "4.3"],
        ["region", "", "Göteborgsregionen", "2025", "4.5"],
        ["region", "", "Lyckan", "2025", "4.2"],
    ]
    assert export.table.loc[2, ["share_1", "share_3", "share_5"]].tolist() == ["0", "6.25", "62.5"]


def test_answers_of_which_some_were_not_printed_tell_no_mean() -> None:
    export = read(report(responses=[ANSWERS | {"agree": None}]))

    own = export.table[export.table["area"].eq("unit")]
    assert own["period"].tolist() == ["2024"]


def test_a_report_of_a_whole_school_tells_how_many_answered_and_were_invited() -> None:
    facts = {"respondents": 15, "totalInvited": 24}
    means = [MEANS | {"history": {"2025": 4.2}}]

    export = read(report(unitMeans=[], metadata=facts, means=means, responses=[], unitName="Rapport"))

    own = export.table[export.table["area"].eq("unit")].iloc[0]
    assert own[["unit", "n", "invited", "mean"]].tolist() == ["Lyckan", "15", "24", "4.2"]
    assert "number_of_the_survey" in [found.code for found in export.findings]


def test_of_a_longer_scale_the_ends_have_words() -> None:
    export = read(report(scale="1-7", responses=[]))

    assert export.questions[ASKED].labels == {"1": "Strongly disagree", "7": "Strongly agree"}


@pytest.mark.parametrize(
    "changes", [{"means": [{"question": ASKED, "goteborg": "mye"}]}, {"scale": "god"}, {"means": 4}]
)
def test_a_document_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        read(report(**changes))

    assert [found.code for found in caught.value.findings] == ["json_broken"]


def test_a_document_that_is_cut_off_is_refused() -> None:
    whole = report()

    with pytest.raises(InputError) as caught:
        read(SourceFile(whole.name, whole.content[:-40]))

    assert [found.code for found in caught.value.findings] == ["json_broken"]


def test_other_json_is_not_recognised() -> None:
    assert not goteborg_kindergartens.recognises([SourceFile("a.json", b'{"means": [], "year": 2024}')], NOTHING)


@pytest.mark.parametrize(("unit", "rows", "questions"), [(1000, 194, 28), (1001, 194, 28), (10000, 98, 14)])
def test_the_real_reports_are_read(shared: Path, unit: int, rows: int, questions: int) -> None:
    path = shared / "exports" / "swedish" / f"goteborg_forskoleenkat_unit{unit}.json"

    export = read(SourceFile(path.name, path.read_bytes()))

    assert (len(export.table), len(export.questions)) == (rows, questions)
    assert export.table["mean"].astype("float64").between(1, 7).all()
