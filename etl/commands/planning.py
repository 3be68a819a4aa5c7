"""What importing files would do, as the commands ask for it and tell it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from core.errors import InputError
from core.text import pick, text
from etl import documents, printing
from etl.adapter_names import adapter_name
from etl.commands.files import opened
from etl.context import Context
from etl.facts import facts
from etl.next_edition import plan_in_its_edition
from etl.plans import Choice, Plan, of_several_roles, plans_of
from etl.reading import SourceFile

Instrument = Annotated[str | None, typer.Option(help="Id of the codebook, where the files fit several.")]
Edition = Annotated[str | None, typer.Option(help="Edition in the codebook, where the files fit several.")]
Books = Annotated[list[Path] | None, typer.Option("--codebook", help="A further codebook file.")]


def planned_of(files: Sequence[SourceFile], context: Context, choice: Choice, *, as_json: bool) -> list[Plan]:
    """What importing the files would do."""
    with told_as_json(as_json):
        exports = opened(files, context.codebooks)
        return plans_of(exports, context, choice, plan_in_its_edition)


@contextmanager
def told_as_json(as_json: bool) -> Iterator[None]:
    """Findings that refuse the files are the document where one was asked for, beside the text."""
    try:
        yield
    except InputError as error:
        if as_json:
            printing.print_json([documents.refusal_document(error)])
        raise


def say_plans(planned: Sequence[Plan]) -> None:
    """What importing would do, as a person reads it."""
    for plan in planned:
        _say_plan(plan)


def _say_plan(plan: Plan) -> None:
    contents = plan.contents
    files = ", ".join(file.name for file in plan.files)
    printing.say(text("importing.taken_for", files=files, adapter=adapter_name(plan.adapter)))
    if plan.kind == "answers":
        printing.say(text("importing.survey", title=pick(contents.codebook.title), edition=contents.edition.id))
    printing.say(facts(plan))
    if plan.already is not None:
        printing.say(text("importing.already"))
    several = of_several_roles(plan.changes)
    for change in plan.changes:
        unit = f"{change.unit} ({change.role})" if change.unit in several else change.unit
        printing.say(f"  {unit}: {change.respondents_before} → {change.respondents_after}")
    printing.say_findings(plan.findings)


def stop_at_errors(planned: Sequence[Plan]) -> None:
    """Stop with exit code 1 where a finding is an error; check has listed them all."""
    if any(plan.refused for plan in planned):
        raise typer.Exit(1)
