"""What the adapters of form tools leave to each other and to the one of any table."""

from pathlib import Path

import pytest

from core.codebook import Codebooks
from etl.adapters import google_forms, limesurvey, mapped_table, surveymonkey
from etl.opening import opened
from etl.reading import SourceFile
from etl.recognition import adapter_for

NOTHING = Codebooks({})
WRITTEN_BY = {"googleforms": google_forms, "limesurvey": limesurvey, "surveymonkey": surveymonkey}


def source(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_bytes())


def test_each_public_export_is_known_by_its_tool_alone(shared: Path) -> None:
    paths = [path for name in WRITTEN_BY for path in (shared / "exports/tools").glob(f"{name}*")]

    known = {path.name: adapter_for([source(path)], NOTHING) for path in paths}

    assert len(known) == 7
    assert known == {name: WRITTEN_BY[name.partition("_")[0]] for name in known}


def test_results_and_structure_that_come_together_are_one_export(shared: Path) -> None:
    files = [source(path) for path in sorted((shared / "exports/tools").glob("limesurvey*"))]

    (export,) = opened(files, NOTHING)

    assert export.adapter == "limesurvey"
    assert export.export.files == tuple(file.name for file in files)
    assert "limesurvey_not_in_structure" in [finding.code for finding in export.export.findings]


@pytest.mark.parametrize(
    ("column", "n", "mean"), [("vanskelighetsgrad-generell", 151, 3.2980), ("vanskelighetsgrad-tekst", 149, 3.3624)]
)
def test_a_table_from_a_form_of_ones_own_is_no_tools_and_keeps_its_ratings(
    shared: Path, column: str, n: int, mean: float
) -> None:
    file = source(shared / "exports/norwegian/nr_cookies_sporreundersokelse_2024.csv")

    assert adapter_for([file], NOTHING) is mapped_table
    cells = mapped_table.read([file]).table[column]

    ratings = cells[cells.isin(["1", "2", "3", "4", "5"])].astype("int")
    assert (len(ratings), round(ratings.mean(), 4)) == (n, mean)
    assert set(cells) - set("12345") <= {"-1"}
