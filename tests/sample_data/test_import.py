"""Every sample export is understood as what the manifest says, and only what is planted is dubious."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.settings import Settings
from etl.context import Context, load_context
from etl.plans import Plan, plan_of
from etl.reading import SourceFile

SAMPLE = Path(__file__).parent.parent.parent / "sample_data"
PLANTED = yaml.safe_load((SAMPLE / "planted.yaml").read_text(encoding="utf-8"))
BUNDLES = yaml.safe_load((SAMPLE / "manifest.yaml").read_text(encoding="utf-8"))
MASKS = {"national_id": "[fødselsnummer]", "email": "[e-post]", "phone": "[telefon]"}
SURVEYS = [bundle for bundle in BUNDLES if bundle["instrument"]]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """A municipality that has put the fictional one on its list."""
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(SAMPLE / "reference", data / "reference")
    return load_context(Settings(data=data, municipality="9901"))


def planned(bundle: dict[str, Any], context: Context) -> Plan:
    files = [SourceFile(Path(name).name, (SAMPLE / "exports" / name).read_bytes()) for name in bundle["files"]]
    return plan_of(files, context)


def name_of(bundle: dict[str, Any]) -> str:
    return str(bundle["files"][0])


def planted_in(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    same = {"instrument": bundle["instrument"], "edition": bundle["edition"]}
    return [fact for fact in PLANTED[kind] if same.items() <= fact.items()]


@pytest.mark.parametrize("bundle", SURVEYS, ids=name_of)
def test_each_export_is_recognised_as_its_instrument_and_edition(context, bundle):
    plan = planned(bundle, context)

    assert (plan.contents.codebook.id, plan.contents.edition.id) == (bundle["instrument"], bundle["edition"])
    assert plan.kind == "answers"
    assert not plan.refused


@pytest.mark.parametrize("bundle", SURVEYS, ids=name_of)
def test_only_what_is_planted_is_dubious(context, bundle):
    plan = planned(bundle, context)

    warnings = {"missing_unit": 0, "out_of_scale": 0}
    for finding in plan.findings:
        if finding.severity != "info":
            warnings[finding.code] += finding.row_count

    expected = {
        "missing_unit": len(planted_in(bundle, "without_unit")),
        "out_of_scale": len(planted_in(bundle, "outside_scale")),
    }
    assert warnings == expected


@pytest.mark.parametrize("bundle", SURVEYS, ids=name_of)
def test_most_questions_are_answered(context, bundle):
    contents = planned(bundle, context).contents

    given = contents.answers[contents.answers["value"].notna()]

    figures = len(contents.aggregates) + len(contents.benchmarks)
    assert figures or len(given) > 0.5 * len(contents.answers)


@pytest.mark.parametrize("bundle", SURVEYS, ids=name_of)
def test_personal_data_in_comments_is_masked(context, bundle):
    written = "\n".join(planned(bundle, context).contents.comments["text"])

    planted = [MASKS[fact["kind"]] for fact in planted_in(bundle, "personal_data")]
    assert {mask: written.count(mask) for mask in MASKS.values()} == {
        mask: planted.count(mask) for mask in MASKS.values()
    }
    assert "@" not in written


def test_the_invited_are_numbers_for_units_that_the_surveys_have(context):
    plan = planned(BUNDLES[-1], context)

    assert plan.kind == "invited"
    assert not plan.findings
    assert set(plan.contents.invited["municipality"]) == {"9901"}
    assert plan.contents.invited["invited"].gt(0).all()


def test_the_source_hid_some_figures_of_the_smallest_kindergarten(context):
    bundle = next(bundle for bundle in SURVEYS if bundle["files"] == ["barnehager_2021.csv"])

    aggregates = planned(bundle, context).contents.aggregates

    assert set(aggregates.loc[aggregates["hidden"].eq("source"), "unit_name"]) == {"Tussilago familiebarnehage"}


def test_the_figures_of_the_country_are_a_reference_and_none_of_the_municipalitys_own(context):
    bundle = next(bundle for bundle in SURVEYS if bundle["edition"] == "2023_country")

    plan = planned(bundle, context)

    contents = plan.contents
    assert contents.aggregates.empty
    assert contents.respondents.empty
    assert set(contents.benchmarks["area"]) == {"nation"}
    assert set(contents.benchmarks["area_name"]) == {"Landet (oppdiktet)"}
    assert len(contents.benchmarks) == len(contents.codebook.items)
    assert contents.benchmarks.set_index("item")["hidden"].dropna().to_dict() == {
        "municipality_uses_experiences": "source"
    }
    assert contents.rows_quarantined == 0
