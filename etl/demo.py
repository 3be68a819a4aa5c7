"""The sample data of a fictional municipality, imported as any other exports are."""

import yaml

from core.settings import ROOT, Settings
from etl.context import Context, load_context
from etl.pipeline import Progress, carry_out, forget_sample
from etl.plans import Choice, Plan, plan_of
from etl.reading import SourceFile

SAMPLE = ROOT / "sample_data"
REFERENCE = SAMPLE / "reference" / "municipalities.csv"
MUNICIPALITY = "9901"


def import_sample(settings: Settings, progress: Progress) -> None:
    """Import every bundle of the sample data, and publish once."""
    _add_reference(settings)
    context = load_context(settings.model_copy(update={"municipality": MUNICIPALITY}))
    with (SAMPLE / "manifest.yaml").open(encoding="utf-8") as file:
        bundles = yaml.load(file, Loader=yaml.CSafeLoader)
    plans: list[Plan] = []
    for number, bundle in enumerate(bundles):
        progress(number / len(bundles) / 2, "reading")
        plans.append(_plan(bundle, context))
    carry_out(plans, context, mode="replace", sample=True, progress=lambda share, step: progress(0.5 + share / 2, step))


def remove_sample(context: Context) -> int:
    """Remove the sample data; the number of uploads removed."""
    removed = forget_sample(context)
    _remove_reference(context.settings)
    return removed


def _plan(bundle: dict[str, object], context: Context) -> Plan:
    names = bundle["files"]
    assert isinstance(names, list)
    files = [SourceFile(name, (SAMPLE / "exports" / name).read_bytes()) for name in names]
    instrument, edition = bundle.get("instrument"), bundle.get("edition")
    return plan_of(files, context, Choice(str(instrument), str(edition)) if instrument else None)


def _add_reference(settings: Settings) -> None:
    """The fictional municipality stands in the store's own reference list, beside what stands there."""
    path = settings.data / "reference" / REFERENCE.name
    lines = REFERENCE.read_text(encoding="utf-8").splitlines(keepends=True)
    known = path.read_text(encoding="utf-8-sig") if path.exists() else lines[0]
    more = [line for line in lines[1:] if line not in known]
    if more or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        end = "" if known.endswith("\n") else "\n"
        path.write_text(known + end + "".join(more), encoding="utf-8", newline="")


def _remove_reference(settings: Settings) -> None:
    path = settings.data / "reference" / REFERENCE.name
    if path.exists() and path.read_bytes() == REFERENCE.read_bytes():
        path.unlink()
