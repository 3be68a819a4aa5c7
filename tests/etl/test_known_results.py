"""Published results of real surveys, reproduced through a codebook and the table that nobody's adapter knows."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.context import Context
from etl.harmonise import harmonised
from etl.harmonise.harmonised import Harmonised
from etl.opening import opened_export
from etl.reading import SourceFile
from tests.etl.store import Store

SATISFIED = {1: "Very dissatisfied", 2: "Dissatisfied", 3: "Neutral", 4: "Satisfied", 5: "Very satisfied"}
AGREE = {1: "Strongly agree", 2: "Agree", 3: "Disagree", 4: "Strongly disagree"}
LIKELY = {
    1: "Extremely unlikely",
    2: "Unlikely",
    3: "Neither likely nor unlikely",
    4: "Likely",
    5: "Extremely likely",
}


def codebook(scale: dict[str, Any], columns: dict[str, str], **items: Any) -> dict[str, Any]:
    about = {"scale": "points", "dimension": "overall", "level": "individual"}
    return {
        "id": "known",
        "title": {"nb": "Kjent resultat"},
        "service": "residents",
        "role": "citizen",
        "scales": {"points": scale},
        "items": [{"id": key, "text": {"nb": key}, **about, **more} for key, more in items.items()],
        "editions": [{"id": "e", "period": "2022", "columns": columns}],
    }


def points(labels: dict[int, str], **none: list[Any]) -> dict[str, Any]:
    return {"min": 1, "max": max(labels), "labels": {point: {"nb": text} for point, text in labels.items()}, **none}


def laid_over(file: Path, book: dict[str, Any], store: Store) -> Harmonised:
    store.codebook(book)
    context: Context = store.context()
    known = context.codebooks["known"]
    export = opened_export([SourceFile(file.name, file.read_bytes())], context.codebooks)
    assert export.adapter == "mapped_table"
    return harmonised(export.export, known, known.edition("e"), context.catalogue, context.settings)


def values(found: Harmonised, item: str) -> pd.DataFrame:
    return found.answers[found.answers["item"].eq(item)]


@pytest.fixture
def kansas_city(shared: Path) -> Path:
    return shared / "exports" / "english_gov" / "kcmo_resident_fy2022q1.csv"


def test_the_residents_of_kansas_city_are_as_satisfied_as_published(kansas_city: Path, store: Store) -> None:
    book = codebook(points(SATISFIED, dont_know=[9], missing=["NA"]), {"city_services": "q2_01"}, city_services={})

    found = values(laid_over(kansas_city, book, store), "city_services")

    rated = found["value"].dropna()
    assert len(rated) == 1018
    assert round(rated.mean(), 4) == 3.1965
    assert round(100 * rated.ge(4).mean(), 2) == 46.66
    assert found["missing"].dropna().astype("str").value_counts().to_dict() == {"dont_know": 15}


def test_a_scale_that_begins_with_agreement_is_turned(kansas_city: Path, store: Store) -> None:
    written = pd.read_csv(kansas_city, usecols=["q27_01"])["q27_01"]
    agree = written[written.between(1, 4)]
    columns = {"informed": "q27_01"}
    book = codebook(points(AGREE, dont_know=[9], missing=["NA", 99]), columns, informed={"reversed": True})

    found = values(laid_over(kansas_city, book, store), "informed")

    assert found["value"].dropna().mean() == pytest.approx(5 - agree.mean())


def test_friends_and_family_has_its_published_share_with_and_without_dont_know(shared: Path, store: Store) -> None:
    file = shared / "exports" / "english_gov" / "nhs_fft_gp_london_2023_24_notext.csv"
    columns = {"unit": "surgery", "recommend": "rating"}
    book = codebook(points(LIKELY, dont_know=["Don't know"]), columns, recommend={})

    contents = laid_over(file, book, store)

    found = values(contents, "recommend")
    positive = int(found["value"].ge(4).sum())
    assert (positive, contents.rows_read) == (3517, 3882)
    assert round(100 * positive / len(found), 2) == 90.60
    assert round(100 * positive / found["value"].notna().sum(), 2) == 91.04
    assert found["missing"].dropna().astype("str").value_counts().to_dict() == {"dont_know": 19}
    assert contents.unit_count == 11
