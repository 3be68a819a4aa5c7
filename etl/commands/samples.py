"""The command that imports the sample data."""

from typing import Annotated

import typer

from core.settings import current_settings
from etl import demo as sample
from etl import printing
from etl.commands.asked import operators_context
from store.release import Releases


def demo(
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing where there is a release.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the sample data again.")] = False,
) -> None:
    """Import the sample data of a fictional municipality."""
    settings = current_settings()
    if remove:
        sample.remove_sample(operators_context())
    elif not (if_empty and Releases(settings.data / "releases").current_id()):
        sample.import_sample(settings, printing.say_progress)
