"""The sample data of a fictional municipality, imported as any other exports are."""

from contextlib import closing

import yaml

from core.settings import ROOT, Settings
from etl import participation, sample_register, sample_themes
from etl.comments.queue import approve_some, words_of
from etl.context import Context, load_context
from etl.pipeline import Progress, carry_out, forget_sample, publish_changes
from etl.plans import Choice, Plan, plan_of
from etl.reading import SourceFile
from register import participation as registered
from register.database import open_register

SAMPLE = ROOT / "sample_data"
REFERENCE = SAMPLE / "reference" / "municipalities.csv"
PARTICIPATION = SAMPLE / "participation.csv"
MUNICIPALITY = "9901"
# One comment of so many waits to be read, besides those in which something was masked or a name is suspected.
LEFT = 5
BY = "sample"


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
    carry_out(plans, context, mode="replace", sample=True, publish_after=False, progress=_second_half(progress))
    _approve_comments(context)
    progress(0.75, "publishing")
    publish_changes(context)
    progress(1.0, "done")
    _add_participation(context)
    sample_register.add(context.settings, MUNICIPALITY)


def remove_sample(context: Context) -> int:
    """Remove the sample data; the number of uploads removed."""
    removed = forget_sample(context)
    _remove_participation(context.settings)
    sample_register.remove(context.settings, MUNICIPALITY)
    _remove_reference(context.settings)
    return removed


def _second_half(progress: Progress) -> Progress:
    return lambda share, step: progress(0.5 + share / 4, step)


def _plan(bundle: dict[str, object], context: Context) -> Plan:
    names = bundle["files"]
    assert isinstance(names, list)
    files = [SourceFile(name, (SAMPLE / "exports" / name).read_bytes()) for name in names]
    instrument, edition = bundle.get("instrument"), bundle.get("edition")
    return plan_of(files, context, Choice(str(instrument), str(edition)) if instrument else None)


def _add_participation(context: Context) -> None:
    """The activities of the fictional municipality; those that were removed with the sample data come back."""
    file = SourceFile(PARTICIPATION.name, PARTICIPATION.read_bytes())
    found = participation.read(file, context.settings, context.catalogue, MUNICIPALITY)
    with closing(open_register(context.settings)) as register:
        participation.store(found, register, BY, restore=True)


def _remove_participation(settings: Settings) -> None:
    with closing(open_register(settings)) as register, register.session() as session:
        registered.withdraw_municipality(session, MUNICIPALITY, BY)


def _approve_comments(context: Context) -> None:
    """Nobody reads the comments of the sample: most are approved, so that there is something to see."""
    words = words_of(context.settings)
    with closing(open_register(context.settings)) as register:
        approve_some(context.settings, register, BY, LEFT, lambda text: sample_themes.themes_of(text, words))


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
