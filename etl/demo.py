"""The sample data of a fictional municipality, imported as any other exports are."""

import shutil
from pathlib import Path

import yaml

from core.settings import ROOT, Settings
from etl.context import Context, load_context
from etl.pipeline import Progress, carry_out
from etl.plans import Choice, Plan, plan_of
from etl.reading import SourceFile

SAMPLE = ROOT / "sample_data"
MUNICIPALITY = "9901"


def import_sample(settings: Settings, progress: Progress) -> None:
    """Import every bundle of the sample data, and publish once."""
    _copy_reference(settings)
    context = load_context(settings.model_copy(update={"municipality": MUNICIPALITY}))
    with (SAMPLE / "manifest.yaml").open(encoding="utf-8") as file:
        bundles = yaml.load(file, Loader=yaml.CSafeLoader)
    plans: list[Plan] = []
    for number, bundle in enumerate(bundles):
        progress(number / len(bundles) / 2, "reading")
        plans.append(_plan(bundle, context))
    carry_out(plans, context, mode="replace", sample=True, progress=lambda share, step: progress(0.5 + share / 2, step))


def _plan(bundle: dict[str, object], context: Context) -> Plan:
    names = bundle["files"]
    assert isinstance(names, list)
    files = [SourceFile(name, (SAMPLE / "exports" / name).read_bytes()) for name in names]
    instrument, edition = bundle.get("instrument"), bundle.get("edition")
    return plan_of(files, context, Choice(str(instrument), str(edition)) if instrument else None)


def _copy_reference(settings: Settings) -> None:
    """The fictional municipality stands in the store's own reference list."""
    folder: Path = settings.data / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SAMPLE / "reference" / "municipalities.csv", folder / "municipalities.csv")
