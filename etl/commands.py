"""The commands of ``python -m etl``."""

import dataclasses
import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from core.codebook import Codebooks
from core.errors import InputError, UsageError
from core.selection import EVERYWHERE, place_id
from core.settings import current_settings
from core.text import text
from etl import demo as sample
from etl import draft as drafts
from etl import facts, participation_command, pipeline, printing, rebuilding, reporting
from etl.adapters import spss
from etl.apart import each_opened_apart
from etl.audit_words import audit_lines
from etl.auditing import audit_document, audited
from etl.context import Context, load_context
from etl.mapping.saving import saved as save_codebook
from etl.next_edition import is_new as is_new_edition
from etl.next_edition import plan_in_its_edition
from etl.opening import Opened, all_opened, each_opened
from etl.plans import Choice, Plan
from etl.publish import policy_of
from etl.reading import SourceFile
from store.release import Release, Releases

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Brukerinnsikt: from export files to a release.")  # fmt: skip  # noqa: E501
app.command("participation")(participation_command.add)
app.command("report")(reporting.report)

Files = Annotated[list[Path], typer.Argument(help="Export files, or folders with files that belong together.")]
Instrument = Annotated[str | None, typer.Option(help="Id of the codebook, where the files fit several.")]
Edition = Annotated[str | None, typer.Option(help="Edition in the codebook, where the files fit several.")]
Books = Annotated[list[Path] | None, typer.Option("--codebook", help="A further codebook file.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@app.command()
def check(
    files: Files,
    instrument: Instrument = None,
    edition: Edition = None,
    codebook: Books = None,
    as_json: AsJson = False,
) -> None:
    """Say what the files are and everything dubious about them; change nothing."""
    planned = _planned(_read(files), _context(codebook), Choice(instrument, edition), as_json=as_json)
    if as_json:
        printing.print_json([printing.plan_document(plan) for plan in planned])
    else:
        _say_plans(planned)
    _stop_at_errors(planned)


@app.command("import")
def import_(
    files: Files,
    instrument: Instrument = None,
    edition: Edition = None,
    codebook: Books = None,
    add: Annotated[bool, typer.Option("--add", help="The files cover other units: keep what is there.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there, lost units too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check the files, import them and publish; the same files again change nothing."""
    if add and replace:
        raise UsageError("add_or_replace")
    context = _context(codebook)
    planned = _planned(_read(files), context, Choice(instrument, edition), as_json=as_json)
    if not as_json:
        _say_plans(planned)
    elif any(plan.refused for plan in planned):
        printing.print_json([printing.plan_document(plan) for plan in planned])
    _stop_at_errors(planned)
    mode: pipeline.Mode = "add" if add else "replace" if replace else "ask"
    for plan in planned:
        # A codebook comes first, so that no answer is without one.
        if is_new_edition(plan, context):
            save_codebook(plan.contents.codebook, context.settings.data / "codebooks", replace=True)
    with _told_as_json(as_json):
        receipts = pipeline.carry_out(planned, context, mode=mode, progress=printing.say_progress)
    if as_json:
        printing.print_json([printing.receipt_document(receipt) for receipt in receipts])
        return
    for receipt in receipts:
        typer.echo(facts.done(receipt))


@app.command()
def draft(
    files: Files,
    instrument: Annotated[str | None, typer.Option(help="Id of the new codebook.")] = None,
    service: Annotated[str | None, typer.Option(help="Key of the service.")] = None,
    role: Annotated[str | None, typer.Option(help="Who answers.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Where to save; the store's own codebooks by default.")] = None,
) -> None:
    """Write a proposed codebook from what the files tell about themselves; edit it by hand, or use it as it is."""
    context = _context()
    exports = _opened(_read(files), context.codebooks)
    codebook, asked = drafts.with_questions(exports, context, service=service, role=role, instrument=instrument)
    path = drafts.saved(codebook, folder or context.settings.data / "codebooks")
    printing.say(text("importing.draft_saved", file=path))
    # The draft is there: what it leaves open is for whoever looks over it.
    printing.say_findings([dataclasses.replace(one, severity="warning") for one in asked])
    typer.echo(path)


@app.command()
def publish() -> None:
    """Make a new release from what the warehouse holds."""
    release = pipeline.publish_again(_context())
    typer.echo(release or text("importing.no_uploads"))


@app.command()
def audit(as_json: AsJson = False) -> None:
    """Attack the current release and those kept from before; say what is known of what they hide."""
    settings = current_settings()
    release, found = audited(settings.data / "releases", policy_of(settings))
    if as_json:
        printing.print_json(audit_document(release, found))
    else:
        places = Releases(settings.data / "releases").current().query("places")
        typer.echo("\n".join(audit_lines(found, places)))
    if not found.passed:
        raise typer.Exit(1)


@app.command()
def figures(
    municipality: Annotated[str | None, typer.Option(help="Number or id; all together by default.")] = None,
    service: Annotated[str | None, typer.Option(help="Key of the service.")] = None,
    unit: Annotated[str | None, typer.Option(help="Id of the unit, as in the address.")] = None,
    period: Annotated[str | None, typer.Option(help="2024, 2024-03 …; every period by default.")] = None,
    role: Annotated[str | None, typer.Option(help="user, next_of_kin …; every role by default.")] = None,
    measure: Annotated[str | None, typer.Option(help="A measure, or a kind: item, dimension, level, overall.")] = None,
    group: Annotated[str | None, typer.Option(help="A background variable: figures by its values.")] = None,
    as_json: AsJson = False,
) -> None:
    """The release's figures for one place, exactly as the pages show them."""
    release = Releases(current_settings().data / "releases").current()
    place = _place(release, municipality, service, unit)
    chosen = {"place": place, "period": period, "role": role, "measure": measure, "grouping": group}
    rows = release.query("figures", **chosen)
    if not as_json:
        printing.say_table(
            rows[["period", "role", "grouping_value", "measure", "n", "mean", "lower", "upper", "hidden"]]
        )
        return
    printing.print_json({"release": release.id, "place": place, "figures": printing.records(rows)})


@app.command()
def status(as_json: AsJson = False) -> None:
    """What has been imported, and the current release."""
    context = _context()
    table = pipeline.uploads(context)
    current = Releases(context.settings.data / "releases").current_id()
    if as_json:
        told = table.drop(columns="codebook", errors="ignore")
        printing.print_json({"release": current, "uploads": printing.records(told)})
        return
    columns = [
        "upload",
        "instrument",
        "edition",
        "received",
        "rows_read",
        "rows_kept",
        "respondents",
        "answers",
        "replaced_by",
    ]
    typer.echo(text("importing.no_uploads") if table.empty else table[columns].to_string(index=False))


@app.command()
def forget(uploads: Annotated[list[int], typer.Argument(help="Numbers of uploads, as status shows them.")]) -> None:
    """Remove uploads everywhere: warehouse, received files, and the next release."""
    pipeline.forget(uploads, _context())


@app.command()
def rebuild() -> None:
    """Make the warehouse anew from the received files."""
    rebuilding.rebuild(_context(), printing.say_progress)


@app.command()
def demo(
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing where there is a release.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the sample data again.")] = False,
) -> None:
    """Import the sample data of a fictional municipality."""
    settings = current_settings()
    if remove:
        sample.remove_sample(_context())
    elif not (if_empty and Releases(settings.data / "releases").current_id()):
        sample.import_sample(settings, printing.say_progress)


def _context(codebooks: Sequence[Path] | None = None) -> Context:
    return load_context(current_settings(), codebooks or (), by=_operator())


def _operator() -> str:
    """Who runs the command, as the system knows them; nobody in a container without names."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _planned(files: Sequence[SourceFile], context: Context, choice: Choice, *, as_json: bool) -> list[Plan]:
    with _told_as_json(as_json):
        exports = _opened(files, context.codebooks)
        return pipeline.plans_of(exports, context, choice, plan_in_its_edition)


def _opened(files: Sequence[SourceFile], codebooks: Codebooks) -> list[Opened]:
    """Every export among the files; SPSS's own are read by a library that ends its process over some damaged ones."""
    apart = any(file.content.startswith(spss.MARKS) for file in files)
    return all_opened((each_opened_apart if apart else each_opened)(files, codebooks))


@contextmanager
def _told_as_json(as_json: bool) -> Iterator[None]:
    """Findings that refuse the files are the document where one was asked for, beside the text."""
    try:
        yield
    except InputError as error:
        if as_json:
            printing.print_json([printing.refusal_document(error)])
        raise


def _read(paths: Sequence[Path]) -> list[SourceFile]:
    """The files, those in folders too."""
    found: list[SourceFile] = []
    for path in paths:
        if not path.exists():
            raise UsageError("file_not_found", file=path)
        for file in _inside(path) if path.is_dir() else [path]:
            name = f"{path.name}/{file.name}" if path.is_dir() else file.name
            found.append(SourceFile(name, file.read_bytes()))
    if not found:
        raise UsageError("nothing_to_import")
    return found


def _inside(folder: Path) -> list[Path]:
    """The files of a folder without what systems and spreadsheets hide there."""
    return sorted(item for item in folder.iterdir() if item.is_file() and not item.name.startswith((".", "~$")))


def _say_plans(planned: Sequence[Plan]) -> None:
    for plan in planned:
        printing.say_plan(plan)


def _stop_at_errors(planned: Sequence[Plan]) -> None:
    """Stop with exit code 1 where a finding is an error; check has listed them all."""
    if any(plan.refused for plan in planned):
        raise typer.Exit(1)


def _place(release: Release, municipality: str | None, service: str | None, unit: str | None) -> str:
    places = release.query("places")
    known: list[Any] = places.loc[places["level"].eq("municipality"), "place"].tolist()
    chosen = municipality or (EVERYWHERE if EVERYWHERE in known else known[0])
    place = place_id(chosen, service, unit)
    if place not in set(places["place"]):
        nearby = places.loc[places["municipality"].eq(chosen), "place"].tolist() or known
        raise UsageError("place_unknown", place=place, known=", ".join(nearby[:20]))
    return place
