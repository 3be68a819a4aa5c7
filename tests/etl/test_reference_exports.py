"""Real and generated exports through the whole pipeline, against what is known of them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.etl.store import Store

DIMENSIONS = {
    "Respekt": "respected",
    "Brukermedvirkning": "taken_seriously",
    "Informasjon": "overview",
    "Tilgjengelighet": "right_time",
    "Resultat for bruker": "right_help",
    "Pålitelighet": "without_demanding",
    "Fysisk miljø": "other",
    "Helhetsvurdering": "overall",
}
SIX = {"min": 1, "max": 6, "labels": {1: {"nb": "Lav"}, 6: {"nb": "Høy"}}}


def item(key: str, dimension: str = "respected", **more: object) -> dict[str, Any]:
    return {"id": key, "text": {"nb": key}, "scale": "six", "dimension": dimension, "level": "individual", **more}


def codebook(items: list[dict[str, Any]], **edition: Any) -> dict[str, Any]:
    return {
        "id": "reference",
        "title": {"nb": "Referanse"},
        "service": "home_care",
        "role": "user",
        "scales": {"six": SIX},
        "items": items,
        "editions": [{"id": "e"} | edition],
    }


def wide_codebook() -> dict[str, Any]:
    themes = list(DIMENSIONS.items())
    items = [item(f"q{n:02d}", themes[(n - 1) % 8][1]) for n in range(1, 41)]
    columns = {name: name for name in ("municipality", "service", "unit")} | {
        "respondent": "respondent_id",
        "period": "year",
    }
    areas = {f"k{n:02d}": f"Kommune {n:02d}" for n in range(1, 31)}
    book = codebook(items, columns=columns | {f"q{n:02d}": f"Q{n:02d}" for n in range(1, 41)})
    return book | {"municipalities": areas}


@pytest.fixture(scope="module")
def wide(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store with 25,000 respondents imported twice."""
    store = Store(tmp_path_factory.mktemp("wide") / "data", pytest.MonkeyPatch())
    store.codebook(wide_codebook())
    return store


def pooled(cells: pd.DataFrame, dimension: str) -> float:
    """The mean of a dimension's items, by answers."""
    items = [f"item:q{n:02d}" for n in range(1, 41) if list(DIMENSIONS)[(n - 1) % 8] == dimension]
    chosen = cells[cells["measure"].isin(items)]
    assert chosen["measure"].nunique() == 5
    return float(np.average(chosen["mean"], weights=chosen["n"]))


def test_25_000_respondents_are_stored_once_with_their_known_means(wide: Store, shared: Path) -> None:
    folder = shared / "exports" / "synthetic"
    truth = json.loads((folder / "wide_25k_truth.json").read_text(encoding="utf-8"))["wide_25k.csv"]

    receipt = wide.done("import", folder / "wide_25k.csv")[0]
    again = wide.done("import", folder / "wide_25k.csv")[0]

    assert (receipt["respondents"], receipt["answers"]) == (truth["respondents"], truth["answered"])
    assert again["already"]
    assert wide.rows("SELECT count(*) AS n, count(value) AS given FROM answer").iloc[0].tolist() == [1_000_000, 931_168]
    cells = wide.cells(kind="item", grouping_value="")
    everywhere = cells[cells["place"].eq("all") & cells["period"].str.len().eq(4)]
    kindergartens = cells[cells["place"].eq("all/kindergarten")]
    assert everywhere["n"].sum() == truth["answered"]
    assert {name: round(pooled(everywhere, name), 6) for name in DIMENSIONS} == truth["mean_by_dimension"]
    # What a municipality hides of its kindergartens is not in the sum of all either.
    told = {name: pooled(kindergartens, name) for name in DIMENSIONS}
    assert told == pytest.approx(truth["mean_by_dimension_Barnehage"], abs=0.003)
    by_year = everywhere.groupby("period").apply(
        lambda rows: round(float(np.average(rows["mean"], weights=rows["n"])), 6)
    )
    assert by_year.to_dict() == truth["mean_by_year"]


def test_both_variants_of_a_surveyxact_export_give_the_same(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = []
    for variant in ("surveyxact_comma_ansi", "surveyxact_tab_utf16"):
        store = Store(tmp_path / variant, monkeypatch)
        folder = shared / "exports" / "norwegian" / variant
        store.run("draft", folder, "--service", "home_care", "--role", "user", "--instrument", "sx")
        # The one variant names the schools, and its release is hard to protect; the other has only their numbers.
        receipts = store.stored(*sorted(folder.iterdir())) if stores else store.done("import", folder)
        assert receipts[0]["respondents"] == 999
        stores.append(store)

    one, other = (
        # One row a respondent: their numbers hang on how the variant names the schools.
        store.rows(
            "SELECT answers FROM (SELECT respondent, list((item, value, missing) ORDER BY item) AS answers"
            " FROM answer JOIN question USING (question) GROUP BY respondent) ORDER BY ALL"
        )
        for store in stores
    )

    assert len(one) == 999
    assert sum(value is not None for answers in one["answers"] for _, value, _ in answers) > 20_000
    assert one["answers"].astype("str").tolist() == other["answers"].astype("str").tolist()
    assert stores[0].cells("overall", place="own")["mean"].notna().any()


def test_composites_by_the_half_rule_agree_with_the_reference(store: Store, shared: Path) -> None:
    folder = shared / "oracles" / "19_item_drop_composite_missing"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    items = ("A2", "A3", "A4", "A5")
    columns = {"unit": "unit", **{f"x_{name.lower()}": name for name in items}}
    store.codebook(codebook([item(f"x_{name.lower()}") for name in items], period="2024", columns=columns))

    store.done("import", folder / "input.csv")

    dimension = store.cells("dimension:respected").set_index("place")
    whole = dimension.loc["own"]
    score = whole["mean"] / 100 * 5 + 1
    assert whole["n"] == expected["n_half"]
    assert score == pytest.approx(expected["mean_half"], rel=1e-9)
    assert whole["sd"] / 100 * 5 == pytest.approx(expected["sd_half"], rel=1e-9)
    assert whole["mean"] == pytest.approx(expected["score_0_100_half"], rel=1e-9)
    for unit, figures in expected["unit_half"].items():
        row = dimension.loc[f"own/home_care/{unit}"]
        assert row["n"] == figures["n"]
        assert row["mean"] / 100 * 5 + 1 == pytest.approx(figures["mean"], rel=1e-9)
    means = store.cells(kind="item", place="own").set_index("measure")
    for name in items:
        assert means.loc[f"item:x_{name.lower()}", "n"] == expected["item_n"][name]
        assert means.loc[f"item:x_{name.lower()}", "mean"] == pytest.approx(expected["item_means"][name], rel=1e-9)


def test_a_municipality_weighed_by_invited_agrees_with_the_reference(store: Store, shared: Path) -> None:
    folder = shared / "oracles" / "21_unit_vs_municipality_and_waves"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["waves"]
    columns = {"period": "wave", "unit": "unit", "x_score": "score"}
    store.codebook(codebook([item("x_score")], columns=columns))
    invited = pd.read_csv(folder / "input.csv")[["wave", "unit", "invited"]].drop_duplicates()
    rows = [["Undersøkelse", "Periode", "Enhet", "Inviterte"]]
    rows += [["reference", wave, unit, number] for wave, unit, number in invited.itertuples(index=False)]

    store.done("import", folder / "input.csv")
    before = store.cells("item:x_score", place="own").set_index("period")
    store.done("import", store.table("inviterte.csv", rows))

    weighted = store.cells("item:x_score", place="own").set_index("period")
    for wave, figures in expected.items():
        assert before.loc[wave, "mean"] == pytest.approx(figures["unweighted_mean"], rel=1e-9)
        assert weighted.loc[wave, "mean"] == pytest.approx(figures["municipality_weighted_mean"], rel=1e-9)
        assert weighted.loc[wave, "df"] == figures["df"]
        assert weighted.loc[wave, "method"] == "invited"
        assert weighted.loc[wave, "pooled_mean"] == pytest.approx(figures["unweighted_mean"], rel=1e-9)
        assert weighted.loc[wave, "invited"] == invited.loc[invited["wave"].eq(int(wave)), "invited"].sum()
