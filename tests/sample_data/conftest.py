"""The committed sample exports, read without the code that they are to try out."""

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "sample_data"


def yaml_of(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def ratings(instrument: str, edition: str, file: str, encoding: str, header_rows: int) -> pd.DataFrame:
    """One row a respondent: unit, service and each dimension's mean rating, higher is better."""
    book = yaml_of(ROOT / "codebooks" / f"{instrument}.yaml")
    columns = next(wave["columns"] for wave in book["editions"] if wave["id"] == edition)
    text = (SAMPLE / "exports" / file).read_bytes().decode(encoding)
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    table = pd.DataFrame(rows[header_rows - 1 :], columns=header)
    shown = {name: table[columns[name]] for name in ("unit", "service", "role") if name in columns}
    items = [item for item in book["items"] if item["id"] in columns]
    scores = {item["id"]: _scores(table[columns[item["id"]]], item, book["scales"]) for item in items}
    dimension = {item["id"]: item["dimension"] for item in items}
    means = pd.DataFrame(scores).T.groupby(dimension).mean().T
    return pd.DataFrame(shown).join(means)


def _scores(cells: pd.Series, item: dict[str, Any], scales: dict[str, Any]) -> pd.Series:
    scale = scales[item["scale"]]
    values = pd.to_numeric(cells, errors="coerce")
    values = values.where(values.between(scale["min"], scale["max"]))
    return scale["min"] + scale["max"] - values if item.get("reversed") else values


@pytest.fixture(scope="session")
def home_care() -> dict[str, pd.DataFrame]:
    """The users of home care by edition."""
    editions = ("2022", "2023", "2024", "2025")
    tables = {
        year: ratings("home_care_users", year, f"hjemmetjenester_{year}.csv", "cp1252", header_rows=1)
        for year in editions
    }
    return {year: table[table["service"].eq("Hjemmetjeneste")] for year, table in tables.items()}


@pytest.fixture(scope="session")
def kindergartens() -> dict[str, pd.DataFrame]:
    """The parents by edition."""
    return {
        year: ratings("kindergarten_parents", year, f"barnehager_{year}.csv", "utf-8-sig", header_rows=2)
        for year in ("2024", "2025")
    }


@pytest.fixture(scope="session")
def readme() -> dict[str, str]:
    """The rows of the README's tables by the text of their first cell."""
    lines = (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return {cells[0].strip().strip("`"): " | ".join(cells[1:]) for cells in rows}
