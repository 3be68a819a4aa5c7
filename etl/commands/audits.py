"""The command that attacks releases."""

import typer

from core.settings import current_settings
from etl import printing
from etl.audit_words import audit_lines
from etl.auditing import audit_document, audited
from etl.commands.asked import AsJson
from etl.publish import policy_of
from store.release import Releases


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
