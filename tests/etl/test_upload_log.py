"""What the warehouse keeps of the findings about an upload."""

from pathlib import Path

from core.findings import FIRST_ROWS
from core.settings import ROOT, Settings
from etl.context import load_context
from etl.pipeline import new_upload
from etl.plans import plans
from etl.reading import SourceFile

EXPORT = ROOT / "sample_data" / "exports" / "hjemmetjenester_2023.csv"
MISSING = 12


def test_the_log_names_the_first_rows_and_none_of_what_was_written(tmp_path: Path) -> None:
    context = load_context(Settings(data=tmp_path))
    lines = EXPORT.read_bytes().decode("cp1252").splitlines()
    place = lines[0].split(";").index("Enhet")
    for number in range(1, MISSING + 1):
        cells = lines[number].split(";")
        lines[number] = ";".join([*cells[:place], "", *cells[place + 1 :]])
    plan = plans([SourceFile(EXPORT.name, "\n".join(lines).encode("cp1252"))], context)[0]

    logged = {found["code"]: found for found in new_upload(plan, context, sample=False).findings}

    assert logged["missing_unit"]["row_count"] >= MISSING
    assert len(logged["missing_unit"]["rows"]) == FIRST_ROWS
    assert not any(found["values"] for found in logged.values())
